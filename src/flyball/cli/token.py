"""`flyball token`: credentials for programs and for the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Tokens: create, list, revoke.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    *,
    principal: Annotated[str | None, typer.Option(help="service:NAME; default: yourself.")] = None,
    scope: Annotated[list[str] | None, typer.Option(help="room.verb it is limited to; repeat for more.")] = None,
    project: Annotated[str | None, typer.Option(help="The one project it is for.")] = None,
    expires_days: Annotated[int, typer.Option("--expires", help="Days until it ends.")] = 90,
    as_json: Json = False,
) -> None:
    """Make a token; its secret is printed this once."""
    with workspace() as ws:
        made = ws.access.create_token(
            name,
            principal=principal,
            scopes=tuple(scope) if scope else None,
            project=project,
            expires_days=expires_days,
        )
    if as_json:
        show(made, as_json=True)
    else:
        typer.echo(made.secret)
        typer.echo(
            f"for {made.token.principal}, until {made.token.expires_at:%Y-%m-%d}; it is not shown again", err=True
        )


@app.command("list")
def list_tokens(as_json: Json = False) -> None:
    """Your tokens; an administrator sees everybody's."""
    with workspace() as ws:
        columns = ("prefix", "principal", "name", "scopes", "project", "expires_at", "last_used_at", "revoked_at")
        show(ws.access.list_tokens(limit=1000), as_json=as_json, columns=columns)


@app.command()
def revoke(token: Annotated[str, typer.Argument(help="Its id or its prefix.")]) -> None:
    """Refuse a token from the next request on."""
    with workspace() as ws:
        ws.access.revoke_token(token)
