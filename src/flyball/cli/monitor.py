"""`flyball monitor`: what is watched on a deployment, and what each window showed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flyball.cli._files import read_file
from flyball.cli._output import Json, show
from flyball.cli._times import moment
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Monitors: apply, list, show, evaluate, windows.")

Name = Annotated[str, typer.Argument(help="The monitor's name.")]
_WINDOW_COLUMNS = ("start", "end", "state", "rows", "labelled", "roc_auc", "p99_ms", "alarms")


@app.command()
def apply(
    name: Name,
    file: Annotated[Path, typer.Argument(help='JSON or TOML, at least {"deployment": "late-flight"}.')],
    as_json: Json = False,
) -> None:
    """Put a specification in force; the same one again changes nothing."""
    from flyball.monitoring import MonitorSpec

    with workspace() as ws:
        show(ws.monitors.apply(name, spec=read_file(file, MonitorSpec)), as_json=as_json)


@app.command("list")
def list_monitors(as_json: Json = False) -> None:
    """All monitors."""
    with workspace() as ws:
        found = ws.monitors.list_monitors(limit=1000)
        show(found, as_json=as_json, columns=("name", "version", "reference", "updated_at"))


@app.command("show")
def show_monitor(name: Name, as_json: Json = False) -> None:
    """One monitor with its specification, reference and baseline."""
    with workspace() as ws:
        show(ws.monitors.get(name), as_json=as_json)


@app.command()
def evaluate(
    name: Name,
    *,
    start: Annotated[datetime, typer.Option(parser=moment, metavar="TIME", help="First moment, 2013-03-15T04:00:00Z.")],
    end: Annotated[datetime, typer.Option(parser=moment, metavar="TIME", help="The moment after the last.")],
    as_json: Json = False,
) -> None:
    """Judge the predictions of a period; exits with 1 when something is wrong."""
    with workspace() as ws:
        window = ws.monitors.evaluate(name, start=start, end=end)
        if as_json:
            show(window, as_json=True)
        else:
            show(window, as_json=False, columns=("state", "rows", "labelled", "live", "judged", "reference"))
            show(list(window.findings), as_json=False, columns=("alarm", "kind", "column", "says"))
    if window.state == "bad":
        raise typer.Exit(1)


@app.command()
def windows(name: Name, limit: Annotated[int, typer.Option(help="How many.")] = 20, as_json: Json = False) -> None:
    """The newest windows."""
    with workspace() as ws:
        found = ws.monitors.windows(name, limit=limit)
        if as_json:
            show(found, as_json=True)
            return
        rows = [
            {
                "start": window.start, "end": window.end, "state": window.state, "rows": window.rows,
                "labelled": window.labelled, "p99_ms": window.latency_p99_ms,
                "roc_auc": next((p.roc_auc for p in window.performance if p.variant == window.live), None),
                "alarms": sum(finding.alarm for finding in window.findings),
            }
            for window in found
        ]  # fmt: skip
        show(rows, as_json=False, columns=_WINDOW_COLUMNS)
