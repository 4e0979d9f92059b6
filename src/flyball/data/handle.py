"""A dataset in Python: frames and files in, tables out; the same on an embedded and on a remote workspace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flyball.core.errors import BadInput, Conflict, MissingExtra
from flyball.data.build import Parent, build_append, build_replacement
from flyball.data.checkout import checkout
from flyball.data.compare import read_columns, table_manifest
from flyball.data.diff import TableDiff, diff_versions
from flyball.data.expectations import Expectation, Suite
from flyball.data.frames import Frame, as_table
from flyball.data.manifest import Blobs, Manifest, TableManifest, get_manifest, put_manifest
from flyball.data.model import (
    MAIN,
    Content,
    DatasetInfo,
    DatasetRef,
    DatasetVersion,
    Profile,
    QuarantineSummary,
    ValidationReport,
)
from flyball.data.refusal import refusal
from flyball.data.tree import build_tree

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from flyball.data.service import Datasets

_ATTEMPTS = 5


class Dataset:
    """One dataset by name; it need not exist before `create`.

    ```python
    flights = ws.dataset("flights").create(key="flight_id", label="late", time_column="sched_dep_at")
    flights.expect(Range(column="distance", low=1), Nulls(column="carrier"))
    version = flights.commit(frame, message="January")
    flights.append(next_week)
    flights.read("main~1")
    ```
    """

    def __init__(self, name: str, *, datasets: Datasets, objects: Blobs) -> None:
        self.name = name
        self._datasets = datasets
        self._objects = objects

    def __repr__(self) -> str:
        return f"Dataset({self.name!r})"

    def create(
        self,
        *,
        key: str | Sequence[str] = (),
        label: str | None = None,
        time_column: str | None = None,
        content: Content = "table",
        description: str = "",
    ) -> Dataset:
        """Declare it, which may be repeated; returns the handle. A key makes rows distinct and edits visible."""
        names = (key,) if isinstance(key, str) else tuple(key)
        self._datasets.create(
            self.name, content=content, key=names, label=label, time_column=time_column, description=description
        )
        return self

    @property
    def info(self) -> DatasetInfo:
        """The declaration and where `main` stands."""
        return self._datasets.get(self.name)

    def commit(
        self, source: Frame | str | Path, *, message: str = "", branch: str = MAIN, sources: Sequence[str] = ()
    ) -> DatasetVersion:
        """The dataset is now this: a frame, a CSV or Parquet file, or for a dataset of files a folder.

        Runs of rows that the version before holds are not stored again. Equal content is no new version. Raises
        `ValidationFailed` when the expectations refuse, `Conflict` when somebody else committed meanwhile.
        """
        info = self.info
        made: Manifest
        parent, expected = self._head(branch)
        if info.content == "files":
            made = build_tree(self._objects, _folder(source))
        else:
            made = build_replacement(self._objects, as_table(source), key=info.key, parent=parent)
        return self._publish(
            made, info, message=message, branch=branch, expected=expected, sources=_sources(source, sources)
        )

    def append(
        self, source: Frame | str | Path, *, message: str = "", branch: str = MAIN, sources: Sequence[str] = ()
    ) -> DatasetVersion:
        """Add rows; only they are stored, read and judged. A key that exists already refuses the whole of them.

        If somebody else commits meanwhile, the rows are added to what is there then.
        """
        info = self.info
        if info.content == "files":
            raise BadInput(f"dataset:{self.name} holds files", hint="commit the folder")
        table = as_table(source)
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._append_once(table, info, message, branch, _sources(source, sources))
            except Conflict:
                continue
        return self._append_once(table, info, message, branch, _sources(source, sources))

    def read(self, version: str | int = MAIN, *, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a version as an Arrow table, in order of first appearance."""
        return read_columns(self._objects, self.version(version), columns)

    def to_pandas(self, version: str | int = MAIN, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows of a version as a pandas frame."""
        try:
            import pandas  # noqa: F401 - Arrow needs it to be there
        except ImportError as error:
            raise MissingExtra.named("pandas") from error
        return self.read(version, columns=columns).to_pandas()

    def to_polars(self, version: str | int = MAIN, *, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """The rows of a version as a Polars frame."""
        try:
            import polars
        except ImportError as error:
            raise MissingExtra.named("polars") from error
        frame = polars.from_arrow(self.read(version, columns=columns))
        if not isinstance(frame, polars.DataFrame):
            raise TypeError("a table became a column")
        return frame

    def sql(self, query: str, version: str | int = MAIN) -> pa.Table:
        """Run a query over a version, which it calls `this`: `select carrier, count(*) from this group by 1`."""
        import duckdb

        with duckdb.connect(":memory:") as connection:
            connection.register("this", self.read(version))
            try:
                return connection.sql(query).to_arrow_table()
            except duckdb.Error as error:
                raise BadInput("the query cannot be run", why=str(error)[:500]) from error

    def diff(self, old: str | int, new: str | int = MAIN) -> TableDiff:
        """Rows added, deleted and changed between two versions, with the cells."""
        before, after = (table_manifest(self._objects, self.version(version)) for version in (old, new))
        return diff_versions(self._objects, before, after)

    def version(self, version: str | int = MAIN) -> DatasetVersion:
        """What is known of a version: `12`, a branch, a tag, `main~1`, the beginning of a commit id."""
        return self._datasets.get_version(self.name, str(version))

    def log(self, *, limit: int = 100) -> list[DatasetVersion]:
        """Versions, newest first."""
        return self._datasets.list_versions(self.name, limit=limit)

    def tag(self, tag: str, version: str | int = MAIN) -> DatasetRef:
        """Give a version a name that never moves."""
        return self._datasets.tag(self.name, tag=tag, version=str(version))

    def branch(self, branch: str, version: str | int = MAIN) -> DatasetRef:
        """Begin a branch at a version."""
        return self._datasets.branch(self.name, branch=branch, version=str(version))

    def checkout(self, version: str | int, folder: str | Path) -> list[Path]:
        """Write a version to a new or empty folder: its files, or its table as one Parquet file."""
        manifest = get_manifest(self._objects, self.version(version).manifest)
        return checkout(self._objects, manifest, Path(folder), name=self.name)

    def expect(self, *checks: Expectation) -> Suite:
        """Replace the expectations; they hold from the next commit on."""
        return self._datasets.set_expectations(self.name, checks=tuple(checks))

    def validate(self, version: str | int = MAIN, *, against: str | int | None = None) -> ValidationReport:
        """Judge a published version by the newest expectations."""
        other = None if against is None else str(against)
        return self._datasets.validate(self.name, version=str(version), against=other)

    def profile(self, version: str | int = MAIN) -> Profile:
        """Each column in numbers."""
        return self._datasets.profile(self.name, str(version))

    def quarantine(self, *, limit: int = 50) -> QuarantineSummary:
        """Rows that were set aside, and why."""
        return self._datasets.quarantine(self.name, limit=limit)

    def _append_once(
        self, table: pa.Table, info: DatasetInfo, message: str, branch: str, sources: tuple[str, ...]
    ) -> DatasetVersion:
        parent, expected = self._head(branch)
        if parent is None:
            made = build_replacement(self._objects, table, key=info.key, parent=None)
        else:
            made = build_append(self._objects, table, key=info.key, parent=parent)
        return self._publish(made, info, message=message, branch=branch, expected=expected, sources=sources)

    def _head(self, branch: str) -> tuple[Parent | None, int]:
        """What a commit builds on, and its number (0: nothing yet)."""
        heads = {ref.name: ref.n for ref in self._datasets.list_refs(self.name) if ref.kind == "branch"}
        if branch not in heads:
            return None, 0
        version = self.version(heads[branch])
        manifest = get_manifest(self._objects, version.manifest)
        parent = Parent(manifest, version.manifest) if isinstance(manifest, TableManifest) else None
        return parent, version.n

    def _publish(
        self,
        made: Manifest,
        info: DatasetInfo,
        *,
        message: str,
        branch: str,
        expected: int,
        sources: tuple[str, ...],
    ) -> DatasetVersion:
        if expected and (head := self.version(expected)).digest == made.digest:
            return head
        stored = put_manifest(self._objects, made)
        if info.suite_version:  # judged on its own first, so that a refusal stays on record
            report = self._datasets.check(self.name, manifest=stored, branch=branch)
            if report.verdict == "blocked":
                raise refusal(report)
        return self._datasets.commit(
            self.name, manifest=stored, message=message, branch=branch, expected=expected, sources=sources
        )


def _folder(source: Any) -> Path:
    if not isinstance(source, str | Path):
        raise BadInput(f"a {type(source).__name__} is no folder", hint="pass the path of a folder")
    return Path(source)


def _sources(source: Any, given: Sequence[str]) -> tuple[str, ...]:
    """Where the rows came from: as told, or the name of the file they were read from."""
    if given or not isinstance(source, str | Path):
        return tuple(given)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(source).name).strip("-.")[:200]
    return (f"source:file/{name}",) if name else ()
