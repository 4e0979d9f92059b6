"""The control server's process: uvicorn on httptools and uvloop, with limits, stopped gracefully."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from flyball.core.config import Settings
from flyball.core.errors import BadConfig, PortInUse
from flyball.server.app import build_app
from flyball.server.protocol import protocol_with
from flyball.server.stopping import Stopping
from flyball.store import Stores

GRACE_S = 30
_CONNECTIONS = 1000
_KEEP_ALIVE_S = 75


class ControlServer(uvicorn.Server):
    """Uvicorn's server, except that a signal ends it normally and long answers are told."""

    def __init__(self, config: uvicorn.Config, stopping: Stopping, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """First signal: finish what runs; second: at once."""
        self._stopping.set()
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn's own would raise the signal again afterwards, before the stores are closed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        kept = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in kept.items():
                signal.signal(sig, handler)


def serve(
    stores: Stores,
    listener: socket.socket,
    *,
    stopping: Stopping | None = None,
    on_started: Callable[[], None] = lambda: None,
) -> None:
    """Answer requests on the bound socket until a signal comes; returns when everything is answered."""
    stopping = stopping or Stopping()
    app = build_app(stores, stopping)
    ControlServer(uvicorn_config(app, stores.settings), stopping, on_started).run(sockets=[listener])


def uvicorn_config(app: object, settings: Settings) -> uvicorn.Config:
    """One HTTP implementation, no upgrades, forwarded headers only from proxies that are known."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type] # uvicorn's union of application types is private
        loop="auto",  # uvloop wherever it exists
        http=protocol_with(settings.request_timeout_s),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.behind_proxy,
        forwarded_allow_ips=list(settings.trusted_proxies),
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )


def listen(settings: Settings) -> socket.socket:
    """A listening socket, so that clients of a starting server wait instead of failing; `PortInUse` if taken."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, number)
    except OSError as error:
        raise BadConfig(f"{settings.host} is no address of this machine", why=str(error)) from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise PortInUse(
            f"cannot listen on {settings.host}:{settings.port}",
            why=error.strerror or str(error),
            hint="choose another port with --port, or stop the program that has this one",
        ) from error
    return listener
