"""`flyball login`: a link that signs somebody in to the web interface once."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import typer
from msgspec import Struct

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.config import load_settings
from flyball.core.errors import BadInput, NotFound
from flyball.governance.login import ADMIN, CODE_MINUTES


class LoginLink(Struct, frozen=True, kw_only=True):
    """What to open, or to send to the person it is for."""

    principal: str
    url: str
    minutes: int


def login(
    principal: Annotated[str, typer.Argument(help="Who signs in, such as user:ana.")] = ADMIN, as_json: Json = False
) -> None:
    """Print a link that signs in to the web interface of this home's server, once and within 15 minutes."""
    from flyball.governance import new_login_code
    from flyball.server.home_lock import who_runs

    home = load_settings().home_path()
    running = who_runs(home)
    with workspace() as ws:
        if ws.is_remote:
            raise BadInput("only the computer of the server makes login links", hint="unset FLYBALL_URL, or go there")
        if running is None:
            raise NotFound(f"no server runs on {home}", hint="flyball up")
        if principal not in {known.id for known in ws.access.list_principals(limit=1000)}:
            raise NotFound(f"there is no principal {principal}", hint=f"flyball access create {principal}")
        code = new_login_code(ws.stores, principal)
    link = LoginLink(principal=principal, url=f"{running.url}/login?code={quote(code)}", minutes=CODE_MINUTES)
    if as_json:
        show(link, as_json=True)
    else:
        typer.echo(link.url)
