"""From a thing to everything it came from, told link by link: bounded breadth-first search over lineage and facts."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from flyball.core import Ref
from flyball.core.errors import BadRef
from flyball.governance.facts import Facts, find_facts
from flyball.governance.lineage_graph import Edge, walk
from flyball.store import Stores

MOST_LINKS = 300
_ROUNDS = 6  # facts may name parents that lineage does not know, those have lineage again, and so on

ORDER = (
    "prediction", "deployment", "model", "approval", "cycle", "loop", "run", "study", "trial", "experiment", "pipeline",
    "code", "environment", "feature-service", "features", "dataset", "source",
)  # fmt: skip
"""The order in which a person asks: from the answer back to the data."""

NAMES = ("deployment", "loop", "monitor")
"""Things that stay while what is behind them changes: shown, but only followed when they are what is asked about."""

VERSIONED = ("dataset", "model", "features", "feature-service")
"""Where something came from one of these by name alone, nothing is told of its newest version: it may be younger."""


class Chain(Struct, frozen=True, kw_only=True):
    """Links in the order of telling, the edges between them, and whether the end was reached."""

    links: tuple[Facts, ...]
    edges: tuple[Edge, ...]
    is_complete: bool


def why_chain(stores: Stores, project: str, ref: Ref) -> Chain:
    """Collect the facts of a thing and of all it came from, at most 300 links."""
    own = find_facts(stores, project, ref)
    start = str(ref) if own is None else own.ref
    found: dict[str, Facts] = {start: own or _plain(start)}
    edges: dict[tuple[str, str, str], Edge] = {}
    waiting = [start, *found[start].parents] if own is None or ref.kind not in NAMES else list(own.parents)
    is_complete = True
    for _ in range(_ROUNDS):
        with stores.catalog.read() as connection:
            seeds = [node for node in waiting if own is None or node.partition(":")[0] not in NAMES]
            graph = walk(connection, project, seeds, "up", limit=MOST_LINKS, not_through=NAMES)
        is_complete = is_complete and graph.is_complete
        edges |= {(e.src, e.dst, e.kind): e for e in graph.edges}
        new = [node for node in dict.fromkeys([*waiting, *graph.nodes]) if node not in found]
        is_complete = is_complete and len(found) + len(new) <= MOST_LINKS
        new = new[: MOST_LINKS - len(found)]
        found |= {node: _facts(stores, project, node) for node in new}
        told = [node for node in new if node.partition(":")[0] not in NAMES]
        waiting = [parent for node in told for parent in found[node].parents if parent not in found]
        if not waiting:
            break
    else:
        is_complete = False
    drawn = {(edge.src, edge.dst) for edge in edges.values()}
    more = [edge for edge in _parent_edges(found, start) if (edge.src, edge.dst) not in drawn]
    return Chain(links=tuple(_in_order(found, start)), edges=(*edges.values(), *more), is_complete=is_complete)


def _facts(stores: Stores, project: str, node: str) -> Facts:
    try:
        ref = Ref.parse(node)
    except BadRef:
        return _plain(node)
    if ref.kind in VERSIONED and ref.selector is None:
        return _plain(node)
    return find_facts(stores, project, ref) or _plain(node)


def _plain(node: str) -> Facts:
    kind, _, name = node.partition(":")
    return Facts(ref=node, sentence=f"{kind.replace('-', ' ').capitalize()} {name[:80]}.")


def _parent_edges(found: dict[str, Facts], start: str) -> Iterable[Edge]:
    for node, facts in found.items():
        for parent in facts.parents:
            if parent in found and (node == start or node.partition(":")[0] not in NAMES):
                yield Edge(src=parent, dst=node, kind="from")


def _in_order(found: dict[str, Facts], start: str) -> Iterable[Facts]:
    ranks = {kind: rank for rank, kind in enumerate(ORDER)}
    nodes = sorted(
        enumerate(found), key=lambda item: (item[1] != start, ranks.get(item[1].partition(":")[0], 99), item[0])
    )
    return [found[node] for _, node in nodes]
