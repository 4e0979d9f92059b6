"""`flyball token`: make, list and revoke credentials."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.config import load_settings
from flyball.core.errors import NotFound
from flyball.governance.login import ADMIN

app = typer.Typer(no_args_is_help=True, help="Tokens: create, list, revoke, env.")


@app.command()
def create(  # noqa: PLR0917 - one parameter per option
    name: Annotated[str, typer.Argument(help="What it is for; shown in lists.")] = "",
    principal: Annotated[str | None, typer.Option(help="Whose it is, such as service:ci; default: your own.")] = None,
    scope: Annotated[list[str] | None, typer.Option(help="A permission it is limited to; repeat for more.")] = None,
    only_project: Annotated[str | None, typer.Option(help="The only project it may act in.")] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Until it expires.")] = 90,
    as_json: Json = False,
) -> None:
    """Make a token and print it, this once."""
    with workspace() as ws:
        if principal is None and ws.access.whoami().is_local:
            principal = ADMIN  # the person at the keyboard is no principal of the server
        made = ws.access.create_token(
            name=name, principal=principal, scopes=tuple(scope) if scope else None, project=only_project,
            expires_days=days,
        )  # fmt: skip
    if as_json:
        show(made, as_json=True)
    else:
        typer.echo(made.secret)


@app.command("list")
def list_tokens(as_json: Json = False) -> None:
    """Your tokens, or everybody's for an administrator; never their secrets."""
    columns = ("prefix", "principal", "name", "scopes", "project", "expires_at", "last_used_at", "revoked_at")
    with workspace() as ws:
        show(ws.access.list_tokens(limit=1000), as_json=as_json, columns=columns)


@app.command()
def revoke(token: Annotated[str, typer.Argument(help="Its id or prefix.")]) -> None:
    """Refuse a token from the next request on."""
    with workspace() as ws:
        ws.access.revoke_token(token)
    typer.echo(f"revoked {token}")


@app.command()
def env(as_json: Json = False) -> None:
    """Print the variables with which other programs reach the server of this home: eval "$(flyball token env)"."""
    from flyball.server.home_lock import who_runs
    from flyball.server.local_token import FILE

    home = load_settings().home_path()
    running, file = who_runs(home), home / FILE
    if running is None or not file.is_file():
        raise NotFound(f"no server runs on {home}", hint="flyball up")
    variables = {"FLYBALL_URL": running.url, "FLYBALL_TOKEN": file.read_text(encoding="utf-8").strip()}
    if as_json:
        show(variables, as_json=True)
    else:
        typer.echo("\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items()))
