"""Logs as one JSON object a line on standard error, with the request's id; secrets never get that far."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "color_message", "taskName"}
_SECRET = re.compile(r"fly_[A-Za-z0-9]+_[A-Za-z0-9_-]{16,}|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)|(?<=[?&]code=)[\w-]+")
"""Tokens, passwords in URLs, one-time codes: a net below the rule that nobody logs them."""


class JsonLines(logging.Formatter):
    """Time, severity, logger, text, then whatever the caller passed as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line.

        >>> line = JsonLines().format(
        ...     logging.makeLogRecord({"msg": "token fly_12345678_abcdefghijklmnop", "name": "x"})
        ... )
        >>> msgspec.json.decode(line)["text"]
        'token ***'
        """
        fields: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": record.getMessage(),
        }
        fields |= {key: value for key, value in record.__dict__.items() if key not in _OWN}
        if record.exc_info and record.exc_info[0] is not None:
            fields["traceback"] = "".join(traceback.format_exception(*record.exc_info))
        return redact(msgspec.json.encode(fields, enc_hook=str).decode())


def redact(text: str) -> str:
    """The text without what looks like a credential.

    >>> redact("postgresql://ana:secret@db/x")
    'postgresql://***@db/x'
    """
    return _SECRET.sub("***", text)


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send everything that this process logs, also through uvicorn, to one stream."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("uvicorn.error", "httpx", "alembic"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    # Uvicorn's own line for a request that is no HTTP says nothing that the answer 400 does not.
    logging.getLogger("uvicorn.access").disabled = True
