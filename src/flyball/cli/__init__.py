"""The command line: `flyball NOUN VERB`, one file per noun, plus a few verbs at the top."""

from flyball.cli.main import main

__all__ = ["main"]
