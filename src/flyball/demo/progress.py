"""What a person sees while the year goes by; nothing at all when the output is one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text


class Progress:
    """Chapters as lines that stay, and one line below them that changes."""

    def __init__(self, console: Console | None) -> None:
        self._console = console
        self._live: Live | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the changing line alive for the block."""
        if self._console is None or not self._console.is_terminal:
            yield
            return
        with Live(Text(""), console=self._console, refresh_per_second=8, transient=True) as live:
            self._live = live
            yield
        self._live = None

    def say(self, text: str) -> None:
        """A line that stays."""
        if self._console is not None:
            self._console.print(Text(text))

    def show(self, text: str) -> None:
        """The line that changes."""
        if self._live is not None:
            self._live.update(Text(f"  {text}", style="dim"))
