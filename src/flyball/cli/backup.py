"""`flyball backup`: make, list, verify and restore backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flyball.cli._output import Json, show
from flyball.core.config import load_settings
from flyball.core.errors import Conflict

if TYPE_CHECKING:
    from flyball.store import Stores

app = typer.Typer(no_args_is_help=True, help="Backups: create, list, verify, restore.")
Target = Annotated[Path, typer.Argument(help="Folder that holds backups and their objects.")]
Folder = Annotated[Path, typer.Argument(help="The backup: a folder inside the target.")]
Home = Annotated[str | None, typer.Option(help="Folder of the workspace; also FLYBALL_HOME.")]


@app.command()
def create(target: Target, home: Home = None, as_json: Json = False) -> None:
    """Back up the workspace while it is used; objects that the target has already are not copied again."""
    from flyball.store.backup import create_backup

    with _stores(home) as stores:
        made = create_backup(stores, target)
    columns = ("name", "made_at", "schema", "object_count")
    show(made, as_json=as_json, columns=columns)


@app.command("list")
def list_all(target: Target, as_json: Json = False) -> None:
    """The backups in a folder, oldest first."""
    from flyball.store.backup import list_backups

    show(list_backups(target), as_json=as_json, columns=("name", "made_at", "schema", "object_count"))


@app.command()
def verify(backup: Folder, as_json: Json = False) -> None:
    """Read a backup back: every file and object by its digest, every event chain by its hashes."""
    from flyball.store.backup import verify_backup

    show(verify_backup(backup), as_json=as_json)


@app.command()
def restore(backup: Folder, home: Home = None, as_json: Json = False) -> None:
    """Put a backup into an empty workspace, whose database and object store may be of another kind; then examine it."""
    from flyball.server.doctor import examine
    from flyball.server.home_lock import home_lock
    from flyball.store.backup import restore_backup

    with home_lock(load_settings({"home": home}).home_path(), ["server"]), _stores(home) as stores:
        restored = restore_backup(stores, backup)
    wrong = [finding for finding in examine(load_settings({"home": home})) if finding.outcome == "problem"]
    show(restored, as_json=as_json)
    if wrong:
        raise Conflict("the restored workspace has problems", why=wrong[0].says, hint="flyball doctor")


@contextmanager
def _stores(home: str | None) -> Iterator[Stores]:
    from flyball.core import RandomIds, SystemClock
    from flyball.store import open_stores

    clock = SystemClock()
    stores = open_stores(load_settings({"home": home}), clock=clock, ids=RandomIds(clock))
    try:
        yield stores
    finally:
        stores.close()
