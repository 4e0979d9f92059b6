"""`flyball lineage`: what a thing was made from, and what was made from it."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace


def lineage(
    ref: Annotated[str, typer.Argument(help="dataset:NAME@VERSION, model:NAME@champion, run:ID, …")],
    *,
    down: Annotated[bool, typer.Option("--down/--up", help="What was made from it, or what it was made from.")] = False,
    depth: Annotated[int | None, typer.Option(help="How many steps; default: to the end.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only things of this kind, such as dataset.")] = None,
    limit: int = 1000,
    as_json: Json = False,
) -> None:
    """Follow lineage, nearest first."""
    with workspace() as ws:
        walk = ws.lineage.down if down else ws.lineage.up
        graph = walk(ref, depth=depth, kind=kind, limit=limit)
    if as_json:
        show(graph, as_json=True)
        return
    for node in graph.nodes:
        typer.echo(node)
    if not graph.is_complete:
        typer.echo(f"… more than {limit}; raise --limit")
