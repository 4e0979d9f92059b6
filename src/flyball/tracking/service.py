"""The operations of tracking."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import func, select, update

from flyball.core import Raw, Ref, from_us, operation, to_us
from flyball.core.errors import BadInput, Conflict, NotFound
from flyball.store import Service
from flyball.store.blobs import Digest, adopt_blobs
from flyball.store.catalog import Change, insert_replace
from flyball.tracking import events as e
from flyball.tracking import tables as t
from flyball.tracking.artifact_path import artifact_path
from flyball.tracking.compare import compare_runs
from flyball.tracking.links import code_objects, resolve_links, write_links
from flyball.tracking.model import (
    Artifact,
    Compared,
    Context,
    Curve,
    EndState,
    Entry,
    Experiment,
    ExperimentName,
    Key,
    Link,
    Point,
    Reproduction,
    RunColumn,
    RunGroups,
    RunId,
    RunInfo,
    RunPage,
    RunValue,
    Scalar,
    Series,
    Session,
    State,
    TagText,
    Text,
)
from flyball.tracking.params import write_params
from flyball.tracking.rows import need_run, read_run, read_runs
from flyball.tracking.search import RunQuery, group_runs, run_columns, run_values, search_runs
from flyball.tracking.series import append_block, list_series, read_history
from flyball.tracking.start import start_run

Limit = Annotated[int, Meta(ge=1, le=1_000)]
FilterText = Annotated[str, Meta(max_length=10_000)]
FieldText = Annotated[str, Meta(min_length=1, max_length=300)]


class Runs(Service):
    """Experiments and their runs."""

    noun: ClassVar[str] = "runs"

    # writing ---------------------------------------------------------------------------------------------------------

    @operation("POST", "/runs", needs="tracking.write")
    def start(  # noqa: PLR0913 - one parameter per fact
        self,
        *,
        experiment: ExperimentName,
        id: RunId | None = None,
        name: Annotated[str, Meta(max_length=250)] = "",
        parent: RunId | None = None,
        params: dict[Key, Scalar] = {},  # noqa: B006 - msgspec copies defaults
        tags: dict[Key, TagText] = {},  # noqa: B006
        notes: Text = "",
        started_at: datetime | None = None,
        entry: Entry | None = None,
    ) -> RunInfo:
        """Begin a run; the same id again is the same run."""
        id = id or self.stores.ids.new()
        with self.change() as change:
            start_run(
                change,
                id,
                experiment=experiment,
                name=name,
                parent=parent,
                notes=notes,
                started_at=started_at,
                entry=entry,
            )
            write_params(change, id, params)
            _write_tags(change, id, tags)
            return read_run(change.connection, self.project, id)

    @operation("POST", "/runs/{id}/points", needs="tracking.write")
    def log_batch(
        self,
        id: RunId,
        *,
        client: Annotated[str, Meta(min_length=1, max_length=100)],
        sequence: Annotated[int, Meta(ge=1)],
        body: bytes,
    ) -> int:
        """Append a block of metric points exactly once and return how many were new; all of it or nothing.

        The body is an Arrow stream with key, context, step, ts, value. A client numbers its blocks from 1: a repeated
        number adds nothing, a skipped one is a conflict. What was acknowledged survives kill -9 and is seen by every
        reader.
        """
        from flyball.tracking.block import decode_block  # needs pyarrow

        block = decode_block(body)
        with self.change() as change:
            need_run(change, id)
            return append_block(self.stores, change, id, block, client=client, sequence=sequence)

    @operation("POST", "/runs/{id}/params", needs="tracking.write")
    def set_params(self, id: RunId, *, params: dict[Key, Scalar]) -> None:
        """Add params; the same value again is nothing, another value is a conflict and nothing is written."""
        with self.change() as change:
            need_run(change, id)
            added = write_params(change, id, params)
            if added:
                change.emit(e.RunParams(ref=f"run:{id}", keys=added))

    @operation("POST", "/runs/{id}/tags", needs="tracking.write")
    def set_tags(self, id: RunId, *, tags: dict[Key, TagText], notes: Text | None = None) -> None:
        """Set tags, and the notes if given; the last write wins."""
        with self.change() as change:
            need_run(change, id)
            _write_tags(change, id, tags)
            if notes is not None:
                change.execute(update(t.run).where(t.run.c.id == id).values(notes=notes))
            change.emit(e.RunTags(ref=f"run:{id}", keys=[*tags, *(["notes"] if notes is not None else [])]))

    @operation("POST", "/runs/{id}/inputs", needs="tracking.write")
    def log_inputs(self, id: RunId, *, inputs: tuple[Link, ...]) -> tuple[Link, ...]:
        """Record what the run reads; aliases are resolved now, and the versions they name are returned."""
        with self.change() as change:
            need_run(change, id)
            resolved = resolve_links(self.stores, self.dispatcher, inputs)
            write_links(change, t.run_input, id, resolved)
            for link in resolved:
                change.link(link.ref, f"run:{id}", "input")
            change.emit(e.RunUsed(ref=f"run:{id}", refs=[link.ref for link in resolved]))
        return resolved

    @operation("POST", "/runs/{id}/outputs", needs="tracking.write")
    def log_outputs(self, id: RunId, *, outputs: tuple[Link, ...]) -> None:
        """Record what the run made: a dataset version, a model version."""
        with self.change() as change:
            need_run(change, id)
            for link in outputs:
                Ref.parse(link.ref)
                change.link(f"run:{id}", link.ref, "output")
            write_links(change, t.run_output, id, outputs)
            change.emit(e.RunMade(ref=f"run:{id}", refs=[link.ref for link in outputs]))

    @operation("POST", "/runs/{id}/artifacts", needs="tracking.write")
    def log_artifacts(self, id: RunId, *, artifacts: Annotated[tuple[Artifact, ...], Meta(max_length=10_000)]) -> None:
        """Record uploaded files under paths of the run; the same path again points to the new bytes."""
        paths = [artifact_path(artifact.path) for artifact in artifacts]
        with self.change() as change:
            need_run(change, id)
            adopt_blobs(self.stores, change, {artifact.digest for artifact in artifacts})
            rows = [
                {
                    "run": id,
                    "path": path,
                    "digest": artifact.digest,
                    "size_bytes": self.stores.objects.size(artifact.digest),
                    "media_type": artifact.media_type,
                    "at": change.now_us,
                }
                for path, artifact in zip(paths, artifacts, strict=True)
            ]
            if rows:
                change.execute(insert_replace(change.connection, t.run_artifact, ["run", "path"]), rows)
                change.emit(
                    e.RunArtifacts(
                        ref=f"run:{id}",
                        digests={path: artifact.digest for path, artifact in zip(paths, artifacts, strict=True)},
                    )
                )

    @operation("POST", "/runs/{id}/capture", needs="tracking.write")
    def capture(self, id: RunId, *, session: Session) -> None:
        """Record the environment, code and working tree the run started in; the objects are uploaded before."""
        with self.change() as change:
            run = need_run(change, id)
            adopt_blobs(self.stores, change, code_objects(self.stores.objects, session))
            row = {
                "run": id,
                "n": 1,
                "started_at": run.started_at,
                "environment": session.environment,
                "code": session.code,
                "fingerprint": session.fingerprint,
                "doc": msgspec.json.encode(session),
            }
            change.execute(insert_replace(change.connection, t.run_session, ["run", "n"]), [row])
            for kind, digest in (("environment", session.environment), ("code", session.code)):
                if digest is not None:
                    change.link(f"{kind}:{digest}", f"run:{id}", kind)
            commit = session.source.commit if session.source else None
            captured = e.RunCaptured(ref=f"run:{id}", environment=session.environment, code=session.code, commit=commit)
            change.emit(captured)

    @operation("POST", "/runs/{id}/finish", needs="tracking.write")
    def finish(
        self, id: RunId, *, state: EndState = "finished", error: Text = "", ended_at: datetime | None = None
    ) -> None:
        """End a run; ending it again in the same state is nothing, in another one a conflict."""
        with self.change() as change:
            run = need_run(change, id)
            if run.state == state:
                return
            if run.state != "running":
                raise Conflict(f"run:{id} already ended as {run.state}", why=f"it cannot become {state}")
            ended = to_us(ended_at) if ended_at else change.now_us
            values = {"state": state, "error": error, "ended_at": ended}
            change.execute(update(t.run).where(t.run.c.id == id).values(**values))
            change.emit(e.RunEnded(ref=f"run:{id}", state=state))

    @operation("POST", "/runs/{id}/reproductions", needs="tracking.write")
    def record_reproduction(self, id: RunId, *, reproduction: Reproduction) -> Reproduction:
        """Record that the run was run again, and what differed."""
        with self.change() as change:
            need_run(change, id)
            done = msgspec.structs.replace(reproduction, run=f"run:{id}", at=change.now, by=change.call.principal.id)
            row = {"id": self.stores.ids.new(), "run": id, "at": change.now_us, "by": done.by, "verdict": done.verdict}
            change.execute(t.run_reproduction.insert(), [row | {"doc": msgspec.json.encode(done)}])
            changed = len(done.differences)
            change.emit(e.RunReproduced(ref=f"run:{id}", verdict=done.verdict, differences=changed))
        return done

    # reading ---------------------------------------------------------------------------------------------------------

    @operation("GET", "/runs/{id}", needs="tracking.read")
    def get(self, id: RunId) -> RunInfo:
        """One run with its params, tags, last metric values, inputs and outputs."""
        with self.read() as connection:
            return read_run(connection, self.project, id)

    @operation("GET", "/runs", needs="tracking.read")
    def list_runs(
        self,
        *,
        experiment: ExperimentName | None = None,
        state: State | None = None,
        parent: RunId | None = None,
        limit: Limit = 100,
        after: RunId | None = None,
    ) -> list[RunInfo]:
        """Runs, newest first."""
        query = select(t.run.c.id).where(t.run.c.project == self.project)
        for column, value in ((t.run.c.experiment, experiment), (t.run.c.state, state), (t.run.c.parent, parent)):
            if value is not None:
                query = query.where(column == value)
        if after is not None:
            query = query.where(t.run.c.id < after)
        with self.read() as connection:
            ids = list(connection.execute(query.order_by(t.run.c.id.desc()).limit(limit)).scalars())
            return read_runs(connection, self.project, ids)

    @operation("POST", "/runs/search", needs="tracking.read", changes=False)
    def search(
        self,
        *,
        filter: FilterText = "",
        order_by: Annotated[tuple[FieldText, ...], Meta(max_length=5)] = ("-started_at",),
        columns: Annotated[tuple[FieldText, ...], Meta(max_length=200)] = (),
        limit: Limit = 100,
        after: Annotated[str, Meta(max_length=20_000)] | None = None,
        skip: Annotated[int, Meta(ge=0, le=10_000_000)] = 0,
        count: bool = True,
    ) -> RunPage:
        """Runs that match `metrics.auc > 0.7 and params.lr = 0.1`, in the order of several fields (`-` = descending).

        Rows carry the columns asked for (`metrics.auc`, `params.lr`, `tags.team`) and no others. `skip` leaves out so
        many rows after the place `after`, for a jump; without `count` nothing is counted.
        """
        with self.read() as connection:
            return search_runs(
                connection,
                RunQuery(
                    project=self.project,
                    now=self.stores.clock.now(),
                    filter=filter,
                    order_by=order_by,
                    columns=columns,
                    limit=limit,
                    after=after,
                    skip=skip,
                    count=count,
                ),
            )

    @operation("POST", "/runs/groups", needs="tracking.read", changes=False)
    def groups(
        self,
        *,
        by: Annotated[tuple[FieldText, ...], Meta(min_length=1, max_length=3)],
        filter: FilterText = "",
        columns: Annotated[tuple[FieldText, ...], Meta(max_length=20)] = (),
        limit: Limit = 200,
        skip: Annotated[int, Meta(ge=0)] = 0,
    ) -> RunGroups:
        """Runs that match, grouped by params, tags or attributes: how many, and mean and spread of each column."""
        with self.read() as connection:
            return group_runs(
                connection,
                project=self.project,
                now=self.stores.clock.now(),
                filter=filter,
                by=by,
                columns=columns,
                limit=limit,
                skip=skip,
            )

    @operation("GET", "/run-columns", needs="tracking.read")
    def columns(self, *, prefix: Annotated[str, Meta(max_length=300)] = "") -> list[RunColumn]:
        """What runs can be filtered, sorted and shown by: attributes, metrics, params and tags that there are."""
        with self.read() as connection:
            return run_columns(connection, self.project, prefix=prefix)

    @operation("GET", "/run-values", needs="tracking.read")
    def values(
        self, *, field: FieldText, prefix: Annotated[str, Meta(max_length=300)] = "", limit: Limit = 20
    ) -> list[RunValue]:
        """Frequent values of a field among the newest 2,000 runs, for completion; metrics have none."""
        with self.read() as connection:
            return run_values(connection, self.project, field=field, prefix=prefix, limit=limit)

    @operation("GET", "/runs/{id}/series", needs="tracking.read")
    def series(self, id: RunId) -> list[Series]:
        """Exact figures of every metric series of the run."""
        with self.read() as connection:
            read_run(connection, self.project, id)
            return list_series(connection, id)

    @operation("GET", "/runs/{id}/history", needs="tracking.read")
    def history(
        self,
        id: RunId,
        *,
        key: Key,
        context: Context = "",
        limit: Annotated[int, Meta(ge=1, le=100_000)] = 10_000,
        offset: Annotated[int, Meta(ge=0)] = 0,
    ) -> list[Point]:
        """Points of one series, bit for bit as logged, by time, step and value."""
        with self.read() as connection:
            read_run(connection, self.project, id)
            return read_history(self.stores, connection, id, key=key, context=context, limit=limit, offset=offset)

    @operation("POST", "/runs/curves", needs="tracking.read", changes=False)
    def curves(
        self,
        *,
        ids: Annotated[tuple[RunId, ...], Meta(min_length=1, max_length=200)],
        keys: Annotated[tuple[Key, ...], Meta(min_length=1, max_length=20)],
        context: Context = "",
        x: Literal["step", "time", "relative"] = "step",
        buckets: Annotated[int, Meta(ge=1, le=4_000)] = 300,
        start: float | None = None,
        end: float | None = None,
    ) -> list[Curve]:
        """Metrics of many runs as lines of at most 4 points per bucket: first, last, lowest and highest, exact.

        x is the step, the time in milliseconds since 1970 (`time`), or seconds since the run's start (`relative`);
        `start <= x < end` zooms. Runs that lack a metric have no curve for it.
        """
        from flyball.tracking.curves import CurveQuery, read_curves  # numpy, pyarrow

        query = select(t.run.c.id).where(t.run.c.project == self.project, t.run.c.id.in_(ids))
        with self.read() as connection:
            known = set(connection.execute(query).scalars())
            mine = tuple(dict.fromkeys(id for id in ids if id in known))
            wanted = CurveQuery(
                runs=mine,
                keys=tuple(dict.fromkeys(keys)),
                context=context,
                x=x,
                buckets=buckets,
                start=start,
                end=end,
            )
            return read_curves(self.stores, connection, wanted) if mine else []

    @operation("GET", "/runs/{id}/artifacts", needs="tracking.read")
    def artifacts(self, id: RunId) -> list[Artifact]:
        """Files the run recorded, by path."""
        table = t.run_artifact
        query = select(table.c.path, table.c.digest, table.c.size_bytes, table.c.media_type)
        with self.read() as connection:
            read_run(connection, self.project, id)
            rows = connection.execute(query.where(table.c.run == id).order_by(table.c.path))
            return [Artifact(**row._mapping) for row in rows]

    @operation("GET", "/runs/{id}/artifacts/{path:path}", needs="tracking.read")
    def artifact(self, id: RunId, path: Annotated[str, Meta(max_length=1_024)]) -> Raw:
        """The bytes of one file."""
        table = t.run_artifact
        query = select(table.c.digest).where(table.c.run == id, table.c.path == artifact_path(path))
        with self.read() as connection:
            read_run(connection, self.project, id)
            digest: Digest | None = connection.execute(query).scalar()
        if digest is None:
            raise NotFound(f"run:{id} has no artifact {path!r}", hint=f"flyball run show {id}")
        return Raw(self.stores.objects.get(digest))

    @operation("POST", "/runs/compare", needs="tracking.read", changes=False)
    def compare(self, *, ids: Annotated[tuple[RunId, ...], Meta(min_length=2, max_length=100)]) -> list[Compared]:
        """Params, metrics, tags and inputs of several runs side by side."""
        with self.read() as connection:
            runs = read_runs(connection, self.project, ids)
        if len(runs) < len(set(ids)):
            missing = sorted(set(ids) - {run.id for run in runs})
            raise BadInput("some of these runs do not exist", why=", ".join(missing[:5]))
        return compare_runs(runs)

    @operation("GET", "/runs/{id}/reproductions", needs="tracking.read")
    def reproductions(self, id: RunId) -> list[Reproduction]:
        """Every time the run was run again, newest first."""
        table = t.run_reproduction
        query = select(table.c.doc).where(table.c.run == id).order_by(table.c.at.desc(), table.c.id.desc())
        with self.read() as connection:
            read_run(connection, self.project, id)
            return [msgspec.json.decode(doc, type=Reproduction) for doc in connection.execute(query).scalars()]

    @operation("GET", "/experiments", needs="tracking.read")
    def experiments(self) -> list[Experiment]:
        """All experiments by name."""
        ex, run = t.experiment, t.run
        joined = ex.outerjoin(run, (run.c.experiment == ex.c.name) & (run.c.project == ex.c.project))
        query = select(ex.c.name, ex.c.created_at, func.count(run.c.id).label("runs")).select_from(joined)
        query = query.where(ex.c.project == self.project).group_by(ex.c.name, ex.c.created_at).order_by(ex.c.name)
        with self.read() as connection:
            return [
                Experiment(name=row.name, created_at=from_us(row.created_at), run_count=row.runs)
                for row in connection.execute(query)
            ]


def _write_tags(change: Change, run: str, tags: dict[str, str]) -> None:
    rows = [{"run": run, "key": key, "value": value} for key, value in tags.items()]
    if rows:
        change.execute(insert_replace(change.connection, t.run_tag, ["run", "key"]), rows)
