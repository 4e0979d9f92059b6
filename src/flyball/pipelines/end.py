"""The end of a run: by its body's return, by a failure, or because somebody cancelled it."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select, update

from flyball.core import digest
from flyball.pipelines import tables as t
from flyball.pipelines.attempts import close_attempt
from flyball.pipelines.events import PipelineEnded
from flyball.pipelines.model import TERMINAL, Output, RunState
from flyball.store.catalog import Change


def end_run(change: Change, run: Any, *, state: RunState, error: str, output: Output | None) -> None:
    """Write the final state with an event that seals every step; does nothing to a run that has ended."""
    if run.state != "running":
        return
    values = {"state": state, "error": error, "ended_at": change.now_us}
    kept = None if output is None else msgspec.json.encode(output)
    change.execute(update(t.pipeline_run).where(t.pipeline_run.c.id == run.id).values(output=kept, **values))
    ended = PipelineEnded(ref=f"pipeline:{run.pipeline}@{run.id}", state=state, steps_digest=_seal(change, run.id))
    change.emit(ended, outcome="ok" if state == "finished" else state)


def cancel_run(change: Change, run: Any) -> None:
    """Cancel a running run; its live steps get a new token, so that a late finish is refused."""
    if run.state != "running":
        return
    s = t.pipeline_step.c
    live = select(t.pipeline_step).where(s.run == run.id, s.state.not_in(TERMINAL))
    for step in change.execute(live).all():
        if step.state == "running":
            close_attempt(change, step, "cancelled")
        mine = (s.run == run.id, s.path == step.path)
        cancelled = {"state": "cancelled", "attempt": s.attempt + 1, "lease_until": None, "ended_at": change.now_us}
        change.execute(update(t.pipeline_step).where(*mine).values(**cancelled))
    end_run(change, run, state="cancelled", error="", output=None)


def _seal(change: Change, run: str) -> str:
    s = t.pipeline_step.c
    rows = change.execute(select(s.path, s.state, s.key, s.output).where(s.run == run).order_by(s.path))
    return digest([[row.path, row.state, row.key, (row.output or b"").decode()] for row in rows])
