"""The operation behind `flyball why`: from any Ref back to everything it came from, in one call."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from flyball.core import Ref, operation
from flyball.core.errors import NotFound
from flyball.governance.facts import FACTS, Facts
from flyball.governance.lineage_graph import Edge
from flyball.governance.why_chain import why_chain
from flyball.store import Service


class Why(Struct, frozen=True, kw_only=True):
    """The answer: sentences for a person, links with their numbers for a page, edges for a graph."""

    ref: str
    sentences: tuple[str, ...]
    links: tuple[Facts, ...]
    edges: tuple[Edge, ...]
    is_complete: bool


class WhyService(Service):
    """Why a thing is as it is: model, approvals, run, code, environment, features and data behind it."""

    noun: ClassVar[str] = "why"

    @operation("GET", "/why", needs="lineage.read")
    def explain(self, ref: Annotated[str, Meta(max_length=400)]) -> Why:
        """Everything a prediction, deployment, model, run or dataset came from, in the order a person asks."""
        parsed = Ref.parse(ref)
        chain = why_chain(self.stores, self.project, parsed)
        if len(chain.links) == 1 and not self._exists(parsed):
            raise NotFound(f"there is no {ref}", hint="flyball lineage REF shows what is known near it")
        return Why(
            ref=chain.links[0].ref,
            sentences=tuple(link.sentence for link in chain.links),
            links=chain.links,
            edges=chain.edges,
            is_complete=chain.is_complete,
        )

    def _exists(self, ref: Ref) -> bool:
        look_up = FACTS.find(ref.kind)
        if look_up is None:
            return True
        try:
            look_up(self.stores, self.project, ref)
        except NotFound:
            return False
        return True
