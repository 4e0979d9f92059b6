"""The table of runs with very many runs in it: opened, sorted, filtered and scrolled in a real browser.

`python benchmarks/ui/runs_table.py` makes the workspace on first use (`--home` keeps it), serves it, and measures in
rounds. With `--peer-url` another page is opened and scrolled in turn, whose rows `--peer-rows` selects; load the same
number of runs into it first. Each round starts with an empty browser. Exit code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium, open_cold, scroll, timed, weight
from seed import PROJECT, seed

ROWS = "[role=row][data-index]"
TARGETS = {"runs_page_ms": 300, "sort_ms": 500, "filter_ms": 500, "heap_mb": 80}
LEAST_FPS = 55


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--home", type=Path, default=Path.home() / ".cache" / "flyball-bench" / "ui-runs")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--url", help="a server that runs already; needs --state")
    parser.add_argument("--state", type=Path, help="a session saved by Playwright's storage_state")
    parser.add_argument("--peer-url", help="a second page, measured in turn")
    parser.add_argument("--peer-rows", default="tbody tr, [role=rowgroup] [role=row]", help="selects its rows")
    parser.add_argument("--peer-name", default="peer")
    flags = parser.parse_args()
    if not flags.url and not (flags.home / "catalog.db").exists():
        sys.stderr.write(f"writing {flags.runs:,} runs into {flags.home} …\n")
        seed(flags.home, flags.runs)
    with served(flags) as url, chromium() as browser:
        state = json.loads(flags.state.read_text()) if flags.state else signed_in(browser, flags.home, url)
        answer = measure(browser, url, state, flags)
    print(json.dumps(answer, indent=1))
    missed = missed_targets(answer["parts"][0]["results"][0])
    sys.stderr.write("".join(f"missed: {each}\n" for each in missed))
    sys.exit(1 if missed else 0)


def measure(browser: Any, url: str, state: Any, flags: argparse.Namespace) -> dict[str, Any]:
    rounds: dict[str, list[dict[str, float]]] = {"flyball": []}
    if flags.peer_url:
        rounds[flags.peer_name] = []
    for _ in range(flags.rounds):
        rounds["flyball"].append(our_round(browser, f"{url}/p/{PROJECT}", state))
        if flags.peer_url:
            rounds[flags.peer_name].append(peer_round(browser, flags.peer_url, flags.peer_rows))
    results = [{"name": name, **medians(seen)} for name, seen in rounds.items()]
    part = {
        "workload": f"{flags.runs:,} runs × 5 metrics × 5 params, SQLite",
        "rounds": flags.rounds,
        "results": results,
    }
    if flags.peer_url:
        part["ratio_to_flyball"] = {
            key: round(results[1][key] / results[0][key], 2)
            for key in ("first_rows_ms", "first_paint_ms", "kilobytes", "heap_mb")
        }
    return {"benchmark": "ui/runs_table", "parts": [part], "load_average": os.getloadavg()[0]}


def our_round(browser: Any, home: str, state: Any) -> dict[str, float]:
    """Cold open; the page opened again from another one; sort by a metric; filter; scroll; weigh."""
    page, found = open_cold(browser, f"{home}/runs", ROWS, state=state)
    found["sort_ms"] = timed(
        page, lambda: page.get_by_role("columnheader", name="auc", exact=True).get_by_role("button").click()
    )
    box = page.get_by_role("combobox", name="Filter runs")
    box.fill("metrics.auc > 0.5 and params.model = 'xgb'")
    page.keyboard.press("Escape")
    found["filter_ms"] = timed(page, lambda: box.press("Enter"))
    found |= scroll(page, ROWS, 4)
    found |= weight(page)
    page.get_by_role("link", name="Settings").first.click()
    page.wait_for_selector("h1:has-text('Settings')")
    found["runs_page_ms"] = timed(page, lambda: page.get_by_role("link", name="Runs", exact=True).first.click())
    page.context.close()
    return found


def peer_round(browser: Any, url: str, rows: str) -> dict[str, float]:
    page, found = open_cold(browser, url, rows)
    found |= scroll(page, rows, 4)
    found |= weight(page)
    page.context.close()
    return found


def medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {key: round(statistics.median(each[key] for each in rounds), 1) for key in rounds[0]}


def missed_targets(ours: dict[str, float]) -> list[str]:
    missed = [f"{key} {ours[key]} > {most}" for key, most in TARGETS.items() if ours[key] > most]
    return missed + ([f"fps {ours['fps']} < {LEAST_FPS}"] if ours["fps"] < LEAST_FPS else [])


@contextmanager
def served(flags: argparse.Namespace) -> Iterator[str]:
    """`flyball up` on the workspace, for as long as the measuring takes."""
    if flags.url:
        yield flags.url
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "flyball",
        "up",
        "--home",
        str(flags.home),
        "--port",
        str(port),
        "--roles",
        "server",
    ]
    environ = {**os.environ, "FLYBALL_LOG_LEVEL": "warning"}
    server = subprocess.Popen(command, env=environ, stdout=sys.stderr, stderr=sys.stderr)
    try:
        until = time.monotonic() + 60
        while not answers(url):
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit("the server did not start")
            time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def signed_in(browser: Any, home: Path, url: str) -> Any:
    """A session taken through the login page."""
    from flyball.core import RandomIds, SystemClock
    from flyball.core.config import load_settings
    from flyball.governance.login import new_login_code
    from flyball.store import open_stores

    clock = SystemClock()
    stores = open_stores(load_settings({"home": str(home)}), clock=clock, ids=RandomIds(clock))
    code = new_login_code(stores)
    stores.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/login?code={code}")
    page.get_by_role("button").first.click()
    page.wait_for_url(lambda reached: "/login" not in reached)
    state = context.storage_state()
    context.close()
    return state


if __name__ == "__main__":
    main()
