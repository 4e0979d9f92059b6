"""`flyball home`, `flyball find`: what needs somebody, and where a thing is."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace


def home(as_json: Json = False) -> None:
    """What waits for somebody, the most costly to wait for first."""
    with workspace() as ws:
        found = ws.home.summary()
        columns = ("kind", "since", "sentence", "cause", "action", "ref")
        show(found if as_json else list(found.needs), as_json=as_json, columns=columns)


def find(
    text: Annotated[str, typer.Argument(help="A part of a name or id; model:la looks among models.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many.")] = 20,
    as_json: Json = False,
) -> None:
    """Things of any kind by a part of their name."""
    with workspace() as ws:
        show(ws.search.refs(text, limit=limit), as_json=as_json)


def projects(as_json: Json = False) -> None:
    """The projects you may see."""
    with workspace() as ws:
        show(ws.projects.list_projects(), as_json=as_json)
