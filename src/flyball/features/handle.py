"""Features for data frames: training sets from datasets, pushes and reads by the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from flyball.core.errors import BadInput
from flyball.data import Dataset
from flyball.features.arrow import row_ids
from flyball.features.historical import historical_features
from flyball.features.model import ServiceVersion, ViewVersion
from flyball.features.online import OnlineFeatures

if TYPE_CHECKING:
    from flyball.data import Datasets, DatasetVersion
    from flyball.features.service import Features
    from flyball.store.objects import Objects
    from flyball.store.online import Online


class FeatureStore:
    """One service's features for training and, where this process has the online store, for serving."""

    def __init__(
        self,
        service: str,
        *,
        features: Features,
        datasets: Datasets,
        objects: Objects,
        online: Online | None,
        project: str,
        version: int | None = None,
    ) -> None:
        self.service: ServiceVersion = features.get_service(service, version=version)
        self._features = features
        self._datasets = datasets
        self._objects = objects
        self._online = None if online is None else OnlineFeatures(online, project=project)

    def historical(self, rows: pa.Table, *, time: str, sources: Mapping[str, pa.Table]) -> pa.Table:
        """Features as known at each row's moment, from the rows of the sources given."""
        return historical_features(self.service, rows, time=time, sources=sources)

    def training_set(
        self, rows: pa.Table, *, time: str, name: str, sources: Mapping[str, str] | None = None, message: str = ""
    ) -> tuple[DatasetVersion, pa.Table]:
        """Join features to `rows`, commit the result as dataset `name`, and record where it came from.

        `sources` pins dataset versions by source name (`{"flights": "dataset:flights@12"}`); others are read at `main`.
        """
        pins = self._pins(sources or {})
        tables = {source: self._dataset(ref).read(ref.partition("@")[2]) for source, ref in pins.items()}
        joined = self._joined(rows, time=time, sources=tables)
        made = Dataset(name, datasets=self._datasets, objects=self._objects).commit(joined, message=message)
        self._record(made, pins)
        return made, joined

    def extend_training_set(
        self, rows: pa.Table, *, time: str, name: str, sources: Mapping[str, pa.Table], pins: Mapping[str, str]
    ) -> DatasetVersion:
        """Join features to new rows and append them to dataset `name`; only these are computed and stored.

        `sources` are the rows the features of these moments need, `pins` the dataset versions they were read from.
        """
        joined = self._joined(rows, time=time, sources=sources)
        made = Dataset(name, datasets=self._datasets, objects=self._objects).append(joined)
        self._record(made, pins)
        return made

    def push(self, source: str, rows: pa.Table) -> int:
        """Add source rows to every view of the service that reads that source."""
        views = {view.ref: view for view in self.service.views if view.source.name == source}
        ids = {view.source.id: row_ids(rows, view.source) for view in views.values()} if rows.num_rows else {}
        return sum(self._here().push(view, rows, ids=ids.get(view.source.id)) for view in views.values())

    def read(self, request: pa.Table, *, time: str) -> pa.Table:
        """The features of each request row at its moment."""
        return self._here().read(self.service, request, time=time)

    def views(self) -> Sequence[ViewVersion]:
        """The views behind the service."""
        return self.service.views

    def _joined(self, rows: pa.Table, *, time: str, sources: Mapping[str, pa.Table]) -> pa.Table:
        found = self.historical(rows, time=time, sources=sources)
        for column in found.column_names:
            if column not in rows.column_names:
                rows = rows.append_column(column, found[column])
        return rows

    def _record(self, made: DatasetVersion, pins: Mapping[str, str]) -> None:
        self._features.record_training_set(
            self.service.service.name,
            version=self.service.version,
            training_set=made.ref,
            rows=made.rows,
            sources=tuple(pins.values()),
        )

    def _dataset(self, ref: str) -> Dataset:
        name = ref.partition(":")[2].partition("@")[0]
        return Dataset(name, datasets=self._datasets, objects=self._objects)

    def _here(self) -> OnlineFeatures:
        if self._online is None:
            raise BadInput(
                "a remote workspace has no online store", hint="use ws.features.push and ws.features.read_online"
            )
        return self._online

    def _pins(self, sources: Mapping[str, str]) -> dict[str, str]:
        found = {}
        for view in self.service.views:
            name, dataset = view.source.name, view.source.dataset
            found[name] = sources.get(name) or f"dataset:{dataset}@{self._datasets.get(dataset).head}"
        return found
