"""Why a step ran, or why it did not: its key against the nearest earlier entry of the same call."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from flyball.core.errors import NotFound
from flyball.pipelines import tables as t
from flyball.pipelines.differences import differences
from flyball.pipelines.model import KeyDoc, StepWhy, step_ref
from flyball.pipelines.rows import find_step_row

_EARLIER = 50


def why_step(connection: Connection, project: str, run: str, path: str) -> StepWhy:
    """The reason in one sentence; raises `NotFound`."""
    row = find_step_row(connection, run, path)
    if row is None or row.project != project:
        raise NotFound(f"run {run} has no step {path}", hint=f"flyball pipeline show {run}")
    ref = step_ref(row.pipeline, path, run)
    if row.state == "cached":
        sentence = f"{path} was taken from {row.source}: code, arguments, inputs and environment are equal"
        return StepWhy(ref=ref, state=row.state, sentence=sentence, compared_with=row.source)
    if row.state in ("skipped", "cancelled"):
        return StepWhy(ref=ref, state=row.state, sentence=f"{path} did not run: {row.note or 'the run was cancelled'}")
    earlier = _earlier(connection, row)
    if not earlier:
        first = f"no earlier run of {row.pipeline} has this call"
        return StepWhy(ref=ref, state=row.state, sentence=f"{path} ran: {row.note or first}")
    doc = _doc(row)
    # The nearest is the one with the fewest differences; of several, the latest.
    changes, nearest = min(((differences(_doc(old), doc), old) for old in earlier), key=lambda pair: len(pair[0]))
    compared = step_ref(nearest.pipeline, nearest.path, nearest.run)
    reasons = [row.note] * bool(row.note) + changes
    because = "; ".join(reasons) or "no output of an earlier run was kept for it"
    return StepWhy(
        ref=ref, state=row.state, sentence=f"{path} ran: {because}", changes=tuple(changes), compared_with=compared
    )


def _earlier(connection: Connection, row: Any) -> list[Any]:
    s = t.pipeline_step.c
    same_call = (s.project == row.project, s.pipeline == row.pipeline, s.path == row.path, s.run != row.run)
    query = select(t.pipeline_step).where(*same_call, s.state.in_(("done", "cached", "failed")))
    query = query.where(s.created_at <= row.created_at).order_by(s.created_at.desc()).limit(_EARLIER)
    return list(connection.execute(query))


def _doc(row: Any) -> KeyDoc:
    return msgspec.json.decode(row.doc, type=KeyDoc)
