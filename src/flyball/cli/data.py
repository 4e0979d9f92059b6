"""`flyball data`: versions of tables and folders, what is expected of them, what differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

if TYPE_CHECKING:
    from flyball.data.model import Content

app = typer.Typer(
    no_args_is_help=True, help="Datasets: commit, log, show, diff, checkout, expect, validate, quarantine."
)

Name = Annotated[str, typer.Argument(help="The dataset's name, such as flights.")]
Version = Annotated[
    str, typer.Argument(help="A version: 12, a branch, a tag, main~1, or the beginning of a commit id.")
]

_VERSION_COLUMNS = (
    "n",
    "at",
    "rows",
    "added",
    "deleted",
    "changed",
    "quarantined",
    "new_bytes",
    "suite_status",
    "message",
)
_RESULT_COLUMNS = ("name", "severity", "status", "checked", "failing", "sentence")


@app.command("list")
def list_datasets(as_json: Json = False) -> None:
    """All datasets."""
    with workspace() as ws:
        columns = ("name", "content", "key", "head", "versions", "suite_version", "description")
        show(ws.datasets.list_datasets(limit=1000), as_json=as_json, columns=columns)


@app.command()
def log(name: Name, limit: Annotated[int, typer.Option(help="How many.")] = 20, as_json: Json = False) -> None:
    """Versions, newest first."""
    with workspace() as ws:
        show(ws.datasets.list_versions(name, limit=limit), as_json=as_json, columns=_VERSION_COLUMNS)


@app.command("show")
def show_version(
    name: Name,
    version: Version = "main",
    rows: Annotated[int, typer.Option(help="Show so many rows.")] = 0,
    profile: Annotated[bool, typer.Option("--profile", help="Show each column in numbers.")] = False,
    as_json: Json = False,
) -> None:
    """One version: its facts, some rows, or its columns in numbers."""
    with workspace() as ws:
        if profile:
            found = ws.datasets.profile(name, version)
            columns = ("name", "type", "null_share", "distinct", "low", "high", "mean")
            show(found if as_json else list(found.columns), as_json=as_json, columns=None if as_json else columns)
        elif rows:
            page = ws.datasets.rows(name, version, limit=rows)
            table = [dict(zip(page.columns, row, strict=True)) for row in page.rows]
            show(page if as_json else table, as_json=as_json)
        else:
            show(ws.datasets.get_version(name, version), as_json=as_json)


@app.command()
def commit(
    name: Name,
    source: Annotated[Path, typer.Argument(help="A .csv or .parquet file, or a folder.")],
    *,
    message: Annotated[str, typer.Option("--message", "-m", help="What is new about it.")] = "",
    key: Annotated[list[str] | None, typer.Option(help="Key column of a new dataset; repeatable.")] = None,
    label: Annotated[str | None, typer.Option(help="Label column of a new dataset.")] = None,
    time: Annotated[str | None, typer.Option(help="Time column of a new dataset.")] = None,
    append: Annotated[bool, typer.Option("--append", help="Add the rows instead of replacing the table.")] = False,
    branch: Annotated[str, typer.Option(help="The branch that moves.")] = "main",
    as_json: Json = False,
) -> None:
    """Record a new version of a dataset, which is created when there is none."""
    from flyball.core.errors import NotFound

    with workspace() as ws:
        dataset = ws.dataset(name)
        if not source.exists():
            raise NotFound(f"there is no file or folder {source.name!r}")
        is_new = all(info.name != name for info in ws.datasets.list_datasets(limit=1000))
        if is_new or key or label or time:
            content: Content = "files" if source.is_dir() else "table"
            dataset.create(key=tuple(key or ()), label=label, time_column=time, content=content)
        write = dataset.append if append else dataset.commit
        show(write(source, message=message, branch=branch), as_json=as_json)


@app.command()
def diff(
    name: Name,
    old: Annotated[str, typer.Argument(help="The version before.")],
    new: Annotated[str, typer.Argument(help="The version after.")] = "main",
    limit: Annotated[int, typer.Option(help="Show so many changes.")] = 20,
    as_json: Json = False,
) -> None:
    """What differs between two versions: counts, then some of the changes."""
    with workspace() as ws:
        found = ws.datasets.diff(name, old=old, new=new, limit=limit)
        if as_json:
            show(found, as_json=True)
            return
        counts = ("old", "new", "added", "deleted", "changed", "changed_cells", "columns_added", "columns_dropped")
        show(found, as_json=False, columns=counts)
        if found.sample:
            show(list(found.sample), as_json=False, columns=("kind", "key", "column", "old", "new"))


@app.command()
def checkout(
    name: Name, version: Version, folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]
) -> None:
    """Write a version to a folder: its files, or its table as one Parquet file."""
    with workspace() as ws:
        for path in ws.dataset(name).checkout(version, folder):
            typer.echo(path)


@app.command()
def tag(name: Name, tag: str, version: Version = "main", as_json: Json = False) -> None:
    """Give a version a name that never moves."""
    with workspace() as ws:
        show(ws.datasets.tag(name, tag=tag, version=version), as_json=as_json)


@app.command()
def expect(
    name: Name,
    file: Annotated[
        Path | None, typer.Argument(help="JSON or TOML with the checks; without it they are shown.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the expectations of a dataset, or replace them."""
    from flyball.core.errors import NotFound
    from flyball.data.expectations import read_checks

    with workspace() as ws:
        if file is None:
            suite = ws.datasets.get_expectations(name)
        elif not file.is_file():
            raise NotFound(f"there is no file {file.name!r}")
        else:
            suite = ws.datasets.set_expectations(name, checks=read_checks(file.read_bytes()))
        show(suite, as_json=as_json)


@app.command()
def validate(
    name: Name,
    version: Version = "main",
    against: Annotated[str | None, typer.Option(help="The version to compare with; default: the one before.")] = None,
    as_json: Json = False,
) -> None:
    """Judge a version by the newest expectations; exits with 1 unless it passes."""
    with workspace() as ws:
        report = ws.datasets.validate(name, version=version, against=against)
        if as_json:
            show(report, as_json=True)
        else:
            show(report, as_json=False, columns=("verdict", "suite_version", "against", "landed", "quarantined"))
            show(list(report.results), as_json=False, columns=_RESULT_COLUMNS)
    if report.verdict in {"quarantined", "blocked"}:
        raise typer.Exit(1)


@app.command()
def quarantine(
    name: Name, limit: Annotated[int, typer.Option(help="Show so many rows.")] = 20, as_json: Json = False
) -> None:
    """Rows that were set aside, with the reasons."""
    with workspace() as ws:
        found = ws.datasets.quarantine(name, limit=limit)
        if as_json or found.rows is None:
            show(found, as_json=as_json)
            return
        show({"total": found.total, **found.by_reason}, as_json=False)
        rows = [dict(zip(found.rows.columns, row, strict=True)) for row in found.rows.rows]
        show(rows, as_json=False, columns=("_reasons", "_commit", *found.rows.columns[:6]))
