"""Runs, steps and attempts read from the catalog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.pipelines import tables as t
from flyball.pipelines.model import Attempt, Output, PipelineRunInfo, StepInfo
from flyball.store.catalog import Change


def need_run(change: Change, id: str) -> Any:
    """The run's row, locked against other writers of the same run; raises `NotFound`."""
    change.lock(f"pipeline-run:{id}")
    return run_row(change.connection, change.project, id)


def read_run(connection: Connection, project: str, id: str) -> PipelineRunInfo:
    """One run; raises `NotFound`."""
    return to_runs(connection, [run_row(connection, project, id)])[0]


def to_runs(connection: Connection, rows: Sequence[Any]) -> list[PipelineRunInfo]:
    """Rows of runs as values, with their steps counted in one query."""
    s = t.pipeline_step.c
    counted = select(s.run, s.state, func.count()).where(s.run.in_([row.id for row in rows])).group_by(s.run, s.state)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for run, state, count in connection.execute(counted):
        counts[run][state] = count
    return [_to_run(row, counts[row.id]) for row in rows]


def find_step_row(connection: Connection, run: str, path: str) -> Any:
    """The row of a step, or None."""
    s = t.pipeline_step.c
    return connection.execute(select(t.pipeline_step).where(s.run == run, s.path == path)).one_or_none()


def read_step(connection: Connection, project: str, run: str, path: str) -> StepInfo:
    """One step; raises `NotFound`."""
    row = find_step_row(connection, run, path)
    if row is None or row.project != project:
        raise NotFound(f"run {run} has no step {path}", hint=f"flyball pipeline show {run}")
    return to_step(row)


def read_steps(connection: Connection, project: str, run: str, *, limit: int, after: str | None) -> list[StepInfo]:
    """Steps in the order in which they were called, behind the step `after`."""
    s = t.pipeline_step.c
    query = select(t.pipeline_step).where(s.run == run, s.project == project).order_by(s.created_at, s.path)
    if after is not None:
        last = find_step_row(connection, run, after)
        if last is None:
            raise NotFound(f"run {run} has no step {after}")
        is_later = (s.created_at > last.created_at) | ((s.created_at == last.created_at) & (s.path > after))
        query = query.where(is_later)
    return [to_step(row) for row in connection.execute(query.limit(limit))]


def read_attempts(connection: Connection, run: str, *, path: str | None, limit: int) -> list[Attempt]:
    """Attempts at one step, or at every step of a run, oldest first."""
    a = t.pipeline_attempt.c
    query = select(t.pipeline_attempt).where(a.run == run).order_by(a.started_at, a.path, a.attempt)
    if path is not None:
        query = query.where(a.path == path)
    return [
        Attempt(
            step=row.path,
            attempt=row.attempt,
            owner=row.owner,
            state=row.state,
            error=row.error,
            started_at=from_us(row.started_at),
            ended_at=_time(row.ended_at),
        )
        for row in connection.execute(query.limit(limit))
    ]


def to_step(row: Any) -> StepInfo:
    """The row of a step as a value."""
    return StepInfo(
        run=row.run,
        path=row.path,
        function=row.function,
        inputs=msgspec.json.decode(row.inputs, type=tuple[str, ...]),
        state=row.state,
        attempt=row.attempt,
        key=row.key,
        output=to_output(row.output),
        error=row.error,
        note=row.note,
        source=row.source,
        owner=row.owner,
        lease_until=_time(row.lease_until),
        not_before=_time(row.not_before),
        started_at=_time(row.started_at),
        ended_at=_time(row.ended_at),
    )


def to_output(document: bytes | None) -> Output | None:
    """The stored form of an output as a value."""
    return None if document is None else msgspec.json.decode(document, type=Output)


def _to_run(row: Any, counts: dict[str, int]) -> PipelineRunInfo:
    return PipelineRunInfo(
        id=row.id,
        pipeline=row.pipeline,
        entry=row.entry,
        code=row.code,
        params=msgspec.json.decode(row.params),
        state=row.state,
        owner=row.owner,
        parent=row.parent,
        output=to_output(row.output),
        error=row.error,
        step_counts=dict(sorted(counts.items())),
        started_at=from_us(row.started_at),
        ended_at=_time(row.ended_at),
    )


def run_row(connection: Connection, project: str, id: str) -> Any:
    """The row of a run; raises `NotFound`."""
    r = t.pipeline_run.c
    row = connection.execute(select(t.pipeline_run).where(r.id == id, r.project == project)).one_or_none()
    if row is None:
        raise NotFound(f"there is no pipeline run {id} in project {project}", hint="flyball pipeline list")
    return row


def _time(us: int | None) -> Any:
    return None if us is None else from_us(us)
