"""Begin a step: claim it, or say what became of it. One transaction, whoever asks and however many ask at once."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select, update

from flyball.core.errors import BadInput
from flyball.pipelines import tables as t
from flyball.pipelines.attempts import close_attempt, open_attempt
from flyball.pipelines.cache import Found, count_hit
from flyball.pipelines.decide import MAX_LOST, Standing, Verdict, decide
from flyball.pipelines.errors import ReplayMismatch
from flyball.pipelines.model import TERMINAL, Begun, KeyDoc, StepSpec, StepState
from flyball.pipelines.rows import find_step_row, to_step
from flyball.store.catalog import Change


def begin_step(
    change: Change, run: Any, spec: StepSpec, *, owner: str, lease_us: int, take_over: str, found: Found
) -> Begun:
    """Let `owner` run the step under a new fencing token, or tell it what to do instead."""
    row = find_step_row(change.connection, run.id, spec.path)
    _check_replay(row, spec)
    verdict = decide(
        _standing(row),
        now_us=change.now_us,
        owner=owner,
        take_over=take_over,
        before=_states(change, run.id, (*spec.inputs, *spec.after)),
        is_found=found.output is not None,
    )
    if run.state != "running" and (verdict.act != "take" or run.state == "cancelled"):
        return Begun(act="stop", step=None)
    if verdict.act == "take":
        return Begun(act="take", step=to_step(row))
    if verdict.act == "wait":
        return Begun(act="wait", step=to_step(row), wait_s=verdict.wait_us / 1e6, held_by=_holder(row))
    if row is None:
        _insert(change, run, spec)
    if row is not None and row.state == "running":
        close_attempt(change, row, "lost")
    _apply(change, run, spec, verdict, owner=owner, lease_us=lease_us, found=found)
    row = find_step_row(change.connection, run.id, spec.path)
    return Begun(act="run" if verdict.act == "claim" else "take", step=to_step(row))


def _apply(
    change: Change, run: Any, spec: StepSpec, verdict: Verdict, *, owner: str, lease_us: int, found: Found
) -> None:
    now = change.now_us
    identity = {"key": spec.key, "doc": msgspec.json.encode(spec.doc)}
    if verdict.act == "claim":
        s = t.pipeline_step.c
        claimed = {
            "state": "running",
            "attempt": s.attempt + 1,
            "owner": owner,
            "lease_until": now + lease_us,
            "not_before": None,
            "lost": s.lost + int(verdict.is_takeover),
            "note": _note(spec, found),
            "started_at": now,
            "ended_at": None,
        }
        _update(change, run.id, spec.path, claimed | identity)
        open_attempt(change, run.id, spec.path, owner)
    elif verdict.act == "reuse" and found.output is not None:
        output = msgspec.json.encode(found.output)
        ended = {"state": "cached", "output": output, "source": found.source, "ended_at": now}
        _update(change, run.id, spec.path, {**ended, **identity, "note": f"taken from {found.source}"})
        change.link(
            found.source.replace(f"/{_path_of(found.source)}@", "@"), f"pipeline:{run.pipeline}@{run.id}", "reused"
        )
        if found.is_cache and spec.key is not None:
            count_hit(change, spec.key)
    elif verdict.act == "skip":
        _update(
            change, run.id, spec.path, {"state": "skipped", "note": f"skipped: {verdict.blocked_by}", "ended_at": now}
        )
    else:
        why = f"its executor died {MAX_LOST} times; it may be what kills it"
        _update(change, run.id, spec.path, {"state": "failed", "error": why, "ended_at": now})


def _path_of(ref: str) -> str:
    return ref.partition("/")[2].rpartition("@")[0]


def _note(spec: StepSpec, found: Found) -> str:
    if spec.unhashable:
        return f"cannot be cached: {'; '.join(spec.unhashable)}"
    if spec.cache == "off":
        return "is not cached (cache=False)"
    if spec.cache == "refresh":
        return "a refresh was asked for"
    return found.note


def _check_replay(row: Any, spec: StepSpec) -> None:
    if row is None:
        return
    # The code was compared when the run was resumed, so that here only what the body gave can differ.
    old, new = _arguments(msgspec.json.decode(row.doc, type=KeyDoc)), _arguments(spec.doc)
    is_other_call = row.state in TERMINAL and bool(old and new) and old != new
    if row.function != spec.function or is_other_call:
        what = f"was {row.function}" if row.function != spec.function else "was called with something else"
        raise ReplayMismatch(
            f"the step {spec.path} of run {row.run} {what} when the run began",
            why="the body, run again, did not make the same calls",
            hint="move clock, random numbers and I/O into a step, or resume as a new run",
        )


def _arguments(doc: KeyDoc) -> dict[str, str]:
    return {name: digest for name, digest in doc.components.items() if name.startswith("argument ")}


def _standing(row: Any) -> Standing | None:
    if row is None:
        return None
    return Standing(
        state=row.state,
        owner=row.owner,
        lease_until=row.lease_until,
        not_before=row.not_before,
        lost=row.lost,
        has_output=row.output is not None,
    )


def _holder(row: Any) -> str:
    return str(row.owner) if row.state == "running" else ""


def _states(change: Change, run: str, paths: tuple[str, ...]) -> dict[str, StepState]:
    s = t.pipeline_step.c
    found = {
        row.path: row.state for row in change.execute(select(s.path, s.state).where(s.run == run, s.path.in_(paths)))
    }
    for path in paths:
        if found.get(path) not in TERMINAL:
            raise BadInput(f"the step {path} is not over yet", why="steps begin when all before them have ended")
    return found


def _insert(change: Change, run: Any, spec: StepSpec) -> None:
    row = {
        "run": run.id,
        "path": spec.path,
        "project": run.project,
        "pipeline": run.pipeline,
        "function": spec.function,
        "state": "ready",
        "attempt": 0,
        "owner": "",
        "retries_left": spec.retries,
        "lost": 0,
        "doc": b"{}",
        "inputs": msgspec.json.encode([*spec.inputs, *spec.after]),
        "error": "",
        "note": "",
        "created_at": change.now_us,
    }
    change.execute(t.pipeline_step.insert(), [row])


def _update(change: Change, run: str, path: str, values: dict[str, Any]) -> None:
    s = t.pipeline_step.c
    change.execute(update(t.pipeline_step).where(s.run == run, s.path == path).values(**values))
