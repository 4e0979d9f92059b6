"""uvicorn's HTTP protocol with limits on head size and arrival time, and a short way for inference.

The short way answers a request without an ASGI scope, a task or an event, in one write. It is taken only when nothing
is unusual: an inference path, a plain length within the limit, no other request of the connection under way. All else
goes to the ASGI application, which answers the same paths through the same functions.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from flyball.serving.worker.head import Head
from flyball.serving.worker.refuse import Refused

if TYPE_CHECKING:
    from flyball.serving.worker.app import ServingApp

_REASONS = {200: b"OK", 400: b"Bad Request", 401: b"Unauthorized", 403: b"Forbidden", 413: b"Content Too Large"}


class LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    head_limit: ClassVar[int] = 64 * 2**10
    serving: ClassVar[ServingApp]

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.arriving_since: float | None = self.loop.time()
        self._head_bytes: int | None = 0
        self._short: Head | None = None
        self._body: list[bytes] = []
        self.is_answering = False
        """True while a request of the short way has no answer yet."""
        self._is_last = False

    def data_received(self, data: bytes) -> None:
        if self._head_bytes is not None:
            self._head_bytes += len(data)
            if self._head_bytes > self.head_limit and self._head_is_too_large(data):
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        self.url = b""
        self.expect_100_continue = False
        self.headers = []
        self.arriving_since = self.loop.time()

    def on_headers_complete(self) -> None:
        self._head_bytes = None
        self._short = self._takes_short_way()
        if self._short is not None:
            self._body = []
            return
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.headers[:], self.expect_100_continue = url, headers, expects
        super().on_headers_complete()

    def _takes_short_way(self) -> Head | None:
        if self.is_answering or self.pipeline or _is_open(self.cycle):
            return None
        if self.parser.get_method() != b"POST" or self.expect_100_continue or self.parser.should_upgrade():
            return None
        head = Head(self.headers)
        if head.hosts != 1 or head.length is None:
            return None
        return head if self.serving.takes(self.url, int(head.length)) else None

    def on_body(self, body: bytes) -> None:
        if self._short is None:
            super().on_body(body)
        else:
            self._body.append(body)

    def on_message_complete(self) -> None:
        self.arriving_since = None
        self._head_bytes = 0
        head = self._short
        if head is None:
            super().on_message_complete()
            return
        self._short = None
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        self.is_answering = True
        self._is_last = self.parser.get_http_version() == "1.0" or not self.parser.should_keep_alive()
        reply = Reply(self)
        try:
            self.serving.infer(self.url.decode("latin-1"), head, body, self.client, reply)
        except Refused as refused:
            reply.set_exception(refused)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        if self.is_answering:
            self.flow.pause_reading()
            self.pipeline.appendleft((cycle, app))
        else:
            super()._start_asgi_task(cycle, app)

    def answer(self, status: int, extra: bytes, body: bytes) -> None:
        """Write a whole answer to the request of the short way, and go on with the connection."""
        self.is_answering = False
        if self.transport.is_closing():
            return
        is_last = self._is_last or self.serving.is_draining
        date = self.server_state.default_headers[0][1] if self.server_state.default_headers else b""
        self.transport.write(
            b"HTTP/1.1 %d %b\r\ncontent-type: application/json\r\nx-content-type-options: nosniff\r\n%bdate: %b\r\n"
            b"content-length: %d\r\n%b\r\n%b"
            % (
                status,
                _REASONS.get(status, b"Answer"),
                extra,
                date,
                len(body),
                b"connection: close\r\n" if is_last else b"",
                body,
            )
        )
        if is_last:
            self.transport.close()
        self.on_response_complete()

    def shutdown(self) -> None:
        if self.is_answering:
            self._is_last = True
        else:
            super().shutdown()

    def _head_is_too_large(self, data: bytes) -> bool:
        # One packet may hold the end of a small head and a large body; only bytes before the blank line count.
        end = data.find(b"\r\n\r\n")
        if end >= 0 and (self._head_bytes or 0) - len(data) + end <= self.head_limit:
            return False
        self.refuse(Refused(431, "too-large", f"the head of the request is larger than {self.head_limit} bytes"))
        return True

    def refuse(self, refused: Refused) -> None:
        """Answer outside of any request and close."""
        if not self.transport.is_closing():
            body = refused.body()
            head = (
                f"HTTP/1.1 {refused.status} Refused\r\ncontent-type: application/json\r\n"
                f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(head.encode() + body)
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        self.refuse(Refused(400, "bad-input", "this is not a valid HTTP request", why=msg))


class Reply:
    """Where the batch puts the answer of a short-way request; has the part of a future's face that the batch needs."""

    __slots__ = ("_protocol", "_started", "is_done", "prediction_id")

    def __init__(self, protocol: LimitedProtocol) -> None:
        self._protocol = protocol
        self._started = time.perf_counter()
        self.is_done = False
        self.prediction_id = ""

    def done(self) -> bool:
        return self.is_done

    def set_result(self, body: bytes) -> None:
        extra = b"flyball-prediction-id: %b\r\n" % self.prediction_id.encode()
        self._finish(200, extra, body)

    def set_exception(self, refused: Refused) -> None:
        extra = b"".join(b"%b: %b\r\n" % header for header in refused.headers())
        self._finish(refused.status, extra, refused.body())

    def _finish(self, status: int, extra: bytes, body: bytes) -> None:
        self.is_done = True
        serving = self._protocol.serving
        serving.counters.request(status, int((time.perf_counter() - self._started) * 1e6))
        self._protocol.answer(status, extra, body)


def sweep(connections: set[Any], now: float, limit_s: float) -> int:
    """Close connections whose request has been arriving for longer than the limit; returns how many."""
    late = [
        each
        for each in connections
        if isinstance(each, LimitedProtocol) and each.arriving_since is not None and now - each.arriving_since > limit_s
    ]
    for connection in late:
        if _is_open(connection.cycle) and connection.cycle.response_started:
            connection.transport.close()
        else:
            connection.refuse(Refused(408, "too-slow", "the request took too long to arrive"))
    return len(late)


def _is_open(cycle: Any) -> bool:
    return cycle is not None and not cycle.response_complete
