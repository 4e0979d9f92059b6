"""The first look at the interface in a fresh browser, beside MLflow's: bytes on the wire, requests, first paint, nodes.

    python benchmarks/ui/cold_open.py --rounds 5

Prints one JSON object. Both servers run at once on loopback, each with one experiment of a few dozen runs; their pages
are opened in turn, each time in a new browser context (cold cache), and counted until 1.5 s pass without a response.
Bytes are those of `Network.loadingFinished`, so compressed answers count as they travelled.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from peers import peer_python, versions  # noqa: E402

from flyball.core import RandomIds, SystemClock  # noqa: E402
from flyball.core.config import load_settings  # noqa: E402
from flyball.governance.login import new_login_code  # noqa: E402
from flyball.store import open_stores  # noqa: E402
from flyball.workspace import connect  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
RUNS = 40
QUIET_S = 1.5


@dataclass
class Subject:
    """A page of one product, and what its cold openings cost."""

    name: str
    version: str
    url: str
    login: str = ""
    rounds: list[dict[str, float]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description="Cold opening of pages, ours and MLflow's, in turn.")
    parser.add_argument("--rounds", type=int, default=5)
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, flyball(Path(folder)) as ours, mlflow(Path(folder)) as theirs:
        print(json.dumps(measure([*ours, *theirs], flags.rounds), indent=2))


def measure(subjects: list[Subject], rounds: int) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        signed_in = {
            login: sign_in(browser, login) for login in {subject.login for subject in subjects if subject.login}
        }
        for number in range(rounds + 1):
            for subject in subjects:
                found = open_cold(browser, subject, signed_in.get(subject.login))
                if number:  # the first opening warms the server, not the browser
                    subject.rounds.append(found)
        browser.close()
    results = [summary(subject) for subject in subjects]
    return {
        "benchmark": "The interface's first look",
        "workload": f"cold opening of a page, new browser context, 1440×900, {RUNS} runs in the tracker",
        "rounds": rounds,
        "load_average": os.getloadavg()[0],
        "results": results,
        "ratio_to_flyball": ratios(results),
    }


def open_cold(browser: Any, subject: Subject, state: Any) -> dict[str, float]:
    context = browser.new_context(storage_state=state, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    counted = {"bytes": 0.0, "requests": 0.0, "at": time.monotonic()}

    def finished(event: dict[str, Any]) -> None:
        counted["bytes"] += event["encodedDataLength"]
        counted["requests"] += 1
        counted["at"] = time.monotonic()

    session.on("Network.loadingFinished", finished)
    page.goto(subject.url, wait_until="commit")
    while time.monotonic() - counted["at"] < QUIET_S:
        page.wait_for_timeout(100)
    paint = page.evaluate(
        "performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint')?.startTime ?? -1"
    )
    nodes = page.evaluate("document.getElementsByTagName('*').length")
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    context.close()
    return {
        "wire_kb": counted["bytes"] / 1000,
        "requests": counted["requests"],
        "first_paint_ms": paint,
        "nodes": nodes,
        "heap_mb": heap / 1e6,
    }


def summary(subject: Subject) -> dict[str, Any]:
    figures = {key: statistics.median(each[key] for each in subject.rounds) for key in subject.rounds[0]}
    return {
        "name": subject.name,
        "version": subject.version,
        **{key: round(value, 1) for key, value in figures.items()},
    }


def ratios(results: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    ours = results[0]
    keys = ("wire_kb", "first_paint_ms")
    return {each["name"]: {key: round(each[key] / ours[key], 1) for key in keys} for each in results[1:]}


def sign_in(browser: Any, login: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(login)
    page.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/login" not in url, wait_until="commit")
    state = context.storage_state()
    context.close()
    return state


@contextmanager
def flyball(folder: Path) -> Iterator[list[Subject]]:
    from importlib.metadata import version

    home = folder / "flyball"
    with connect(home=home, project="bench") as ws:
        for number in range(RUNS):
            with ws.run("bench", name=f"run {number}", params={"lr": number / 100, "depth": number % 7}) as run:
                run.log({"auc": 0.6 + number / 200, "loss": 1 / (number + 1)}, step=0)
    clock = SystemClock()
    stores = open_stores(load_settings({"home": str(home)}), clock=clock, ids=RandomIds(clock))
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "flyball", "up", "--home", str(home), "--port", str(port), "--roles", "server"]
    with server(command, f"{base}/healthz"):
        login = f"{base}/login?code={new_login_code(stores)}"
        stores.close()
        yield [
            Subject("Flyball, runs page", version("flyball"), f"{base}/p/bench/runs", login),
            Subject("Flyball, home page", version("flyball"), f"{base}/p/bench", login),
        ]


@contextmanager
def mlflow(folder: Path) -> Iterator[list[Subject]]:
    python = peer_python("ui", "mlflow")
    store = f"sqlite:///{folder / 'mlflow.db'}"
    seed = (
        "import mlflow, sys\n"
        f"mlflow.set_tracking_uri({store!r}); mlflow.set_experiment('bench')\n"
        f"for n in range({RUNS}):\n"
        "    with mlflow.start_run(run_name=f'run {n}'):\n"
        "        mlflow.log_params({'lr': n / 100, 'depth': n % 7})\n"
        "        mlflow.log_metrics({'auc': 0.6 + n / 200, 'loss': 1 / (n + 1)}, step=0)\n"
    )
    subprocess.run([str(python), "-c", seed], check=True, stdout=sys.stderr, cwd=folder)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [
        *(str(python), "-m", "mlflow", "server", "--backend-store-uri", store, "--port", str(port)),
        *("--host", "127.0.0.1", "--workers", "1"),
    ]
    with server(command, f"{base}/health", cwd=folder):
        version = versions(python, "mlflow").split()[1]
        yield [
            Subject("MLflow, home page", version, f"{base}/"),
            Subject("MLflow, runs page", version, f"{base}/#/experiments/1/runs"),
        ]


@contextmanager
def server(command: list[str], health: str, cwd: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd)
    try:
        deadline = time.monotonic() + 180
        while True:
            try:
                with urllib.request.urlopen(health, timeout=5):
                    break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
