"""Workspaces for tests: the same behaviour is asked of the embedded and the remote one, on SQLite and on PostgreSQL."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flyball.client import Transport
from flyball.core import RandomIds, SystemClock
from flyball.core.config import Settings
from flyball.governance.login import ensure_admin
from flyball.server.app import build_app
from flyball.server.serve import ControlServer, listen, uvicorn_config
from flyball.server.stopping import Stopping
from flyball.store import Stores, open_stores
from flyball.store.catalog import open_catalog
from flyball.workspace import Workspace

ADMIN_TOKEN = "fly_test_" + "a" * 43


def settings_in(folder: Path, *, catalog: str = "") -> Settings:
    """Settings of a workspace that lives in `folder`; on SQLite its tables are there already."""
    settings = Settings(home=str(folder / "home"), catalog=catalog, port=0)
    file = settings.home_path() / "catalog.db"
    if not catalog and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_empty_catalog())
    return settings


@cache
def _empty_catalog() -> bytes:
    # Migrating takes 0.08 s of processor time, twenty times what opening takes; tests of migrations start from nothing.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "catalog.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()


def migrate(url: str) -> None:
    """Put the tables of a catalog into the database."""
    open_catalog(url).close()


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
    try:
        with served(stores) as url, connected(url) as ws:
            yield ws
    finally:
        stores.close()


def connected(
    url: str, *, token: str = ADMIN_TOKEN, project: str = "default", attempts: int | None = None
) -> Workspace:
    """A remote workspace of the server at `url`."""
    patience = {} if attempts is None else {"attempts": attempts}
    return Workspace(project=project, transport=Transport(url, token=token, project=project, **patience))


@contextmanager
def served(stores: Stores) -> Iterator[str]:
    """A real HTTP server over the stores, on a free loopback port; yields its URL."""
    stopping, started, listener = Stopping(), threading.Event(), listen(stores.settings)
    config = uvicorn_config(build_app(stores, stopping), stores.settings)
    server = ControlServer(config, stopping, started.set)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    assert started.wait(30), "the server did not start"
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopping.set()
        server.should_exit = True
        thread.join(30)
