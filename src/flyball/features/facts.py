"""What a view or a service of features says when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.features.definitions import read_service, read_view
from flyball.governance.facts import Facts
from flyball.store import Stores


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """One sentence on a view or a service, and what it is made of."""
    with stores.catalog.read() as connection:
        if ref.kind == "feature-service":
            service = read_service(connection, project, ref.name, ref.version)
            names = ", ".join(f"{view.view.name}@{view.version}" for view in service.views)
            return Facts(
                ref=service.ref,
                sentence=f"the features came from service {ref.name}@{service.version}: {names}",
                facts={"digest": service.digest, "request": list(service.service.request)},
                parents=tuple(view.ref for view in service.views),
            )
        view = read_view(connection, project, ref.name, ref.version)
    features = ", ".join(feature.name for feature in view.view.features)
    return Facts(
        ref=view.ref,
        sentence=f"view {ref.name}@{view.version} computes {features} per {', '.join(view.view.keys)}",
        facts={"digest": view.digest, "source": view.source.name, "event": view.source.event},
        parents=(f"source:{view.source.name}",),
    )
