"""Which versions may take traffic, asked of the registry and of the approvals it keeps."""

from __future__ import annotations

from flyball.core import Ref, current_call
from flyball.registry import deployable
from flyball.serving.ports import DeployableVersion
from flyball.serving.signature import Signature
from flyball.store import Stores


class RegistryVersions:
    """The project's registry behind the port `ApprovedVersions`."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def deployable(self, ref: Ref) -> DeployableVersion:
        """Resolve an alias, and refuse what the project's policy does not let through."""
        call = current_call() or self._stores.catalog.default_call
        found = deployable(self._stores, call.project, ref)
        manifest = found.version.manifest
        signature = Signature(
            inputs=manifest.signature.inputs,
            output=manifest.signature.output,
            output_datatype=manifest.signature.output_datatype,
        )
        return DeployableVersion(
            ref=found.version.ref,
            digest=found.version.digest,
            runner=manifest.runner,
            entry=manifest.entry,
            files={path: file.digest for path, file in manifest.files.items()},
            signature=signature,
            approval=found.approval,
        )
