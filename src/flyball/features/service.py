"""Operations on feature definitions, and the online side over REST; frames go through `FeatureStore`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from flyball.core import Name, operation
from flyball.core.errors import BadInput
from flyball.features.definitions import (
    check_view,
    list_names,
    put_definition,
    read_service,
    read_source,
    read_view,
)
from flyball.features.model import Applied, Definitions, ServiceVersion, TrainingSetMade, Vector, ViewVersion
from flyball.store import Service

if TYPE_CHECKING:
    import pyarrow as pa

# Any, because no checked union may hold both texts and moments; `_moments` lets only plain values through.
Rows = Annotated[tuple[dict[str, Any], ...], Meta(min_length=1, max_length=10_000)]


class Features(Service):
    """Declare features once; read them online by key."""

    noun: ClassVar[str] = "features"

    @operation("POST", "/features/apply", needs="features.write")
    def apply(self, *, definitions: Definitions) -> list[Applied]:
        """Put definitions in force, all or none; unchanged ones keep their version."""
        with self.change() as change:
            change.lock(f"features:{self.project}")
            applied = [put_definition(change, "source", source, {}) for source in definitions.sources]
            for view in definitions.views:
                check_view(view)
                _, version = read_source(change.connection, self.project, view.source)
                applied.append(put_definition(change, "view", view, {view.source: version}))
                # The dataset versions that were read are named by each training set, not by the definition.
                change.link(f"source:{view.source}", applied[-1].ref, "source")
            for service in definitions.services:
                names = {member.view for member in service.members}
                views = [read_view(change.connection, self.project, name) for name in sorted(names)]
                applied.append(put_definition(change, "service", service, {v.view.name: v.version for v in views}))
                for view_version in views:
                    change.link(view_version.ref, applied[-1].ref, "member")
            return applied

    @operation("GET", "/features/views", needs="features.read")
    def list_views(self) -> list[ViewVersion]:
        """The newest version of every view."""
        with self.read() as connection:
            return [read_view(connection, self.project, name) for name in list_names(connection, self.project, "view")]

    @operation("GET", "/features/services", needs="features.read")
    def list_services(self) -> list[ServiceVersion]:
        """The newest version of every service."""
        with self.read() as connection:
            names = list_names(connection, self.project, "service")
            return [read_service(connection, self.project, name) for name in names]

    @operation("GET", "/features/views/{name}", needs="features.read")
    def get_view(self, name: Name, *, version: int | None = None) -> ViewVersion:
        """A view at a version, the newest unless told."""
        with self.read() as connection:
            return read_view(connection, self.project, name, version)

    @operation("GET", "/features/services/{name}", needs="features.read")
    def get_service(self, name: Name, *, version: int | None = None) -> ServiceVersion:
        """A service at a version, the newest unless told."""
        with self.read() as connection:
            return read_service(connection, self.project, name, version)

    @operation("POST", "/features/views/{name}/rows", needs="features.write")
    def push(self, name: Name, *, rows: Rows) -> int:
        """Add source rows to a view's online state; returns how many days of entities were written."""
        from flyball.features.online import OnlineFeatures

        online = OnlineFeatures(self.stores.online, project=self.project)
        with self.change() as change:
            # A push reads a day's rows, adds to them and writes them back: two at once would lose one's rows.
            change.lock(f"features:{self.project}:{name}")
            return online.push(read_view(change.connection, self.project, name), _table(rows))

    @operation("POST", "/features/services/{name}/read", needs="features.read", changes=False)
    def read_online(
        self, name: Name, *, rows: Rows, version: int | None = None, at: datetime | None = None
    ) -> list[Vector]:
        """The service's features for each row of keys and request columns, as known now, or as they were known `at`."""
        from flyball.features.online import OnlineFeatures

        moment = at or self.stores.clock.now()
        online = OnlineFeatures(self.stores.online, project=self.project)
        with self.read() as connection:
            service = read_service(connection, self.project, name, version)
        found = online.read(service, _table([{**row, "_at": moment} for row in rows]), time="_at")
        return [Vector(values=row) for row in found.to_pylist()]

    @operation("POST", "/features/services/{name}/training-sets", needs="features.write")
    def record_training_set(
        self, name: Name, *, version: int, training_set: str, rows: int, sources: tuple[str, ...]
    ) -> None:
        """Note where a training set came from; `FeatureStore.training_set` calls it."""
        if not training_set.startswith("dataset:"):
            raise BadInput(f"{training_set!r} is no dataset version", hint="dataset:NAME@N")
        with self.change() as change:
            service = read_service(change.connection, self.project, name, version)
            change.emit(TrainingSetMade(ref=training_set, service=service.ref, rows=rows))
            change.link(service.ref, training_set, "joined")
            for source in sources:
                change.link(source, training_set, "joined")


def _table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    plain = [_moments(row) for row in rows]
    names = dict.fromkeys(name for row in plain for name in row)
    try:
        return pa.table({name: pa.array([row.get(name) for row in plain]) for name in names})
    except (pa.ArrowInvalid, pa.ArrowTypeError) as wrong:
        raise BadInput("the rows hold different types in one column", why=str(wrong)) from wrong


def _moments(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has no moments: text that is one in RFC 3339 is read as one."""
    for name, value in row.items():
        if value is not None and not isinstance(value, str | int | float | bool | datetime):
            raise BadInput(f"the value of {name!r} is a {type(value).__name__}", hint="texts, numbers, moments or null")
    return {name: _moment(value) if isinstance(value, str) else value for name, value in row.items()}


def _moment(text: str) -> str | datetime:
    if len(text) < 19 or text[4:5] != "-" or text[10:11] not in {"T", " "}:
        return text
    try:
        return msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        return text
