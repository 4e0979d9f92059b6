"""`flyball demo`: a year of real flights through the whole loop."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json


def demo(
    months: Annotated[int, typer.Option(min=2, max=12, help="Play until the end of this month.")] = 12,
    serve: Annotated[bool, typer.Option(help="Keep serving the demo's workspace afterwards.")] = True,
    home: Annotated[str, typer.Option(help="Folder of the demo's workspace; an earlier demo in it is replaced.")] = "",
    port: Annotated[int, typer.Option(help="Port of the server afterwards.")] = 7700,
    as_json: Json = False,
) -> None:
    """Play a year of New York's flights: train, approve, deploy, watch it drift, retrain, canary, promote, ask why."""
    from rich.console import Console

    from flyball.core.config import load_settings
    from flyball.demo.progress import Progress
    from flyball.demo.report import print_report
    from flyball.demo.story import play

    # With --json standard output is the one object, so everything for people goes to standard error.
    console = Console(stderr=as_json)
    folder = home or ".flyball-demo"
    settings = load_settings({"home": folder, "project": "airline", "port": port, "serving_port": 0})
    result = play(settings, Progress(console), months=months)
    if as_json:
        typer.echo(result.to_json())
    else:
        print_report(result, console)
    if serve:
        from flyball.cli.up import up

        console.print(f"\nThe demo's workspace is in {folder}. Serving it; Ctrl-C ends.")
        # Without the scheduler: to its clock the year is long past, and it would retrain on nothing.
        up(home=folder, port=port, roles="server,serving")
