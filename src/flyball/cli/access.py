"""`flyball access`: who may do what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Principals and their roles: whoami, can, list, create, disable, grants.")

Principal = Annotated[str, typer.Argument(help="user:NAME for a person, service:NAME for a program.")]
RoleName = Annotated[str, typer.Argument(help="viewer, editor, approver or admin.")]
Project = Annotated[str | None, typer.Option("--project", help="Where; * is everywhere. Default: this project.")]


@app.command()
def whoami(as_json: Json = False) -> None:
    """Who you are here, and what you may do."""
    with workspace() as ws:
        show(ws.access.whoami(), as_json=as_json)


@app.command("can")
def can(
    permissions: Annotated[list[str], typer.Argument(help="Such as serving.deploy.")],
    ref: Annotated[str | None, typer.Option(help="An approval: whether you may vote on it.")] = None,
    as_json: Json = False,
) -> None:
    """Whether you hold these permissions and, where not, why and whom to ask."""
    with workspace() as ws:
        show(ws.access.can(tuple(permissions), ref=ref), as_json=as_json)


@app.command("list")
def list_principals(as_json: Json = False) -> None:
    """Everybody who may act here."""
    with workspace() as ws:
        columns = ("id", "name", "owner", "created_at", "disabled_at")
        show(ws.access.list_principals(limit=1000), as_json=as_json, columns=columns)


@app.command()
def create(principal: Principal, name: str = "", as_json: Json = False) -> None:
    """Make a person or a program known."""
    with workspace() as ws:
        show(ws.access.create_principal(principal, name=name), as_json=as_json)


@app.command()
def disable(principal: Principal, reason: str = "", as_json: Json = False) -> None:
    """Refuse a principal from now on."""
    with workspace() as ws:
        show(ws.access.disable_principal(principal, reason=reason), as_json=as_json)


@app.command()
def give(
    principal: Principal,
    role: RoleName,
    project: Project = None,
    expires_days: Annotated[int | None, typer.Option("--expires", help="Days until it ends.")] = None,
    as_json: Json = False,
) -> None:
    """Grant a role."""
    with workspace() as ws:
        ends = datetime.now(UTC) + timedelta(days=expires_days) if expires_days else None
        given = ws.access.give(principal, role=role, project=project or ws.project, expires_at=ends)  # type: ignore[arg-type]
        show(given, as_json=as_json)


@app.command()
def revoke(principal: Principal, role: RoleName, project: Project = None) -> None:
    """Take a role away."""
    with workspace() as ws:
        ws.access.revoke(principal, role=role, project=project or ws.project)  # type: ignore[arg-type]


@app.command()
def grants(principal: Annotated[str | None, typer.Option(help="Only theirs.")] = None, as_json: Json = False) -> None:
    """Who has which role where."""
    with workspace() as ws:
        columns = ("principal", "role", "project", "granted_by", "expires_at")
        show(ws.access.list_grants(principal=principal), as_json=as_json, columns=columns)
