"""`flyball maturity`: how far the project has come, from evidence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace


def maturity(
    record: Annotated[bool, typer.Option("--record", help="Keep the result, with its date.")] = False,
    until: Annotated[datetime | None, typer.Option(help="As it was up to this moment (UTC), not up to now.")] = None,
    as_json: Json = False,
) -> None:
    """The level from 0 (manual) to 3 (continuous), every criterion with its evidence, and the next step."""
    with workspace() as ws:
        moment = None if until is None else until.replace(tzinfo=until.tzinfo or UTC)
        score = ws.maturity.record() if record else ws.maturity.assess(until=moment)
    if as_json:
        show(score, as_json=True)
        return
    typer.echo(
        f"level {score.level} of 3: {score.level_name}, over the {score.window_days} days to {score.at:%Y-%m-%d}"
    )
    show(list(score.criteria), as_json=False, columns=("level", "passed", "title", "says"))
    if score.next_step:
        typer.echo(f"next: {score.next_step}")
