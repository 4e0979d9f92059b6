"""Operations on labels: outcomes that arrive after the prediction, in any order, as often as they like."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from flyball.core import Name, operation
from flyball.monitoring.model import KnownLabel, Label, LabelReceipt
from flyball.store import Service

if TYPE_CHECKING:
    import pyarrow as pa


class Labels(Service):
    """What became known about earlier predictions."""

    noun: ClassVar[str] = "labels"

    @operation("POST", "/deployments/{deployment}/labels", needs="labels.write")
    def add(
        self, deployment: Name, *, labels: Annotated[tuple[Label, ...], Meta(min_length=1, max_length=100_000)]
    ) -> LabelReceipt:
        """Add outcomes by prediction id or business key; the same ones again are counted and change nothing.

        Durable when it returns. A later revision corrects an earlier one; a value of null retracts it.
        """
        from flyball.monitoring.labels import append_labels, label_stream  # needs pyarrow

        stream = label_stream(self.project, deployment)
        append_labels(self.stores.streams, stream, labels)
        distinct = {(label.key, label.revision) for label in labels}
        return LabelReceipt(
            accepted=len(distinct),
            duplicate=len(labels) - len(distinct),
            corrected=sum(1 for label in labels if label.revision > 0),
        )

    @operation("GET", "/deployments/{deployment}/labels/{key}", needs="labels.read")
    def get(self, deployment: Name, key: str) -> float | None:
        """The outcome that counts for a prediction id or business key; null while none is known."""
        rows = self._known(deployment)
        found = [value for k, value in zip(rows["key"].to_pylist(), rows["value"].to_pylist(), strict=True) if k == key]
        return found[0] if found else None

    @operation("POST", "/deployments/{deployment}/labels/find", needs="labels.read", changes=False)
    def find(
        self, deployment: Name, *, keys: Annotated[tuple[str, ...], Meta(max_length=1_000)]
    ) -> tuple[KnownLabel, ...]:
        """The outcomes known for these prediction ids or business keys, in no order; unknown ones are left out."""
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = self._known(deployment)
        rows = rows.filter(pc.is_in(rows["key"], value_set=pa.array(keys, pa.string())))
        return tuple(KnownLabel(**row) for row in rows.to_pylist())

    @operation("GET", "/deployments/{deployment}/label-count", needs="labels.read")
    def count(self, deployment: Name, *, since: datetime | None = None) -> int:
        """How many outcomes became known, since a moment if one is given; corrections are not counted twice."""
        return int(self._known(deployment, since=since).num_rows)

    def _known(self, deployment: str, *, since: datetime | None = None) -> pa.Table:
        from flyball.monitoring.labels import label_stream, read_labels  # needs pyarrow

        return read_labels(self.stores.streams, label_stream(self.project, deployment), start=since)
