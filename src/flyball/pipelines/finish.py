"""Finish an attempt: outcome, output, cache entry and event in one transaction, or nothing if the token is stale."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import update

from flyball.core.errors import LeaseLost
from flyball.pipelines import tables as t
from flyball.pipelines.attempts import close_attempt
from flyball.pipelines.cache import remember
from flyball.pipelines.events import StepFailedForGood
from flyball.pipelines.model import Outcome, StepInfo, step_ref
from flyball.pipelines.rows import find_step_row, to_step
from flyball.store.catalog import Change


def finish_step(change: Change, run: Any, path: str, *, attempt: int, outcome: Outcome, is_cached: bool) -> StepInfo:
    """Record how the attempt ended; `LeaseLost` when another attempt has begun or the step is over."""
    row = find_step_row(change.connection, run.id, path)
    if row is None or row.attempt != attempt or row.state != "running":
        raise LeaseLost(
            f"attempt {attempt} at {path} does not count any more",
            why="the run was cancelled"
            if run.state == "cancelled"
            else "another attempt has begun or the step is over",
        )
    values = _values(change, row, outcome)
    s = t.pipeline_step.c
    mine = (s.run == run.id, s.path == path, s.attempt == attempt, s.state == "running")
    change.execute(update(t.pipeline_step).where(*mine).values(lease_until=None, **values))
    close_attempt(change, row, outcome.state, error=outcome.error)
    if outcome.state == "done" and outcome.output is not None and row.key is not None and is_cached:
        remember(change, row, outcome.output, cost_s=(change.now_us - row.started_at) / 1e6)
    if values["state"] == "failed":
        change.emit(StepFailedForGood(ref=step_ref(run.pipeline, path, run.id), attempts=attempt), outcome="failed")
    return to_step(find_step_row(change.connection, run.id, path))


def _values(change: Change, row: Any, outcome: Outcome) -> dict[str, Any]:
    now = change.now_us
    if outcome.state == "done":
        output = None if outcome.output is None else msgspec.json.encode(outcome.output)
        note = outcome.note or row.note
        return {"state": "done", "output": output, "error": "", "note": note, "ended_at": now}
    if outcome.state == "released":
        return {"state": "ready", "error": outcome.error}
    if outcome.retry_in_s is None or row.retries_left <= 0:
        return {"state": "failed", "error": outcome.error, "ended_at": now}
    return {
        "state": "sleeping",
        "error": outcome.error,
        "retries_left": row.retries_left - 1,
        "not_before": now + round(outcome.retry_in_s * 1e6),
    }
