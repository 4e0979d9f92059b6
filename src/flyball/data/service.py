"""The operations of datasets."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import select

from flyball.core import Digest, Name, Ref, operation
from flyball.core.errors import AlreadyExists, BadInput, Conflict
from flyball.data import tables as t
from flyball.data.events import DatasetCreated, DatasetTagged, ExpectationsSet
from flyball.data.expectations import ColumnName, Expectation, Suite, check_suite
from flyball.data.lookup import (
    find_dataset,
    find_head,
    get_dataset,
    get_suite,
    get_version,
    to_info,
    to_version,
)
from flyball.data.lookup import versions_query as versions_of
from flyball.data.model import (
    MAIN,
    ColumnDetail,
    Content,
    DatasetDiff,
    DatasetInfo,
    DatasetRef,
    DatasetState,
    DatasetVersion,
    Label,
    Profile,
    QuarantineSummary,
    RowsPage,
    Selector,
    ValidationReport,
    VersionSources,
)
from flyball.store import Service

Page = Annotated[int, Meta(ge=1, le=1000)]
Message = Annotated[str, Meta(max_length=2000)]
_LONGEST_NAME = 116  # leaves room for ".quarantine"


class Datasets(Service):
    """Datasets, their versions, what is expected of them and what was found."""

    noun: ClassVar[str] = "datasets"

    @operation("POST", "/datasets", needs="data.write")
    def create(
        self,
        name: Name,
        *,
        content: Content = "table",
        key: tuple[ColumnName, ...] = (),
        label: ColumnName | None = None,
        time_column: ColumnName | None = None,
        description: Message = "",
    ) -> DatasetInfo:
        """Declare a dataset; repeating the same declaration is harmless, another one of the name is refused."""
        if len(name) > _LONGEST_NAME:
            raise BadInput(f"the name has {len(name)} letters", why=f"at most {_LONGEST_NAME} are allowed")
        if content == "files" and (key or label or time_column):
            raise BadInput("a dataset of files has no columns", hint="leave out key, label and time_column")
        declared = {"content": content, "key": _json(key), "label": label, "time_column": time_column}
        with self.change() as change:
            change.lock(f"datasets:{change.project}")
            found = find_dataset(change.connection, change.project, name)
            if found is None:
                row = {
                    "id": self.stores.ids.new(),
                    "project": change.project,
                    "name": name,
                    **declared,
                    "description": description,
                    "owner": change.call.principal.id,
                    "created_at": change.now_us,
                }
                change.execute(t.dataset.insert(), row)
                change.emit(DatasetCreated(ref=str(Ref("dataset", name)), content=content, key=key))
                found = get_dataset(change.connection, change.project, name)
            elif any(getattr(found, field) != value for field, value in declared.items()):
                raise AlreadyExists(
                    f"dataset:{name} exists with another declaration",
                    why=f"{found.content}, key {found.key}, label {found.label}, time column {found.time_column}",
                    hint="choose another name",
                )
            return to_info(change.connection, found)

    @operation("GET", "/datasets", needs="data.read")
    def list_datasets(self, *, limit: Page = 100, after: str | None = None) -> list[DatasetInfo]:
        """Datasets by name; `after` is the last name of the page before."""
        query = select(t.dataset).where(t.dataset.c.project == self.project, t.dataset.c.name > (after or ""))
        with self.read() as connection:
            rows = connection.execute(query.order_by(t.dataset.c.name).limit(limit)).all()
            return [to_info(connection, row) for row in rows]

    @operation("GET", "/dataset-states", needs="data.read")
    def list_states(self, *, limit: Page = 100, after: str | None = None) -> list[DatasetState]:
        """Datasets at a glance, by name: head, how the last landings ended, what was refused or set aside."""
        from flyball.data.overview import states_of

        query = select(t.dataset).where(t.dataset.c.project == self.project, t.dataset.c.name > (after or ""))
        with self.read() as connection:
            return states_of(connection, connection.execute(query.order_by(t.dataset.c.name).limit(limit)).all())

    @operation("GET", "/datasets/{name}", needs="data.read")
    def get(self, name: Name) -> DatasetInfo:
        """The dataset's declaration and where its main branch stands."""
        with self.read() as connection:
            return to_info(connection, get_dataset(connection, self.project, name))

    @operation("GET", "/datasets/{name}/versions", needs="data.read")
    def list_versions(self, name: Name, *, limit: Page = 100, after: int | None = None) -> list[DatasetVersion]:
        """Versions of all branches, newest first; `after` is the last number of the page before."""
        with self.read() as connection:
            dataset = get_dataset(connection, self.project, name)
            query = versions_of(dataset.id)
            if after is not None:
                query = query.where(t.version.c.n < after)
            rows = connection.execute(query.order_by(t.version.c.n.desc()).limit(limit)).all()
            return [to_version(row, name) for row in rows]

    @operation("GET", "/datasets/{name}/sources", needs="data.read")
    def list_sources(self, name: Name, *, limit: Page = 100, after: int | None = None) -> list[VersionSources]:
        """What the rows of each version came from, newest first, as told when they were committed or joined."""
        from flyball.data.sources import sources_of

        with self.read() as connection:
            dataset = get_dataset(connection, self.project, name)
            return sources_of(connection, dataset, limit=limit, after=after)

    @operation("GET", "/datasets/{name}/versions/{version}", needs="data.read")
    def get_version(self, name: Name, version: Selector) -> DatasetVersion:
        """The version that a number, branch, tag, `main~1` or the beginning of a commit id names."""
        with self.read() as connection:
            return get_version(connection, get_dataset(connection, self.project, name), version)

    @operation("GET", "/datasets/{name}/refs", needs="data.read")
    def list_refs(self, name: Name) -> list[DatasetRef]:
        """Branches and tags, by name."""
        from flyball.core import from_us

        with self.read() as connection:
            dataset = get_dataset(connection, self.project, name)
            rows = connection.execute(select(t.ref).where(t.ref.c.dataset_id == dataset.id).order_by(t.ref.c.name))
            return [DatasetRef(name=row.name, kind=row.kind, n=row.n, at=from_us(row.at)) for row in rows]

    @operation("POST", "/datasets/{name}/tags", needs="data.write")
    def tag(self, name: Name, *, tag: Label, version: Selector = MAIN) -> DatasetRef:
        """Give a version a name that never moves."""
        return self._name_version(name, tag, "tag", version)

    @operation("POST", "/datasets/{name}/branches", needs="data.write")
    def branch(self, name: Name, *, branch: Label, version: Selector = MAIN) -> DatasetRef:
        """Begin a branch at a version; commits to it leave `main` where it is."""
        return self._name_version(name, branch, "branch", version)

    @operation("POST", "/datasets/{name}/checks", needs="data.write")
    def check(self, name: Name, *, manifest: Digest, branch: Label = MAIN) -> ValidationReport:
        """Judge a candidate version by the expectations and keep the result; nothing is published by this."""
        from flyball.data.commit import check_candidate

        return check_candidate(self.stores, self, name, manifest=manifest, branch=branch)

    @operation("POST", "/datasets/{name}/commits", needs="data.write")
    def commit(
        self,
        name: Name,
        *,
        manifest: Digest,
        message: Message = "",
        branch: Label = MAIN,
        expected: Annotated[int, Meta(ge=0)] | None = None,
        sources: Annotated[tuple[str, ...], Meta(max_length=100)] = (),
    ) -> DatasetVersion:
        """Publish a candidate as the next version of a branch; the same content again is no new version.

        `expected` is the head it was built on (0: none); if the branch moved, `Conflict`. Rows that fail a row check go
        to `<name>.quarantine`; a failed table check or a critical one refuses with `ValidationFailed`. `sources` are
        Refs the rows came from, such as `source:weather-feed`.
        """
        from flyball.data.commit import commit_candidate

        refs = tuple(str(Ref.parse(source)) for source in sources)
        return commit_candidate(
            self.stores, self, name, manifest=manifest, message=message, branch=branch, expected=expected, sources=refs
        )

    @operation("GET", "/datasets/{name}/diff", needs="data.read")
    def diff(
        self, name: Name, *, old: Selector, new: Selector = MAIN, limit: Annotated[int, Meta(ge=0, le=1000)] = 20
    ) -> DatasetDiff:
        """What differs between two versions: exact counts, columns, and up to `limit` changes."""
        from flyball.data.compare import diff_of_versions

        return diff_of_versions(self.stores.objects, self._version(name, old), self._version(name, new), limit=limit)

    @operation("GET", "/datasets/{name}/versions/{version}/rows", needs="data.read")
    def rows(
        self,
        name: Name,
        version: Selector,
        *,
        limit: Page = 50,
        offset: Annotated[int, Meta(ge=0)] = 0,
        columns: tuple[ColumnName, ...] = (),
    ) -> RowsPage:
        """Some rows of a version, or of a dataset of files its paths, digests and sizes."""
        from flyball.data.compare import page_of_rows

        found = self._version(name, version)
        return page_of_rows(self.stores.objects, found, limit=limit, offset=offset, columns=columns)

    @operation("GET", "/datasets/{name}/versions/{version}/profile", needs="data.read")
    def profile(self, name: Name, version: Selector = MAIN) -> Profile:
        """Each column in numbers: nulls, bounds, mean, quantiles, distinct values."""
        from flyball.data.compare import table_manifest
        from flyball.data.profile import load_summaries, make_profile

        found = self._version(name, version)
        manifest = table_manifest(self.stores.objects, found)
        with self.read() as connection:
            parts = load_summaries(connection, self.stores.objects, manifest, project=self.project)
        return make_profile(manifest, parts, ref=found.ref)

    @operation("GET", "/datasets/{name}/versions/{version}/column", needs="data.read")
    def column(
        self,
        name: Name,
        version: Selector,
        *,
        column: ColumnName,
        against: Selector | None = None,
        bins: Annotated[int, Meta(ge=2, le=200)] = 30,
    ) -> ColumnDetail:
        """One column as a histogram or by its most frequent values, beside another version on the same bins."""
        from flyball.data.column import column_detail

        found = self._version(name, version)
        other = None if against is None else self._version(name, against)
        return column_detail(self.stores.objects, found, column, against=other, bins=bins)

    @operation("PUT", "/datasets/{name}/expectations", needs="data.write")
    def set_expectations(
        self, name: Name, *, checks: Annotated[tuple[Expectation, ...], Meta(max_length=1000)]
    ) -> Suite:
        """Replace the suite; it applies from the next commit on. The same checks again are no new version."""
        check_suite(checks)
        with self.change() as change:
            dataset = get_dataset(change.connection, change.project, name)
            if dataset.content == "files":
                raise BadInput(f"dataset:{name} holds files", why="expectations are about the rows of a table")
            change.lock(f"dataset:{dataset.id}")
            current = get_suite(change.connection, dataset.id)
            if current.checks == checks:
                return current
            suite = Suite(version=current.version + 1, checks=checks)
            row = {
                "dataset_id": dataset.id,
                "version": suite.version,
                "body": msgspec.json.encode(checks),
                "actor": change.call.principal.id,
                "at": change.now_us,
            }
            change.execute(t.suite.insert(), row)
            names = tuple(check.name for check in checks)
            change.emit(ExpectationsSet(ref=str(Ref("dataset", name)), suite_version=suite.version, checks=names))
            return suite

    @operation("GET", "/datasets/{name}/expectations", needs="data.read")
    def get_expectations(self, name: Name, *, version: int | None = None) -> Suite:
        """The suite, by default the newest; version 0 is empty."""
        with self.read() as connection:
            return get_suite(connection, get_dataset(connection, self.project, name).id, version=version)

    @operation("POST", "/datasets/{name}/validations", needs="data.write")
    def validate(self, name: Name, *, version: Selector = MAIN, against: Selector | None = None) -> ValidationReport:
        """Judge a whole published version by the newest suite, compared with `against` (default: the one before)."""
        from flyball.data.validate import validate_version

        return validate_version(self.stores, self, name, version=version, against=against)

    @operation("GET", "/datasets/{name}/validations", needs="data.read")
    def list_validations(self, name: Name, *, limit: Page = 50, after_us: int | None = None) -> list[ValidationReport]:
        """What suites found, newest first; `after_us` is the time of the last report of the page before."""
        from flyball.data.validations import list_validations

        with self.read() as connection:
            dataset = get_dataset(connection, self.project, name)
            kept = list_validations(connection, dataset, limit=limit, before_us=after_us)
        return [found.report for found in kept]

    @operation("GET", "/datasets/{name}/quarantine", needs="data.read")
    def quarantine(self, name: Name, *, limit: Page = 50, offset: Annotated[int, Meta(ge=0)] = 0) -> QuarantineSummary:
        """Rows that failed a check: how many by reason, and some of them with `_reasons` and `_commit`."""
        from flyball.data.compare import page_of_rows, read_columns
        from flyball.data.quarantine import SUFFIX, summarize_quarantine

        with self.read() as connection:
            get_dataset(connection, self.project, name)
            aside = find_dataset(connection, self.project, f"{name}{SUFFIX}")
            head = None if aside is None else find_head(connection, aside.id, MAIN)
            if aside is None or head is None:
                return summarize_quarantine(name, None, None)
            version = get_version(connection, aside, head)
        table = read_columns(self.stores.objects, version, ["_reasons"])
        page = page_of_rows(self.stores.objects, version, limit=limit, offset=offset, columns=())
        return summarize_quarantine(name, table, page)

    def _version(self, name: str, selector: str) -> DatasetVersion:
        with self.read() as connection:
            return get_version(connection, get_dataset(connection, self.project, name), selector)

    def _name_version(self, name: str, label: str, kind: Any, selector: str) -> DatasetRef:
        from flyball.data.record import put_ref

        with self.change() as change:
            dataset = get_dataset(change.connection, change.project, name)
            change.lock(f"dataset:{dataset.id}")
            n = get_version(change.connection, dataset, selector).n
            found = change.execute(
                select(t.ref.c.kind, t.ref.c.n).where(t.ref.c.dataset_id == dataset.id, t.ref.c.name == label)
            ).one_or_none()
            if found is not None and (found.kind, found.n) != (kind, n):
                raise Conflict(f"{label!r} already names version {found.n} as a {found.kind}", why="tags never move")
            if found is None:
                put_ref(change, dataset.id, label, kind, n)
                ref = str(Ref("dataset", name, str(n)))
                change.emit(DatasetTagged(ref=ref, name=label, kind_of_name=kind, version=n))
            return DatasetRef(name=label, kind=kind, n=n, at=change.now)


def _json(key: tuple[str, ...]) -> str:
    return msgspec.json.encode(key).decode()
