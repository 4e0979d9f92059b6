"""Operations on lineage: what a thing was made from, and what was made from it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, structs

from flyball.core import Ref, operation
from flyball.governance.facts import canonical
from flyball.governance.lineage_graph import Direction, Graph, walk
from flyball.store import Service

Limit = Annotated[int, Meta(ge=1, le=10_000)]
Depth = Annotated[int, Meta(ge=1, le=100)]
RefText = Annotated[str, Meta(max_length=400)]


class Lineage(Service):
    """The graph of what was made from what, drawn by every operation that makes something."""

    noun: ClassVar[str] = "lineage"

    @operation("GET", "/lineage/up", needs="lineage.read")
    def up(self, ref: RefText, *, depth: Depth | None = None, kind: str | None = None, limit: Limit = 1000) -> Graph:
        """Everything a thing was made from, nearest first; `kind` shows only things of that kind, e.g. `dataset`."""
        return self._walk(ref, "up", depth, kind, limit)

    @operation("GET", "/lineage/down", needs="lineage.read")
    def down(self, ref: RefText, *, depth: Depth | None = None, kind: str | None = None, limit: Limit = 1000) -> Graph:
        """Everything that was made from a thing, nearest first: what a bad input has touched."""
        return self._walk(ref, "down", depth, kind, limit)

    def _walk(self, ref: str, direction: Direction, depth: int | None, kind: str | None, limit: int) -> Graph:
        start = canonical(self.stores, self.project, Ref.parse(ref))
        with self.read() as connection:
            graph = walk(connection, self.project, [start], direction, depth=depth, limit=limit)
        if kind is None:
            return graph
        kept = {node for node in graph.nodes if node.partition(":")[0] == kind}
        return structs.replace(
            graph,
            nodes=tuple(node for node in graph.nodes if node in kept),
            edges=tuple(edge for edge in graph.edges if edge.src in kept and edge.dst in kept),
        )
