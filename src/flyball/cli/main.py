"""Find the noun that was asked for, load its file only, run it, and tell errors in one sentence."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from flyball import __version__
from flyball.core.errors import FlyballError

NOUNS = {
    "up": "flyball.cli.up:up",
    "demo": "flyball.cli.demo:demo",
    "status": "flyball.cli.status:status",
    "doctor": "flyball.cli.doctor:doctor",
    "config": "flyball.cli.config:config",
    "why": "flyball.cli.why:why",
    "lineage": "flyball.cli.lineage:lineage",
    "reproduce": "flyball.cli.reproduce:reproduce",
    "maturity": "flyball.cli.maturity:maturity",
    "data": "flyball.cli.data:app",
    "features": "flyball.cli.features:app",
    "run": "flyball.cli.run:app",
    "study": "flyball.cli.study:app",
    "evaluation": "flyball.cli.evaluation:app",
    "pipeline": "flyball.cli.pipeline:app",
    "model": "flyball.cli.model:app",
    "approval": "flyball.cli.approval:app",
    "deployment": "flyball.cli.deployment:app",
    "monitor": "flyball.cli.monitor:app",
    "incident": "flyball.cli.incident:app",
    "label": "flyball.cli.label:app",
    "loop": "flyball.cli.loop:app",
    "audit": "flyball.cli.audit:app",
    "access": "flyball.cli.access:app",
    "token": "flyball.cli.token:app",
    "charter": "flyball.cli.charter:app",
    "backup": "flyball.cli.backup:app",
}
"""Noun (or top-level verb) to where it lives: a Typer app, or a function that becomes one command."""


class _Nouns(TyperGroup):
    """Imports a noun's file when it is asked for, so that `flyball config` does not pay for `flyball demo`."""

    def list_commands(self, ctx: Any) -> list[str]:  # Typer's own context class is private
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        target = NOUNS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        part: Any = getattr(importlib.import_module(module), attribute)
        if not isinstance(part, typer.Typer):
            function, part = part, typer.Typer(add_completion=False)
            part.command(name=cmd_name)(function)
        command = typer.main.get_command(part)
        command.name = cmd_name
        return command


cli = typer.Typer(
    cls=_Nouns,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=("Flyball takes machine-learning models from data to production and keeps them right there."),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"flyball {__version__}")
        raise typer.Exit


@cli.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """Flyball takes machine-learning models from data to production and keeps them right there."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0, 1 (failed), 2 (misuse) or 3 (refused by permission or policy)."""
    try:
        cli(args=arguments)
    except FlyballError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(_exit_code(error))
    except BrokenPipeError:
        sys.exit(1)


def _exit_code(error: FlyballError) -> int:
    if error.status == 400:
        return 2
    return 3 if error.status in {401, 403, 422} else 1
