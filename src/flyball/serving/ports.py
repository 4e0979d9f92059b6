"""What serving asks of the rooms below it: which versions may be deployed, and what is in them."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from flyball.core import Ref
from flyball.serving.signature import Signature


class DeployableVersion(Struct, frozen=True, kw_only=True):
    """A model version as serving sees it."""

    ref: str
    """With the version's number: `model:late-flight@4`."""
    digest: str
    """Of the version's manifest; equal digests are the same model."""
    runner: str
    """Which runner computes it, such as `onnx`."""
    entry: str
    """The path, within `files`, that the runner opens."""
    files: dict[str, str]
    """Path to BLAKE3 digest of every file."""
    signature: Signature
    approval: str = ""
    """Ref of the approval that allows it, for the record."""


class ApprovedVersions(Protocol):
    """The registry and the approvals behind it."""

    def deployable(self, ref: Ref) -> DeployableVersion:
        """The version behind a Ref (number or alias), if the project's policy lets it take traffic.

        Raises `NotFound`, `UnsafeModel`, or `RefusedByPolicy` with the reason.
        """
        ...
