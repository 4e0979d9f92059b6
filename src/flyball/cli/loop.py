"""`flyball loop`: continuous training: policies, cycles, decisions, and the breaker."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flyball.cli._files import read_file
from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(
    no_args_is_help=True, help="Loops: apply, list, show, cycles, decisions, why, pause, resume, breaker."
)
breaker = typer.Typer(no_args_is_help=True, help="Stop a loop from starting cycles, or let it go on.")
app.add_typer(breaker, name="breaker")

Name = Annotated[str, typer.Argument(help="The loop's name.")]
Limit = Annotated[int, typer.Option(help="How many.")]
_LOOP_COLUMNS = ("name", "version", "state", "breaker", "updated_at")
_CYCLE_COLUMNS = ("number", "id", "stage", "outcome", "cause", "champion", "challenger", "opened_at", "reason")


@app.command()
def apply(
    name: Name, file: Annotated[Path, typer.Argument(help="JSON or TOML with the policy.")], as_json: Json = False
) -> None:
    """Put a policy in force; the same one again changes nothing."""
    from flyball.loop import LoopPolicy

    with workspace() as ws:
        show(ws.loops.apply(name, policy=read_file(file, LoopPolicy)), as_json=as_json)


@app.command("list")
def list_loops(as_json: Json = False) -> None:
    """All loops."""
    with workspace() as ws:
        show(ws.loops.list_loops(), as_json=as_json, columns=_LOOP_COLUMNS)


@app.command("show")
def show_loop(name: Name, as_json: Json = False) -> None:
    """One loop with its policy, state and breaker."""
    with workspace() as ws:
        show(ws.loops.get(name), as_json=as_json)


@app.command()
def cycles(name: Name, limit: Limit = 20, as_json: Json = False) -> None:
    """The newest cycles."""
    with workspace() as ws:
        show(ws.loops.list_cycles(name, limit=limit), as_json=as_json, columns=_CYCLE_COLUMNS)


@app.command()
def decisions(
    name: Name,
    cycle: Annotated[str | None, typer.Option(help="Of this cycle only.")] = None,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """What the loop decided and why, "did nothing" included; the newest first."""
    with workspace() as ws:
        found = ws.loops.list_decisions(name, limit=limit, cycle=cycle)
        show(found, as_json=as_json, columns=("at", "kind", "reason", "evidence"))


@app.command()
def why(cycle: Annotated[str, typer.Argument(help="The cycle's id.")], as_json: Json = False) -> None:
    """Why a cycle started, what the gates said, how it ended, and everything behind it."""
    with workspace() as ws:
        found = ws.why.explain(cycle if ":" in cycle else f"cycle:{cycle}")
        if as_json:
            show(found, as_json=True)
            return
        for sentence in found.sentences:
            typer.echo(sentence)


@app.command()
def pause(
    name: Name, reason: Annotated[str, typer.Option("--reason", help="Why.")] = "", as_json: Json = False
) -> None:
    """Start nothing and move no traffic until `resume`."""
    with workspace() as ws:
        show(ws.loops.set_state(name, is_paused=True, reason=reason), as_json=as_json, columns=_LOOP_COLUMNS)


@app.command()
def resume(name: Name, as_json: Json = False) -> None:
    """Go on."""
    with workspace() as ws:
        show(ws.loops.set_state(name, is_paused=False), as_json=as_json, columns=_LOOP_COLUMNS)


@breaker.command("open")
def open_breaker(
    name: Name, reason: Annotated[str, typer.Option("--reason", help="Why it may not go on.")], as_json: Json = False
) -> None:
    """Let the loop start no cycle until somebody closes the breaker."""
    with workspace() as ws:
        show(ws.loops.set_breaker(name, reason=reason), as_json=as_json, columns=_LOOP_COLUMNS)


@breaker.command("close")
def close_breaker(
    name: Name, note: Annotated[str, typer.Option("--note", help="Why it may go on.")] = "", as_json: Json = False
) -> None:
    """Let it start cycles again."""
    with workspace() as ws:
        show(ws.loops.set_breaker(name, reason=None, note=note), as_json=as_json, columns=_LOOP_COLUMNS)
