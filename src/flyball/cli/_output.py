"""How commands print: a table or facts for people, one JSON value for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table

Json = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of a table.")]
"""The `--json` flag that every command has."""


def show(value: Any, *, as_json: bool, columns: Sequence[str] | None = None) -> None:
    """Print a Struct, a list of Structs or a plain value.

    `columns` chooses and orders the fields shown in a table; JSON always carries everything.
    """
    plain = msgspec.to_builtins(value, str_keys=True)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(plain), indent=2).decode())
    elif isinstance(plain, list) and plain and isinstance(plain[0], dict):
        Console().print(_table(plain, columns))
    elif isinstance(plain, dict):
        Console().print(_facts(plain, columns))
    else:
        typer.echo("nothing yet" if plain in ([], None) else _cell(plain))


def _table(rows: list[dict[str, Any]], columns: Sequence[str] | None) -> Table:
    names = list(columns or rows[0])
    table = Table(*names, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in names))
    return table


def _facts(fields: dict[str, Any], columns: Sequence[str] | None) -> Table:
    table = Table(box=None, show_header=False)
    for name in columns or fields:
        table.add_row(f"[bold]{name}[/]", _cell(fields.get(name)))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode() if value not in ([], {}) else "-"
    return text.replace("[", "\\[")  # rich would read brackets as markup
