"""`flyball charter`: what the models are for, and by which figures they are judged."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="The project's charter: show, set, history.")


@app.command("show")
def show_charter(version: int | None = None, as_json: Json = False) -> None:
    """The charter in force, or an earlier version."""
    with workspace() as ws:
        show(ws.charter.get(version=version), as_json=as_json)


@app.command("set")
def set_charter(
    file: Annotated[Path, typer.Argument(help="The charter as TOML or JSON: problem, decision, kpis, owners, …")],
    as_json: Json = False,
) -> None:
    """Put a charter in force."""
    from flyball.core.errors import BadInput
    from flyball.governance import Charter

    try:
        content = file.read_bytes()
        plain = msgspec.json.decode(content) if file.suffix == ".json" else tomllib.loads(content.decode())
        body = msgspec.convert(plain, Charter)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.DecodeError) as error:
        raise BadInput(f"{file} is no charter", why=str(error)) from error
    with workspace() as ws:
        show(ws.charter.set(body=body), as_json=as_json)


@app.command()
def history(as_json: Json = False) -> None:
    """All versions, the newest first."""
    with workspace() as ws:
        show(ws.charter.history(), as_json=as_json, columns=("version", "created_at", "created_by", "digest"))
