"""`flyball doctor`: what is wrong, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from flyball.cli._output import Json, show
from flyball.core.config import load_settings


def doctor(
    home: Annotated[str | None, typer.Option(help="Folder of the workspace; also FLYBALL_HOME.")] = None,
    as_json: Json = False,
) -> None:
    """Examine the workspace of this computer; exits with 1 if there is something to do."""
    from flyball.server.doctor import examine

    findings = list(examine(load_settings({"home": home})))
    show(findings, as_json=as_json, columns=("check", "outcome", "says", "todo"))
    if any(finding.outcome != "ok" for finding in findings):
        raise typer.Exit(1)
