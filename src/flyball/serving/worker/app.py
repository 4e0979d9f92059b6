"""Inference, and the ASGI application around it: no framework stands between the socket and the model."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Protocol

from flyball.core.errors import FlyballError
from flyball.serving.worker.batch import Batcher
from flyball.serving.worker.count import Counters
from flyball.serving.worker.describe import describe
from flyball.serving.worker.door import Door
from flyball.serving.worker.generations import Generations
from flyball.serving.worker.head import Head
from flyball.serving.worker.pending import Pending
from flyball.serving.worker.refuse import Refused, unavailable
from flyball.serving.worker.state import State
from flyball.serving.worker.validate import validate

_JSON = (b"content-type", b"application/json")
_TEXT = (b"content-type", b"text/plain; version=0.0.4; charset=utf-8")
_CLOSE = (b"connection", b"close")
_NO_SNIFF = (b"x-content-type-options", b"nosniff")

Headers = tuple[tuple[bytes, bytes], ...]


class Replying(Protocol):
    """Who gets the answer: a future, or a connection itself."""

    prediction_id: str

    def done(self) -> bool: ...
    def set_result(self, body: bytes, /) -> None: ...
    def set_exception(self, refused: Refused, /) -> None: ...


class ServingApp:
    """Answers requests by the generation in force."""

    def __init__(
        self,
        generations: Generations,
        batcher: Batcher,
        counters: Counters,
        metrics: Callable[[], bytes],
        *,
        insider: bytes | None = None,
    ) -> None:
        self._generations = generations
        self._batcher = batcher
        self.counters = counters
        self._metrics = metrics
        self._door = Door(insider)
        self._loop = asyncio.get_running_loop()
        self.is_draining = False

    def takes(self, url: bytes, length: int) -> bool:
        """Whether this is an inference path of the generation in force, and the body is not too large."""
        try:
            state = self._generations.current()
        except FlyballError:
            return False
        return length <= state.snapshot.limits.body_bytes and url.decode("latin-1") in state.routes

    def infer(self, path: str, head: Head, body: bytes, client: object, reply: Replying) -> None:
        """Check, validate and queue one request; the answer comes through `reply`. Raises `Refused`."""
        started = time.perf_counter()
        # Looked up now that the body is here: a change may have been acknowledged while it arrived.
        state = self._state()
        route = state.routes.get(path)
        if route is None:
            raise Refused(404, "not-found", "this deployment was stopped, or this version withdrawn")
        self._door.check(state, head.host, head.authorization, client, route.live.spec.project)
        limits = state.snapshot.limits
        valid = validate(body, route.live.layout, limits.rows)
        pending = Pending(route, valid, started=started, request_id=head.request_id, reply=reply)
        reply.prediction_id = pending.id
        self._batcher.submit(pending, limits.queued_rows)

    def _state(self) -> State:
        try:
            return self._generations.current()
        except FlyballError as error:
            raise unavailable("serving has no policy to follow", why=str(error)) from error

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request as ASGI has it; only HTTP is spoken here."""
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        try:
            status, body, extra = await self._answer(scope, receive)
        except Refused as refused:
            status, body, extra = refused.status, refused.body(), (_JSON, *refused.headers())
        headers = [(b"content-length", str(len(body)).encode()), _NO_SNIFF, *extra]
        if self.is_draining and _CLOSE not in extra:
            headers.append(_CLOSE)
        self.counters.request(status, int((time.perf_counter() - started) * 1e6))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Any, receive: Any) -> tuple[int, bytes, Headers]:
        head = Head(scope["headers"])
        if head.hosts != 1:
            raise Refused(400, "bad-input", f"the request has {head.hosts} Host headers, not one", closes=True)
        state, path = self._state(), scope["path"]

        def check(project: str) -> None:
            self._door.check(state, head.host, head.authorization, scope["client"], project)

        if path in state.routes and scope["method"] == "POST":
            check(state.routes[path].live.spec.project)
            body = await read_body(receive, head, state.snapshot.limits.body_bytes)
            reply = _FutureReply(self._loop)
            self.infer(path, head, body, scope["client"], reply)
            answer = await reply.future
            return 200, answer, (_JSON, (b"flyball-prediction-id", reply.prediction_id.encode()))
        await read_body(receive, head, state.snapshot.limits.body_bytes)
        if path == "/metrics":
            check(state.snapshot.default_project)
            return 200, self._metrics(), (_TEXT,)
        status, answer = describe(state, scope["method"], path, check=check, is_ready=not self.is_draining)
        return status, answer, (_JSON,)


class _FutureReply:
    """An answer that a task waits for."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.future: asyncio.Future[bytes] = loop.create_future()
        self.prediction_id = ""

    def done(self) -> bool:
        return self.future.done()

    def set_result(self, body: bytes, /) -> None:
        self.future.set_result(body)

    def set_exception(self, refused: Refused, /) -> None:
        self.future.set_exception(refused)


async def read_body(receive: Any, head: Head, limit: int) -> bytes:
    """The whole body, or `Refused` as soon as it is too large or ends early."""
    if head.length is not None and int(head.length) > limit:
        raise _too_large(limit)
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "bad-input", "the request ended before its body was complete", closes=True)
        pieces.append(message["body"])
        size += len(message["body"])
        if size > limit:
            raise _too_large(limit)
        if not message["more_body"]:
            return b"".join(pieces)


def _too_large(limit: int) -> Refused:
    return Refused(413, "too-large", f"the body is larger than {limit} bytes", closes=True)
