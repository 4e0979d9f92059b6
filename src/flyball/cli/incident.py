"""`flyball incident`: what is wrong, and what was."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.errors import BadInput

app = typer.Typer(no_args_is_help=True, help="Incidents: list, show, ack, close.")

Id = Annotated[str, typer.Argument(help="The incident's id.")]
_COLUMNS = ("id", "deployment", "kind", "state", "severity", "windows", "seen_at", "says")
_STATES = ("open", "acknowledged", "closed")


@app.command("list")
def list_incidents(
    deployment: Annotated[str | None, typer.Option(help="Of this deployment only.")] = None,
    state: Annotated[str | None, typer.Option(help="open, acknowledged or closed.")] = None,
    limit: Annotated[int, typer.Option(help="How many.")] = 20,
    as_json: Json = False,
) -> None:
    """The newest incidents."""
    if state is not None and state not in _STATES:
        raise BadInput(f"{state!r} is no state of an incident", why=f"they are {', '.join(_STATES)}")
    with workspace() as ws:
        found = ws.incidents.list_incidents(deployment=deployment, state=state, limit=limit)  # type: ignore[arg-type]
        show(found, as_json=as_json, columns=_COLUMNS)


@app.command("show")
def show_incident(incident: Id, as_json: Json = False) -> None:
    """One incident."""
    with workspace() as ws:
        show(ws.incidents.get(incident), as_json=as_json)


@app.command()
def ack(incident: Id, as_json: Json = False) -> None:
    """Say that you look after it."""
    with workspace() as ws:
        show(ws.incidents.acknowledge(incident), as_json=as_json)


@app.command()
def close(
    incident: Id, reason: Annotated[str, typer.Option("--reason", help="Why it is over.")], as_json: Json = False
) -> None:
    """End it by hand."""
    with workspace() as ws:
        show(ws.incidents.close(incident, reason=reason), as_json=as_json)
