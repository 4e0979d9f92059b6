"""The operations of pipelines: what an executor needs to make a run durable, and what people ask about it."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import select, update

from flyball.core import Digest, Name, operation
from flyball.core.errors import AlreadyExists, BadInput
from flyball.pipelines import tables as t
from flyball.pipelines.begin import begin_step
from flyball.pipelines.cache import look_up
from flyball.pipelines.end import cancel_run, end_run
from flyball.pipelines.events import PipelineStarted
from flyball.pipelines.finish import finish_step
from flyball.pipelines.model import (
    Attempt,
    Begun,
    Json,
    LeaseS,
    Outcome,
    Output,
    Owner,
    PipelineRunInfo,
    RunId,
    RunState,
    StepInfo,
    StepPath,
    StepSpec,
    StepWhy,
    Text,
)
from flyball.pipelines.rows import need_run, read_attempts, read_run, read_step, read_steps, run_row, to_runs
from flyball.pipelines.why import why_step
from flyball.store import Service
from flyball.store.blobs import adopt_blobs

Limit = Annotated[int, Meta(ge=1, le=1_000)]
Entry = Annotated[str, Meta(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_][\w.<>]*(?![\s\S])", max_length=500)]


class Pipelines(Service):
    """Runs of pipelines, their steps and attempts, and the cache."""

    noun: ClassVar[str] = "pipelines"

    # for executors ---------------------------------------------------------------------------------------------------

    @operation("POST", "/pipelines/{name}/runs", needs="pipelines.write")
    def start(
        self,
        name: Name,
        *,
        entry: Entry,
        code: Digest,
        params: dict[str, Json] = {},  # noqa: B006 - msgspec copies defaults
        id: RunId | None = None,
        parent: RunId | None = None,
    ) -> PipelineRunInfo:
        """Begin a run; the same id again is the same run."""
        id = id or self.stores.ids.new()
        row = {
            "id": id,
            "project": self.project,
            "pipeline": name,
            "entry": entry,
            "code": code,
            "params": msgspec.json.encode(params),
            "state": "running",
            "owner": self.call.principal.id,
            "parent": parent,
            "error": "",
        }
        with self.change() as change:
            change.lock(f"pipeline-run:{id}")
            old = change.execute(select(t.pipeline_run).where(t.pipeline_run.c.id == id)).one_or_none()
            if old is not None:
                if any(getattr(old, key) != row[key] for key in ("project", "pipeline", "entry", "params")):
                    raise AlreadyExists(f"the run {id} exists with another pipeline or other parameters")
                return read_run(change.connection, self.project, id)
            if parent is not None:
                need_run(change, parent)
                change.link(f"pipeline:{name}@{parent}", f"pipeline:{name}@{id}", "resumed")
            change.execute(t.pipeline_run.insert(), [{**row, "started_at": change.now_us}])
            change.emit(PipelineStarted(ref=f"pipeline:{name}@{id}", entry=entry, code=code, parent=parent))
            return read_run(change.connection, self.project, id)

    @operation("POST", "/pipeline-runs/{id}/begin", needs="pipelines.write")
    def begin(self, id: RunId, *, step: StepSpec, owner: Owner, lease_s: LeaseS = 30.0, take_over: str = "") -> Begun:
        """Claim a step under a new fencing token, take its outcome from journal or cache, or learn to wait or stop.

        `take_over` names an executor that the caller knows to be dead, so that its lease need not be waited for.
        """
        with self.read() as connection:
            found = look_up(self.stores, connection, run_row(connection, self.project, id), step)
        with self.change() as change:
            run = need_run(change, id)
            return begin_step(
                change, run, step, owner=owner, lease_us=round(lease_s * 1e6), take_over=take_over, found=found
            )

    @operation("POST", "/pipeline-runs/{id}/finish", needs="pipelines.write")
    def finish(self, id: RunId, *, step: StepPath, attempt: int, outcome: Outcome, is_cached: bool = True) -> StepInfo:
        """Record how an attempt ended; a stale fencing token is `lease-lost` and changes nothing."""
        with self.change() as change:
            run = need_run(change, id)
            if outcome.output is not None:
                adopt_blobs(self.stores, change, outcome.output.objects)
            return finish_step(change, run, step, attempt=attempt, outcome=outcome, is_cached=is_cached)

    @operation("POST", "/pipeline-runs/{id}/renew", needs="pipelines.write")
    def renew(self, id: RunId, *, owner: Owner, lease_s: LeaseS = 30.0) -> int:
        """Prolong the leases of all steps that an executor runs; how many there were."""
        s = t.pipeline_step.c
        mine = (s.run == id, s.project == self.project, s.owner == owner, s.state == "running")
        with self.change() as change:
            until = change.now_us + round(lease_s * 1e6)
            return change.execute(update(t.pipeline_step).where(*mine).values(lease_until=until)).rowcount

    @operation("POST", "/pipeline-runs/{id}/end", needs="pipelines.write")
    def end(self, id: RunId, *, state: RunState, error: Text = "", output: Output | None = None) -> PipelineRunInfo:
        """End a run whose body is over; a run that has ended stays as it ended."""
        if state == "running":
            raise BadInput("a run does not end as running")
        with self.change() as change:
            run = need_run(change, id)
            if output is not None:
                adopt_blobs(self.stores, change, output.objects)
            end_run(change, run, state=state, error=error, output=output)
            return read_run(change.connection, self.project, id)

    # for people ------------------------------------------------------------------------------------------------------

    @operation("POST", "/pipeline-runs/{id}/cancel", needs="pipelines.write")
    def cancel(self, id: RunId) -> PipelineRunInfo:
        """Stop a run: no step begins any more, and what still runs cannot record an outcome."""
        with self.change() as change:
            cancel_run(change, need_run(change, id))
            return read_run(change.connection, self.project, id)

    @operation("GET", "/pipeline-runs", needs="pipelines.read")
    def list_runs(
        self, *, pipeline: Name | None = None, limit: Limit = 100, after: RunId | None = None
    ) -> list[PipelineRunInfo]:
        """Runs, the latest first; `after` is the last id of the page before."""
        r = t.pipeline_run.c
        query = select(t.pipeline_run).where(r.project == self.project)
        if pipeline is not None:
            query = query.where(r.pipeline == pipeline)
        with self.read() as connection:
            if after is not None:
                last = run_row(connection, self.project, after)
                is_older = (r.started_at < last.started_at) | ((r.started_at == last.started_at) & (r.id < after))
                query = query.where(is_older)
            rows = connection.execute(query.order_by(r.started_at.desc(), r.id.desc()).limit(limit)).all()
            return to_runs(connection, rows)

    @operation("GET", "/pipeline-runs/{id}", needs="pipelines.read")
    def get(self, id: RunId) -> PipelineRunInfo:
        """One run."""
        with self.read() as connection:
            return read_run(connection, self.project, id)

    @operation("GET", "/pipeline-runs/{id}/steps", needs="pipelines.read")
    def list_steps(self, id: RunId, *, limit: Limit = 100, after: StepPath | None = None) -> list[StepInfo]:
        """The steps of a run in the order of their calls; `after` is the last path of the page before."""
        with self.read() as connection:
            read_run(connection, self.project, id)
            return read_steps(connection, self.project, id, limit=limit, after=after)

    @operation("GET", "/pipeline-runs/{id}/attempts", needs="pipelines.read")
    def list_attempts(self, id: RunId, *, path: StepPath | None = None, limit: Limit = 1_000) -> list[Attempt]:
        """Attempts at a step, or at every step of a run, oldest first."""
        with self.read() as connection:
            read_run(connection, self.project, id)
            return read_attempts(connection, id, path=path, limit=limit)

    @operation("GET", "/pipeline-runs/{id}/step", needs="pipelines.read")
    def get_step(self, id: RunId, *, path: StepPath) -> StepInfo:
        """One step of a run."""
        with self.read() as connection:
            return read_step(connection, self.project, id, path)

    @operation("GET", "/pipeline-runs/{id}/why", needs="pipelines.read")
    def why(self, id: RunId, *, path: StepPath) -> StepWhy:
        """Why a step ran or did not: what differs from the nearest earlier entry of the same call."""
        with self.read() as connection:
            return why_step(connection, self.project, id, path)
