"""`flyball audit`: what happened, and the proof that nothing of it was changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

if TYPE_CHECKING:
    from flyball.governance import Checkpoint, VerifyResult

app = typer.Typer(no_args_is_help=True, help="The audit trail: log, status, verify, checkpoint, export, erase.")

Kept = Annotated[list[Path] | None, typer.Option("--kept", help="A checkpoint kept elsewhere (JSON); repeat for more.")]


@app.command()
def log(
    *,
    ref: Annotated[str | None, typer.Option(help="What it is about, such as model:late-flight.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it.")] = None,
    kind: Annotated[str | None, typer.Option(help="alias.moved, or alias.* for all of them.")] = None,
    text: Annotated[str | None, typer.Option(help="Words in it, of either case.")] = None,
    after: Annotated[int | None, typer.Option(help="Continue behind this entry.")] = None,
    limit: Annotated[int, typer.Option(help="How many.")] = 30,
    as_json: Json = False,
) -> None:
    """Entries, the newest first."""
    with workspace() as ws:
        found = ws.audit.list_events(
            ref=ref, actor=actor, kind=kind, text=text, after=after, limit=limit, newest_first=after is None
        )
        show(found, as_json=as_json, columns=("seq", "at", "actor", "kind", "ref", "detail"))


@app.command()
def status(as_json: Json = False) -> None:
    """How long the chain is, and when it was last signed and verified."""
    with workspace() as ws:
        show(ws.audit.status(), as_json=as_json)


@app.command()
def verify(
    file: Annotated[Path | None, typer.Argument(help="An export; default: the workspace's own chain.")] = None,
    kept: Kept = None,
    public_key: Annotated[
        str | None, typer.Option(help="The key that must have signed an export's checkpoints.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Recompute every hash; exit 1 and the first bad entry if anything was changed."""
    checkpoints = _read(kept)
    if file is None:
        with workspace() as ws:
            found = ws.audit.verify(kept=checkpoints)
    else:
        from flyball.governance import verify_export

        with file.open("rb") as lines:
            found = verify_export(lines, checkpoints=checkpoints, public_key=public_key)
    if as_json:
        show(found, as_json=True)
    else:
        typer.echo(_sentence(found))
    if found.first_bad is not None:
        raise typer.Exit(1)


@app.command()
def checkpoint(
    out: Annotated[Path | None, typer.Argument(help="Where to write it; default: standard output.")] = None,
) -> None:
    """Sign how far the chain has come; keep the file where nobody who can change the database can change it."""
    with workspace() as ws:
        content = msgspec.json.encode(ws.audit.checkpoint())
    if out is None:
        typer.echo(content.decode())
    else:
        out.write_bytes(content)


@app.command()
def export(out: Annotated[Path | None, typer.Argument(help="Default: standard output.")] = None) -> None:
    """The whole chain as JSON lines, which `audit verify FILE` checks without a server."""
    with workspace() as ws:
        content = ws.audit.export().content
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


@app.command()
def erase(
    seq: Annotated[int, typer.Argument(help="Number of the entry.")],
    reason: Annotated[str, typer.Option(help="Why; this is kept.")],
    as_json: Json = False,
) -> None:
    """Delete what an entry says in particular, for good; the chain still verifies."""
    with workspace() as ws:
        show(ws.audit.erase_detail(seq, reason=reason), as_json=as_json)


def _sentence(found: VerifyResult) -> str:
    if found.first_bad is not None:
        return f"entry {found.first_bad} of chain {found.chain} is bad: {found.reason}"
    anchored = (
        f"a signed checkpoint confirms the first {found.anchored_to}"
        if found.anchored_to
        else "no checkpoint confirms it"
    )
    erased = f", {found.erased_details} details erased on record" if found.erased_details else ""
    return f"chain {found.chain}: {found.entries} entries verified{erased}; {anchored}"


def _read(files: list[Path] | None) -> tuple[Checkpoint, ...]:
    from flyball.core.errors import BadInput
    from flyball.governance import Checkpoint

    found = []
    for file in files or ():
        try:
            found.append(msgspec.json.decode(file.read_bytes(), type=Checkpoint))
        except (OSError, msgspec.DecodeError) as error:
            raise BadInput(f"{file} is no checkpoint", why=str(error)) from error
    return tuple(found)
