"""Moments on the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import typer


def moment(text: str) -> datetime:
    """A moment in RFC 3339; a date alone, or a time without a zone, is UTC.

    >>> moment("2013-03-15").isoformat()
    '2013-03-15T00:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise typer.BadParameter(f"{text!r} is no moment; write 2013-03-15T04:00:00Z") from wrong
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
