"""`flyball evaluation`: reports about runs and model versions."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Evaluations: list, show.")


@app.command("list")
def list_evaluations(
    subject: Annotated[str | None, typer.Option(help="Only about this Ref, such as run:ID.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    as_json: Json = False,
) -> None:
    """Evaluations, newest first."""
    with workspace() as ws:
        columns = ("id", "subject", "dataset", "n", "passed", "at", "by")
        show(ws.evaluations.list_evaluations(subject=subject, limit=limit), as_json=as_json, columns=columns)


@app.command("show")
def show_evaluation(
    id: Annotated[str, typer.Argument(help="The evaluation's id.")],
    slices: Annotated[bool, typer.Option("--slices", help="Show the figures per slice.")] = False,
    as_json: Json = False,
) -> None:
    """The gates and figures of one evaluation."""
    id = id.removeprefix("evaluation:")
    with workspace() as ws:
        report = ws.evaluations.report(id)
    if as_json:
        show(report, as_json=True)
        return
    if slices:
        show(list(report.slices), as_json=False, columns=("slice", "level", "metric", "value", "lo", "hi", "n"))
        return
    show(list(report.metrics), as_json=False, columns=("metric", "value", "lo", "hi", "n"))
    if report.gates:
        show(list(report.gates), as_json=False, columns=("check", "passed", "says"))
