"""`flyball why`: from anything back to everything it came from."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace


def why(
    ref: Annotated[str, typer.Argument(help="prediction:ID, model:NAME@champion, deployment:NAME, run:ID, …")],
    as_json: Json = False,
) -> None:
    """Model, approvals, run, code, environment, features and data behind it, one sentence each."""
    with workspace() as ws:
        found = ws.why.explain(ref)
    if as_json:
        show(found, as_json=True)
        return
    for link in found.links:
        typer.echo(f"{link.ref}\n    {link.sentence}")
    if not found.is_complete:
        typer.echo("there is more; flyball lineage REF --up shows it")
