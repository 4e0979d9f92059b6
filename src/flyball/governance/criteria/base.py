"""What a criterion is, and the evidence it may look at: events, lineage and governance's own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from flyball.store import Stores
from flyball.store.catalog import tables as spine

MOST_REFS = 20  # evidence shown per criterion; the count is in the sentence


class Measured(Struct, frozen=True, kw_only=True):
    """What a criterion found; no value means there was nothing to measure, which is no pass."""

    value: float | None
    says: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Window:
    """The project and the time that is judged."""

    stores: Stores
    connection: Connection
    project: str
    since_us: int

    def events(self, *kinds: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Ref and detail of every event of these kinds, in order; an erased detail is empty."""
        e, d = spine.event, spine.event_detail
        joined = e.outerjoin(d, (d.c.chain == e.c.chain) & (d.c.seq == e.c.seq))
        query = (
            select(e.c.ref, d.c.body)
            .select_from(joined)
            .where(e.c.chain == self.project, e.c.kind.in_(kinds), e.c.at >= self.since_us, e.c.outcome == "ok")
            .order_by(e.c.seq)
        )
        for row in self.connection.execute(query):
            yield row.ref, {} if row.body is None else msgspec.json.decode(row.body)

    def edges(self, src_kind: str, dst_kind: str, *, at_any_time: bool = False) -> list[tuple[str, str]]:
        """Lineage edges from things of one kind to things of another, drawn in the window or at any time."""
        src, dst = spine.node.alias("src"), spine.node.alias("dst")
        joined = spine.edge.join(src, src.c.id == spine.edge.c.src).join(dst, dst.c.id == spine.edge.c.dst)
        query = select(src.c.ref, dst.c.ref).select_from(joined)
        mine = (src.c.project == self.project, src.c.kind == src_kind, dst.c.kind == dst_kind)
        since_us = 0 if at_any_time else self.since_us
        rows = self.connection.execute(query.where(*mine, spine.edge.c.at >= since_us))
        return sorted((row[0], row[1]) for row in rows)

    def production_versions(self) -> list[str]:
        """Model versions that a deployment served; one that came long ago may serve still."""
        return sorted({model for model, _ in self.edges("model", "deployment", at_any_time=True)})


class Criterion(Struct, frozen=True, kw_only=True):
    """One thing a project shows at a level of maturity, and how it is measured."""

    name: str
    level: int
    title: str
    threshold: float
    next_step: str
    measure: Callable[[Window], Measured]


def share(good: list[str], everything: list[str], what: str) -> Measured:
    """The share of things that are as they should be, showing those that are not.

    >>> share(["a"], ["a", "b"], "versions")
    Measured(value=0.5, says='1 of 2 versions', evidence=('b',))
    """
    if not everything:
        return Measured(value=None, says=f"nothing to measure: no {what}")
    bad = [item for item in everything if item not in set(good)]
    says = f"{len(everything) - len(bad)} of {len(everything)} {what}"
    return Measured(value=1 - len(bad) / len(everything), says=says, evidence=tuple((bad or good)[:MOST_REFS]))
