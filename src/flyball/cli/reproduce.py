"""`flyball reproduce`: run a recorded run again and compare."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace


def reproduce(
    run: Annotated[str, typer.Argument(help="A run's id, or run:ID.")],
    timeout_s: Annotated[float | None, typer.Option("--timeout", help="Give up after so many seconds.")] = None,
    as_json: Json = False,
) -> None:
    """Run it again from what was recorded; says bit-identical (exit 0) or what differs (exit 1)."""
    with workspace() as ws:
        found = ws.reproduce(run, timeout_s=timeout_s)
    if as_json:
        show(found, as_json=True)
    else:
        compared = f"{found.metric_count} metrics and {found.artifact_count} files compared"
        typer.echo(f"{found.run}: {found.verdict} ({compared})")
        if found.differences:
            show(list(found.differences), as_json=False, columns=("kind", "name", "before", "after"))
    if found.verdict != "bit-identical":
        raise typer.Exit(1)
