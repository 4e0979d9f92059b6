"""A real server over real stores, and a client that shows whole answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from flyball.core import RandomIds, SystemClock
from flyball.governance.login import ensure_admin
from flyball.store import Stores, open_stores
from tests import workspaces


@dataclass(frozen=True)
class Server:
    url: str
    stores: Stores
    http: httpx.Client

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {workspaces.ADMIN_TOKEN}"}


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    clock = SystemClock()
    opened = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    ensure_admin(opened, token=workspaces.ADMIN_TOKEN)
    yield opened
    opened.close()


@pytest.fixture
def server(stores: Stores) -> Iterator[Server]:
    with workspaces.served(stores) as url, httpx.Client(base_url=url, trust_env=False) as http:
        yield Server(url, stores, http)
