"""HTTP/1.1 on httptools with what uvicorn leaves open: limits on the size and the slowness of what arrives."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 64 * 1024
HEAD_TIMEOUT_S = 15.0
BODY_MARGIN_S = 5.0
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class GuardedProtocol(HttpToolsProtocol):
    """One connection; closed when a request's head is too large, or any part of a request arrives too slowly.

    The limits hold also after the answer was given, so that nobody keeps a connection busy with a body that is thrown
    away. Between requests uvicorn's keep-alive timeout applies.
    """

    head_timeout_s = HEAD_TIMEOUT_S
    body_timeout_s = 60.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._in_head = True
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """A new connection must send its first head in time, too."""
        super().connection_made(transport)
        self._expect(self.head_timeout_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._expect(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a head before they are parsed."""
        if self._in_head:
            self._head_bytes += len(data)
            head = data if self._head_bytes > MAX_HEAD_BYTES else b""
            # A body that follows in the same piece is no part of the head.
            end = head.find(b"\r\n\r\n")
            if self._head_bytes - (len(data) - end if end >= 0 else 0) > MAX_HEAD_BYTES:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """The clock of a head runs."""
        super().on_message_begin()
        self._in_head = True
        self._expect(self.head_timeout_s)

    def on_headers_complete(self) -> None:
        """The clock of a body runs, a little longer than the application's own, which gives the better answer."""
        self._in_head = False
        self._head_bytes = 0
        self._expect(self.body_timeout_s + BODY_MARGIN_S)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request has arrived; the answer may take its time."""
        self._expect(None)
        super().on_message_complete()
        self._in_head = True

    def _expect(self, within_s: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if within_s is None else self.loop.call_later(within_s, self._too_slow)

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def protocol_with(body_timeout_s: float) -> type[GuardedProtocol]:
    """The protocol with the configured time for a body; uvicorn wants a class."""
    return type("Protocol", (GuardedProtocol,), {"body_timeout_s": body_timeout_s})
