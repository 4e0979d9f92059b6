"""`flyball maturity`: how far the project has come, from evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace


def maturity(
    record: Annotated[bool, typer.Option("--record", help="Keep the result, with its date.")] = False,
    as_json: Json = False,
) -> None:
    """The level from 0 (manual) to 3 (continuous), every criterion with its evidence, and the next step."""
    with workspace() as ws:
        score = ws.maturity.record() if record else ws.maturity.assess()
    if as_json:
        show(score, as_json=True)
        return
    typer.echo(f"level {score.level} of 3: {score.level_name}, over {score.window_days} days")
    show(list(score.criteria), as_json=False, columns=("level", "passed", "title", "says"))
    if score.next_step:
        typer.echo(f"next: {score.next_step}")
