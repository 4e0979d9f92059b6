"""`flyball features`: definitions of features, and what they are now for some keys."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flyball.cli._files import read_file
from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace

app = typer.Typer(no_args_is_help=True, help="Features: list, show, read, apply.")

Name = Annotated[str, typer.Argument(help="The service's or the view's name.")]
Version = Annotated[int | None, typer.Option(help="A version; without it the newest.")]
_SHOWN = ("kind", "name", "version", "keys", "features", "description")


@app.command("list")
def list_features(as_json: Json = False) -> None:
    """All services and views, each at its newest version."""
    with workspace() as ws:
        services, views = ws.features.list_services(), ws.features.list_views()
        if as_json:
            show({"services": services, "views": views}, as_json=True)
            return
        of_services = [
            {
                "kind": "service", "name": found.service.name, "version": found.version,
                "keys": sorted({key for view in found.views for key in view.view.keys}),
                "features": [f"{view.view.name}@{view.version}" for view in found.views],
                "description": found.service.description,
            }
            for found in services
        ]  # fmt: skip
        of_views = [
            {
                "kind": "view", "name": found.view.name, "version": found.version, "keys": found.view.keys,
                "features": [feature.name for feature in found.view.features], "description": found.view.description,
            }
            for found in views
        ]  # fmt: skip
        show([*of_services, *of_views], as_json=False, columns=_SHOWN)


@app.command("show")
def show_features(name: Name, version: Version = None, as_json: Json = False) -> None:
    """One service, or the view of that name when there is no such service."""
    from flyball.core.errors import NotFound

    with workspace() as ws:
        try:
            show(ws.features.get_service(name, version=version), as_json=as_json)
        except NotFound:
            show(ws.features.get_view(name, version=version), as_json=as_json)


@app.command()
def read(
    service: Annotated[str, typer.Argument(help="The service's name.")],
    row: Annotated[list[str], typer.Argument(help="Keys and request columns, as in carrier=UA distance=1400.")],
    version: Version = None,
    as_json: Json = False,
) -> None:
    """The service's features as known now, for one row of keys."""
    with workspace() as ws:
        [vector] = ws.features.read_online(service, rows=(_row(row),), version=version)
        show(vector.values, as_json=as_json)


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="JSON or TOML with sources, views and services.")],
    as_json: Json = False,
) -> None:
    """Put definitions in force, all or none; unchanged ones keep their version."""
    from flyball.features.model import Definitions

    with workspace() as ws:
        show(ws.features.apply(definitions=read_file(file, Definitions)), as_json=as_json)


def _row(given: list[str]) -> dict[str, Any]:
    from flyball.core.errors import BadInput

    row: dict[str, Any] = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals:
            raise BadInput(f"{pair!r} has no value", hint="write carrier=UA distance=1400")
        row[name] = _value(text)
    return row


def _value(text: str) -> str | float | int:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
