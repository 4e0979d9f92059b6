"""The content-keyed cache: find an output that may stand in for running a step, and remember new ones."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select, update

from flyball.core.errors import NotFound, StoreCorrupt
from flyball.pipelines import tables as t
from flyball.pipelines.model import SUCCESSFUL, Output, StepSpec, step_ref
from flyball.pipelines.rows import to_output
from flyball.store import Stores
from flyball.store.catalog import Change, insert_ignore

# Up to here a hit reads and verifies every byte before it counts; larger outputs are verified when they are used.
VERIFY_BYTES = 64 * 2**20


class Found(Struct, frozen=True, kw_only=True):
    """What the cache says about a key: an output to take, or why there is none."""

    output: Output | None = None
    source: str = ""
    note: str = ""
    is_cache: bool = False


def look_up(stores: Stores, connection: Connection, run: Any, spec: StepSpec) -> Found:
    """An output of the same key: from the project's cache, else from the journal of the run that this one resumes."""
    if spec.key is None or spec.cache == "refresh":
        return Found()
    row = _cached(connection, run.project, spec.key) if spec.cache == "use" else None
    is_cache = row is not None
    row = row or _journalled(connection, run, spec)
    if row is None:
        return Found()
    output = to_output(row.output)
    source = step_ref(row.pipeline, row.path, row.run)
    trouble = _trouble(stores, output) if output is not None else "it was not kept"
    if trouble:
        return Found(note=f"the output kept by {source} cannot be used: {trouble}")
    return Found(output=output, source=source, is_cache=is_cache)


def remember(change: Change, step: Any, output: Output, *, cost_s: float) -> None:
    """Write the entry of a step that succeeded, in the transaction that says so; replaces one that was unusable."""
    c = t.pipeline_cache.c
    row = {
        "project": change.project,
        "key": step.key,
        "run": step.run,
        "path": step.path,
        "pipeline": step.pipeline,
        "output": msgspec.json.encode(output),
        "cost_s": cost_s,
        "hits": 0,
        "created_at": change.now_us,
        "last_used_at": change.now_us,
    }
    change.execute(insert_ignore(change.connection, t.pipeline_cache), [row])
    mine = (c.project == change.project, c.key == step.key)
    change.execute(
        update(t.pipeline_cache)
        .where(*mine)
        .values(run=step.run, path=step.path, pipeline=step.pipeline, output=row["output"], cost_s=cost_s)
    )


def count_hit(change: Change, key: str) -> None:
    """Note that an entry was used."""
    c = t.pipeline_cache.c
    used = update(t.pipeline_cache).where(c.project == change.project, c.key == key)
    change.execute(used.values(hits=c.hits + 1, last_used_at=change.now_us))


def _cached(connection: Connection, project: str, key: str) -> Any:
    c = t.pipeline_cache.c
    return connection.execute(select(t.pipeline_cache).where(c.project == project, c.key == key)).one_or_none()


def _journalled(connection: Connection, run: Any, spec: StepSpec) -> Any:
    if run.parent is None:
        return None
    s = t.pipeline_step.c
    query = select(t.pipeline_step).where(s.run == run.parent, s.path == spec.path, s.key == spec.key)
    return connection.execute(query.where(s.state.in_(SUCCESSFUL), s.project == run.project)).one_or_none()


def _trouble(stores: Stores, output: Output) -> str:
    missing = stores.objects.missing(output.objects)
    if missing:
        return f"object {missing[0][:12]} is missing"
    try:
        if sum(stores.objects.size(digest) for digest in output.objects) <= VERIFY_BYTES:
            for digest in output.objects:
                stores.objects.get(digest)
    except (StoreCorrupt, NotFound) as error:
        return str(error)
    return ""
