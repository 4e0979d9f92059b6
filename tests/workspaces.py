"""Workspaces for tests: the same behaviour is asked of the embedded and the remote one, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from flyball.client import Transport
from flyball.core import RandomIds, SystemClock
from flyball.core.config import Settings
from flyball.governance.login import ensure_admin
from flyball.server.app import build_app
from flyball.store import Stores, open_stores
from flyball.workspace import Workspace

ADMIN_TOKEN = "fly_test_" + "a" * 43


def settings_in(folder: Path, *, catalog: str = "") -> Settings:
    """Settings of a workspace that lives in `folder`."""
    return Settings(home=str(folder / "home"), catalog=catalog, port=0)


@contextmanager
def embedded(settings: Settings) -> Iterator[Workspace]:
    """A workspace in this process."""
    clock = SystemClock()
    with Workspace(project="default", stores=open_stores(settings, clock=clock, ids=RandomIds(clock))) as ws:
        yield ws


@contextmanager
def remote(settings: Settings) -> Iterator[Workspace]:
    """A workspace over HTTP to a real server in a thread."""
    clock = SystemClock()
    stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
    ensure_admin(stores, token=ADMIN_TOKEN)
    with served(stores) as url:
        with Workspace(project="default", transport=Transport(url, token=ADMIN_TOKEN, project="default")) as ws:
            yield ws
    stores.close()


@contextmanager
def served(stores: Stores) -> Iterator[str]:
    """A real HTTP server over the stores, on a free loopback port; yields its URL."""
    config = uvicorn.Config(build_app(stores), host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    started = threading.Event()

    def run() -> None:
        server.run()

    thread = threading.Thread(target=run, daemon=True)
    original = server.startup

    async def startup(sockets: list[object] | None = None) -> None:
        await original(sockets=sockets)  # type: ignore[arg-type]
        started.set()

    server.startup = startup  # type: ignore[method-assign,assignment]
    thread.start()
    assert started.wait(20), "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
