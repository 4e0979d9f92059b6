"""Things by the beginning or a part of their name, over all kinds, for a box in which one jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from flyball.core import from_us
from flyball.data import tables as dt
from flyball.evaluation import tables as et
from flyball.features import tables as ft
from flyball.governance import tables as g
from flyball.home.model import RefHit
from flyball.loop import tables as lt
from flyball.monitoring import tables as mt
from flyball.pipelines import tables as pt
from flyball.registry import tables as rt
from flyball.serving import tables as st
from flyball.tracking import tables as tt
from flyball.tuning import tables as ut

_NEWEST_RUNS = 20_000
"""Runs are looked through by name from the newest on; by id all of them."""


class _Kind(NamedTuple):
    kind: str
    table: Table
    name: ColumnElement[Any]
    detail: Callable[[Any], str]
    also: ColumnElement[Any] | None = None
    where: ColumnElement[bool] | None = None
    title: Callable[[Any], str] = lambda row: str(row.name)


def _day(us: int) -> str:
    return f"{from_us(us):%Y-%m-%d}"


def _kinds() -> Iterator[_Kind]:
    feature = ft.definition.c
    yield _Kind("model", rt.model, rt.model.c.name, lambda row: row.description)
    yield _Kind("deployment", st.deployment, st.deployment.c.name, lambda row: row.state)
    yield _Kind("dataset", dt.dataset, dt.dataset.c.name, lambda row: row.description)
    yield _Kind("experiment", tt.experiment, tt.experiment.c.name, lambda row: f"since {_day(row.created_at)}")
    yield _Kind("monitor", mt.monitor, mt.monitor.c.name, lambda row: f"against {row.reference}")
    yield _Kind("loop", lt.loop, lt.loop.c.name, lambda row: row.breaker or row.state)
    for kind, of in (("features", "view"), ("feature-service", "service")):
        yield _Kind(kind, ft.definition, feature.name, lambda row: str(row.kind), where=feature.kind == of)
    yield _Kind("study", ut.study, ut.study.c.name, lambda row: row.direction)
    pipeline = pt.pipeline_run.c
    yield _Kind(
        "pipeline", pt.pipeline_run, pipeline.id, lambda row: f"{row.state} {_day(row.started_at)}",
        also=pipeline.pipeline, title=lambda row: row.pipeline,
    )  # fmt: skip
    yield _Kind(
        "run", tt.run, tt.run.c.id, lambda row: f"{row.experiment} {row.state} {_day(row.started_at)}",
        also=tt.run.c.name, title=lambda row: row.name or row.id[:12],
    )  # fmt: skip
    yield _Kind(
        "incident", mt.incident, mt.incident.c.id, lambda row: f"{row.state} {_day(row.opened_at)}",
        also=mt.incident.c.cause, title=lambda row: f"{row.deployment}: {row.cause}",
    )  # fmt: skip
    yield _Kind(
        "approval", g.approval_request, g.approval_request.c.id, lambda row: f"{row.state} {_day(row.requested_at)}",
        also=g.approval_request.c.ref, title=lambda row: f"{row.ref} as {row.target}",
    )  # fmt: skip
    yield _Kind(
        "evaluation", et.evaluation, et.evaluation.c.id, lambda row: _day(row.at),
        also=et.evaluation.c.subject, title=lambda row: f"of {row.subject}",
    )  # fmt: skip
    yield _Kind(
        "cycle", lt.cycle, lt.cycle.c.id, lambda row: row.outcome or row.stage, also=lt.cycle.c.loop,
        title=lambda row: f"{row.loop} {row.number}",
    )  # fmt: skip


KINDS = tuple(_kinds())


def search_refs(connection: Connection, project: str, text: str, *, kinds: tuple[str, ...], limit: int) -> list[RefHit]:
    """Hits whose name begins with the text, then those that hold it; `model:la` looks among models only."""
    kind, colon, rest = text.partition(":")
    if colon and any(known.kind == kind for known in KINDS):
        kinds, text = (kind,), rest
    name, _, selector = text.partition("@")
    hits: list[tuple[int, int, RefHit]] = []
    for rank, known in enumerate(KINDS):
        if not kinds or known.kind in kinds:
            hits += [(place, rank, hit) for place, hit in _find(connection, project, known, name.strip(), limit)]
    hits.sort(key=lambda found: (found[0], found[1]))
    found = list({hit.ref: hit for _, _, hit in hits}.values())[:limit]
    return [_at(hit, selector) for hit in found] if selector else found


def _find(connection: Connection, project: str, known: _Kind, text: str, limit: int) -> Iterator[tuple[int, RefHit]]:
    table: Any = known.table
    wanted = text.lower()
    places = [known.name] if known.also is None else [known.name, known.also]
    query = select(table).where(table.c.project == project)
    if known.where is not None:
        query = query.where(known.where)
    by_id = known.also is not None
    if wanted:
        query = query.where(or_(*(func.lower(place).contains(wanted, autoescape=True) for place in places)))
    elif by_id:
        return  # an empty box offers names, not ids
    if known.kind == "run" and not _may_be_id(wanted):
        newest = select(tt.run.c.id).where(tt.run.c.project == project).order_by(tt.run.c.started_at.desc())
        query = query.where(tt.run.c.id.in_(newest.limit(_NEWEST_RUNS)))
    order = known.name.desc() if by_id else known.name
    # Definitions have a row per version, and what begins with the text is sorted to the front afterwards.
    for row in connection.execute(query.order_by(order).limit(10 * limit)):
        title = known.title(row)
        starts = str(getattr(row, known.name.name)).lower().startswith(wanted) or title.lower().startswith(wanted)
        ref = f"{known.kind}:{getattr(row, known.name.name)}"
        yield (0 if starts else 1), RefHit(ref=ref, kind=known.kind, title=title, detail=known.detail(row))


def _may_be_id(text: str) -> bool:
    return len(text) >= 6 and all(character in "0123456789abcdef" for character in text)


def _at(hit: RefHit, selector: str) -> RefHit:
    """What one types behind @ is kept: the page of the thing says whether there is such a version."""
    if hit.kind not in {"model", "dataset", "features", "feature-service"}:
        return hit
    return RefHit(ref=f"{hit.ref}@{selector}", kind=hit.kind, title=f"{hit.title}@{selector}", detail=hit.detail)
