"""`flyball model`: models, their versions, and the names that move among them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core import Ref
from flyball.core.errors import BadRef

app = typer.Typer(
    no_args_is_help=True,
    help="Models: list, show, register, alias, request-approval, promote, rollback, history, card.",
)

Name = Annotated[str, typer.Argument(help="The model's name, such as late-flight.")]
VersionRef = Annotated[str, typer.Argument(help="model:NAME@VERSION; an alias or latest will do.")]
AliasRef = Annotated[str, typer.Argument(help="model:NAME@ALIAS.")]
Reason = Annotated[str, typer.Option(help="Why, for the record.")]
_VERSION_COLUMNS = ("version", "created_at", "created_by", "aliases", "stage", "digest", "description")
_MOVE_COLUMNS = ("version", "from_at", "to_at", "moved_by", "approval", "reason", "is_rollback")


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """All models."""
    with workspace() as ws:
        show(ws.models.list_models(limit=1000), as_json=as_json, columns=("name", "latest", "aliases", "description"))


@app.command("show")
def show_model(name: Name, limit: int = 20, as_json: Json = False) -> None:
    """The versions of a model, or one version of it if given as NAME@VERSION."""
    ref = Ref.parse(name, kind="model")
    with workspace() as ws:
        if ref.selector is not None:
            show(ws.models.version(str(ref)), as_json=as_json)
        else:
            found = ws.models.list_versions(ref.name, limit=limit)
            show(found, as_json=as_json, columns=_VERSION_COLUMNS)


@app.command()
def register(
    name: Name,
    file: Annotated[Path, typer.Argument(help="An ONNX file.")],
    *,
    example: Annotated[Path, typer.Option(help="Parquet or CSV with typical input rows, in the model's order.")],
    run: Annotated[str | None, typer.Option(help="run:ID that made it.")] = None,
    description: str = "",
    as_json: Json = False,
) -> None:
    """Register an ONNX file as the next version; models in Python with `flyball.registry.register_model`."""
    from pyarrow import csv, parquet

    from flyball.registry import register_model

    rows = parquet.read_table(example) if example.suffix == ".parquet" else csv.read_csv(example)
    with workspace() as ws:
        version = register_model(
            models=ws.models, objects=ws.objects, name=name, model=file.read_bytes(), example=rows, run=run,
            description=description,
        )  # fmt: skip
        show(version, as_json=as_json, columns=("ref", "digest", "created_at"))


@app.command()
def alias(
    ref: VersionRef,
    to: Annotated[str, typer.Option(help="The alias to move.")],
    reason: Reason = "",
    as_json: Json = False,
) -> None:
    """Let an unprotected alias mean a version."""
    with workspace() as ws:
        version = ws.models.version(ref)
        moved = ws.models.move_alias(version.model, to, version=version.version, reason=reason)
        show(moved, as_json=as_json, columns=_MOVE_COLUMNS)


@app.command("request-approval")
def request_approval(
    ref: VersionRef,
    to: Annotated[str, typer.Option(help="The alias it is to have.")],
    note: Annotated[str, typer.Option(help="What the approvers should know.")] = "",
    as_json: Json = False,
) -> None:
    """Ask for approval of a version."""
    with workspace() as ws:
        version = ws.models.version(ref)
        approval = ws.models.request_approval(version.model, version.version, to=to, note=note)
        show(approval, as_json=as_json, columns=("id", "ref", "target", "state", "authors", "expires_at"))


@app.command()
def promote(
    ref: VersionRef,
    *,
    to: Annotated[str, typer.Option(help="The alias it is to have.")],
    approval: Annotated[str | None, typer.Option(help="Which approval; default: the one that waits.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what stands against it.")] = False,
    reason: Reason = "",
    as_json: Json = False,
) -> None:
    """Move an alias by an approved request."""
    with workspace() as ws:
        version = ws.models.version(ref)
        if dry_run:
            show(ws.models.would_promote(version.model, version.version, to=to), as_json=as_json)
            return
        moved = ws.models.promote(version.model, version=version.version, to=to, approval=approval, reason=reason)
        show(moved, as_json=as_json, columns=_MOVE_COLUMNS)


@app.command()
def rollback(alias: AliasRef, reason: Reason, as_json: Json = False) -> None:
    """Let an alias mean the version it meant before."""
    name, of = _alias(alias)
    with workspace() as ws:
        show(ws.models.rollback(name, of, reason=reason), as_json=as_json, columns=_MOVE_COLUMNS)


@app.command()
def history(alias: AliasRef, limit: int = 30, as_json: Json = False) -> None:
    """What an alias meant, the newest first: who moved it, by which approval, why."""
    name, of = _alias(alias)
    with workspace() as ws:
        show(ws.models.alias_history(name, of, limit=limit), as_json=as_json, columns=_MOVE_COLUMNS)


@app.command()
def at(
    alias: AliasRef,
    moment: Annotated[datetime, typer.Argument(help="A time in UTC, such as 2026-05-03T12:00:00.")],
    as_json: Json = False,
) -> None:
    """Which version an alias meant at a moment."""
    from datetime import UTC

    name, of = _alias(alias)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    with workspace() as ws:
        show(ws.models.alias_at(name, of, at=moment), as_json=as_json, columns=_MOVE_COLUMNS)


@app.command()
def card(ref: VersionRef, as_json: Json = False) -> None:
    """The model card, from evidence."""
    with workspace() as ws:
        version = ws.models.version(ref)
        found = ws.models.card(version.model, str(version.version))
    if as_json:
        show(found, as_json=True)
    else:
        typer.echo(found.markdown)


def _alias(text: str) -> tuple[str, str]:
    ref = Ref.parse(text, kind="model")
    if ref.selector is None or ref.version is not None:
        raise BadRef(f"{text} names no alias", hint="write model:NAME@ALIAS")
    return ref.name, ref.selector
