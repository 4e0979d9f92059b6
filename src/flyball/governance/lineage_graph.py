"""Walks over lineage edges, each in one recursive query over bare ids; names are joined after the walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Select, literal, or_, select

from flyball.store.catalog import tables as spine

Direction = Literal["up", "down"]


class Edge(Struct, frozen=True, kw_only=True):
    """`dst` was made from, or by means of, `src`."""

    src: str
    dst: str
    kind: str


class Graph(Struct, frozen=True, kw_only=True):
    """What lies up or down of a thing, nearest first, and how it hangs together."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    is_complete: bool
    """False when the limit was reached before the end."""


def walk(
    connection: Connection,
    project: str,
    refs: Sequence[str],
    direction: Direction,
    *,
    depth: int | None = None,
    limit: int = 1000,
    not_through: Sequence[str] = (),
) -> Graph:
    """All nodes reachable from `refs` (themselves included), and the edges among them.

    `not_through` names kinds that are reached but not passed, unless they are among `refs`: a deployment was made from
    every version it ever served, which says nothing about one of them.
    """
    reached = select(_walk(project, refs, direction, depth, not_through).c.id).limit(limit + 1)
    if depth is not None:
        reached = select(reached.subquery().c.id).distinct()
    ids = [row.id for row in connection.execute(reached)]
    kept = ids[:limit]
    names = {row.id: row.ref for row in connection.execute(_names(kept))}
    edges = connection.execute(_edges(kept))
    return Graph(
        nodes=tuple(names[i] for i in kept),
        edges=tuple(Edge(src=names[e.src], dst=names[e.dst], kind=e.kind) for e in edges),
        is_complete=len(ids) <= limit,
    )


def _walk(
    project: str, refs: Sequence[str], direction: Direction, depth: int | None, not_through: Sequence[str]
) -> Any:
    start = select(spine.node.c.id).where(spine.node.c.project == project, spine.node.c.ref.in_(refs))
    here, there = (spine.edge.c.dst, spine.edge.c.src) if direction == "up" else (spine.edge.c.src, spine.edge.c.dst)
    if depth is None:
        # UNION drops ids that were seen, so each node is expanded once however many ways lead to it.
        reached = start.cte("reached", recursive=True)
        return reached.union(_passing(select(there).join(reached, here == reached.c.id), here, refs, not_through))
    reached = start.add_columns(literal(0).label("depth")).cte("reached", recursive=True)
    step = select(there, (reached.c.depth + 1).label("depth")).join(reached, here == reached.c.id)
    return reached.union(_passing(step.where(reached.c.depth < depth), here, refs, not_through))


def _passing(step: Select[Any], here: Any, refs: Sequence[str], not_through: Sequence[str]) -> Select[Any]:
    if not not_through:
        return step
    passed = or_(spine.node.c.kind.not_in(not_through), spine.node.c.ref.in_(refs))
    return step.join(spine.node, spine.node.c.id == here).where(passed)


def _names(ids: Sequence[int]) -> Select[Any]:
    return select(spine.node.c.id, spine.node.c.ref).where(spine.node.c.id.in_(ids))


def _edges(ids: Sequence[int]) -> Select[Any]:
    query = select(spine.edge).where(spine.edge.c.src.in_(ids), spine.edge.c.dst.in_(ids))
    return query.order_by(spine.edge.c.at, spine.edge.c.src, spine.edge.c.dst)
