"""`flyball approval`: requests, votes, and the policies they are held to."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Approvals: list, show, approve, reject, withdraw, policies.")

Id = Annotated[str, typer.Argument(help="The request's id.")]
Comment = Annotated[str, typer.Option("--comment", "-m", help="What to say with it.")]
_COLUMNS = ("id", "ref", "target", "state", "requested_by", "requested_at", "votes", "reason")


@app.command("list")
def list_approvals(
    state: Annotated[str | None, typer.Option(help="open, approved, rejected, void, expired, executed.")] = None,
    ref: Annotated[str | None, typer.Option(help="What is to be approved.")] = None,
    limit: int = 30,
    as_json: Json = False,
) -> None:
    """Requests, the newest first."""
    with workspace() as ws:
        found = ws.approvals.list_approvals(state=state, ref=ref, limit=limit)  # type: ignore[arg-type]
        show(found, as_json=as_json, columns=_COLUMNS)


@app.command("show")
def show_approval(approval: Id, as_json: Json = False) -> None:
    """One request with its evidence and votes."""
    with workspace() as ws:
        show(ws.approvals.get(approval), as_json=as_json)


@app.command()
def approve(approval: Id, comment: Comment = "", as_json: Json = False) -> None:
    """Vote for it."""
    with workspace() as ws:
        show(ws.approvals.vote(approval, approve=True, comment=comment), as_json=as_json, columns=_COLUMNS)


@app.command()
def reject(approval: Id, comment: Comment, as_json: Json = False) -> None:
    """Vote against it, which closes the request."""
    with workspace() as ws:
        show(ws.approvals.vote(approval, approve=False, comment=comment), as_json=as_json, columns=_COLUMNS)


@app.command()
def withdraw(approval: Id, reason: str = "", as_json: Json = False) -> None:
    """Take your request back."""
    with workspace() as ws:
        show(ws.approvals.withdraw(approval, reason=reason), as_json=as_json, columns=_COLUMNS)


@app.command()
def policies(as_json: Json = False) -> None:
    """What is protected, and what an approval of it takes."""
    with workspace() as ws:
        show(ws.approvals.list_policies(), as_json=as_json)


@app.command()
def policy(
    target: Annotated[str, typer.Argument(help="The alias to protect, such as champion; * is every alias.")],
    *,
    kind: Annotated[str, typer.Option(help="What kind of thing.")] = "model",
    min_votes: Annotated[int, typer.Option(help="Votes it takes.")] = 1,
    role: Annotated[list[str] | None, typer.Option(help="Roles whose votes count; repeat for more.")] = None,
    gate: Annotated[list[str] | None, typer.Option(help="Kinds of evidence that must have passed.")] = None,
    auto_approve_by: Annotated[str, typer.Option(help="nobody, or policy: the software votes itself.")] = "nobody",
    as_json: Json = False,
) -> None:
    """Protect a name."""
    from flyball.core.errors import BadInput
    from flyball.governance import ApprovalRules

    given = {"min_votes": min_votes, "gates": gate or (), "auto_approve_by": auto_approve_by}
    try:
        rules = msgspec.convert(given | ({"roles": role} if role else {}), ApprovalRules)
    except msgspec.ValidationError as error:
        raise BadInput("these are no rules for approvals", why=str(error)) from error
    with workspace() as ws:
        show(ws.approvals.set_policy(kind, target, rules=rules), as_json=as_json)
