"""A real Chromium, signed in, on a server with the demo's year; each test ends by asking whether all was quiet."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from flyball.core import RandomIds, SystemClock
from flyball.core.config import load_settings
from flyball.governance.login import new_login_code
from flyball.store import open_stores
from tests.servers import UpProcess

sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROJECT = "airline"


LATENCIES: list[float] = []
"""How long, in ms, the page took to show something after each key and click of all flows; 16 and more are counted."""
_TIMED = """new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) if (interactionId) window.__took(duration);
}).observe({ type: "event", durationThreshold: 16 });"""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Time is shown, not asserted: it says as much about the machine."""
    if len(LATENCIES) > 1:
        p95 = statistics.quantiles(LATENCIES, n=20, method="inclusive")[-1]
        terminalreporter.write_line(f"interactions of 16 ms and more: {len(LATENCIES)}, p95 {p95:.0f} ms")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in one process, which plays the story once and keeps one browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("demo"))
            item.add_marker(pytest.mark.timeout(120))


@dataclass
class Ui:
    """One page of a signed-in browser, and everything it complained about."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, *, wait: str = "h1") -> Any:
        """Go to a path below the project, or to an absolute one, and wait for its heading."""
        url = path if path.startswith("/") else f"/p/{PROJECT}/{path}".rstrip("/")
        self.page.goto(self.base + url)
        self.page.wait_for_selector(wait)
        return self.page

    def listen(self) -> None:
        """From now on a console message, an error of the page or a request to another host fails the test."""
        self.page.on("console", lambda message: self._console(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("request", lambda request: self._request(request.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"console {kind}: {text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")) and urlsplit(url).scheme in {"http", "https", "ws", "wss"}:
            self.complaints.append(f"a request to another host: {url}")


def login_code(home: Path) -> str:
    """A code for one sign-in as the administrator, as `flyball up` prints it at its first start."""
    clock = SystemClock()
    stores = open_stores(load_settings({"home": str(home)}), clock=clock, ids=RandomIds(clock))
    code = new_login_code(stores)
    stores.close()
    return code


@pytest.fixture(scope="session")
def server(demo_home: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Any]:
    """`flyball up` on a copy of the demo's workspace, so that what flows change stays among them."""
    if not demo_home.exists():
        request.getfixturevalue("told")
    home = tmp_path_factory.mktemp("ui") / "home"
    shutil.copytree(demo_home, home)
    up = UpProcess(home, roles="server,serving")
    up.start()
    yield up
    up.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def signed_in(browser: Any, server: UpProcess) -> Any:
    """The administrator's session, as the browser keeps it: taken once through the login page."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/login?code={login_code(server.home)}")
    page.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/login" not in url, wait_until="commit", timeout=10_000)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def ui(browser: Any, server: UpProcess, signed_in: Any) -> Iterator[Ui]:
    """A fresh window, 1280 wide, signed in; what it complains about fails the test at its end."""
    context = browser.new_context(storage_state=signed_in, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    context.expose_binding("__took", lambda _source, duration: LATENCIES.append(duration))
    context.add_init_script(_TIMED)
    made = Ui(context.new_page(), server.url)
    made.listen()
    yield made
    context.close()
    assert not made.complaints, "\n".join(made.complaints)
