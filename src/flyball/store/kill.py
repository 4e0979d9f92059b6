"""Run a writer in a process of its own and kill it: what the contract tests of every store do."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence

_START = "import importlib, sys; getattr(importlib.import_module(sys.argv[1]), sys.argv[2])(*sys.argv[3:])"


def acknowledged_until_killed(module: str, function: str, arguments: Sequence[str], *, lines: int) -> list[str]:
    """Start `module.function(*arguments)`, kill -9 it once it has printed so many lines, and return every whole line.

    The function prints one line for each write that was acknowledged. The kill meets it wherever it happens to be.
    """
    command = [sys.executable, "-c", _START, module, function, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        if child.stdout is None:
            raise RuntimeError("the child has no output to read")
        said = [line for line, _ in zip(child.stdout, range(lines), strict=False)]
        child.send_signal(signal.SIGKILL)
        said += child.stdout.readlines()
    if len(said) < lines:
        raise RuntimeError(f"{module}.{function} ended by itself after {len(said)} lines")
    return [line.rstrip("\n") for line in said if line.endswith("\n")]


def acknowledge(text: str) -> None:
    """Say that a write was acknowledged, at once and in one piece."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
