"""Find the noun that was asked for, load its file only, run it, and tell errors in one sentence."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from flyball import __version__
from flyball.cli.nouns import NOUNS
from flyball.core.errors import FlyballError


class _Nouns(TyperGroup):
    """Imports a noun's file when it is asked for, so that `flyball config` does not pay for `flyball demo`."""

    _is_listing = False

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The list of all commands, from their summaries alone."""
        self._is_listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._is_listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # Typer's own context class is private
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        noun = NOUNS.get(cmd_name)
        if noun is None:
            return None
        if self._is_listing:
            return TyperCommand(name=cmd_name, help=noun.summary)
        module, _, attribute = noun.target.partition(":")
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
