"""Acting as somebody, and entries to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flyball.core import Call, Event, Principal, Ref, calling
from flyball.core.errors import NotFound
from flyball.governance import Facts
from flyball.store import Stores
from flyball.workspace import Workspace


class Noted(Event, tag="test.noted", frozen=True, kw_only=True):
    """Something happened."""

    text: str


@contextmanager
def as_principal(principal: str, *, project: str = "default", **call: object) -> Iterator[None]:
    """Run the block as another principal, with the limits of a token if given."""
    with calling(Call(principal=Principal(id=principal), project=project, **call)):  # type: ignore[arg-type]
        yield


def note(ws: Workspace, count: int, *, ref: str = "dataset:flights@1") -> None:
    """Append entries to the chain."""
    for number in range(count):
        with ws.stores.catalog.change("test.note") as change:
            change.emit(Noted(ref=ref, text=f"note {number}"))


def person(ws: Workspace, name: str, role: str, *, project: str = "default") -> str:
    """A principal with one role."""
    principal = f"user:{name}"
    ws.access.create_principal(principal, name=name.title())
    ws.access.give(principal, role=role, project=project)  # type: ignore[arg-type]
    return principal


def link(ws: Workspace, *edges: tuple[str, str]) -> None:
    """Draw lineage edges: (src, dst), dst made from src."""
    with ws.stores.catalog.change("test.link") as change:
        for src, dst in edges:
            change.link(src, dst, "made")


def trial_facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """Facts of a kind that no room owns: trial N came from source N, and trial 9 does not exist."""
    if ref.name == "9":
        raise NotFound("there is no trial 9")
    return Facts(
        ref=str(ref), sentence=f"Trial {ref.name} reached 0.7.", facts={"auc": 0.7}, parents=(f"source:raw-{ref.name}",)
    )
