"""`flyball study`: searches for parameters and their trials."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Studies: list, show, trials.")

Name = Annotated[str, typer.Argument(help="The study's name.")]


@app.command("list")
def list_studies(as_json: Json = False) -> None:
    """All studies."""
    with workspace() as ws:
        columns = ("name", "direction", "trial_count", "complete_count", "owner", "created_at")
        show(ws.studies.list_studies(limit=1000), as_json=as_json, columns=columns)


@app.command("show")
def show_study(name: Name, as_json: Json = False) -> None:
    """One study and its best trial."""
    with workspace() as ws:
        show(ws.studies.get(name), as_json=as_json)


@app.command()
def trials(name: Name, as_json: Json = False) -> None:
    """Every setting that was tried."""
    with workspace() as ws:
        columns = ("number", "state", "value", "params", "run", "error")
        show(ws.studies.list_trials(name), as_json=as_json, columns=columns)
