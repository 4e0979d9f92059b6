"""Attempts are rows of their own: opened by a claim, closed by what became of it, never overwritten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from flyball.pipelines import tables as t
from flyball.store.catalog import Change


def open_attempt(change: Change, run: str, path: str, owner: str) -> None:
    """Add the attempt that the step's row now counts."""
    s = t.pipeline_step.c
    number = change.execute(select(s.attempt).where(s.run == run, s.path == path)).scalar_one()
    row = {
        "run": run,
        "path": path,
        "attempt": number,
        "owner": owner,
        "state": "running",
        "error": "",
        "started_at": change.now_us,
    }
    change.execute(t.pipeline_attempt.insert(), [row])


def close_attempt(change: Change, step: Any, state: str, *, error: str = "") -> None:
    """Note how the step's current attempt ended."""
    a = t.pipeline_attempt.c
    mine = (a.run == step.run, a.path == step.path, a.attempt == step.attempt)
    change.execute(update(t.pipeline_attempt).where(*mine).values(state=state, error=error, ended_at=change.now_us))
