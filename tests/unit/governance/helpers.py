"""Acting as somebody, and entries to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flyball.core import Call, Event, Principal, calling
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
