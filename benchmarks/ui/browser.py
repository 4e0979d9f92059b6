"""What a person at the screen feels, measured in a real Chromium: time to rows, frames a second, memory, bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SIZE = {"width": 1440, "height": 900}

# Keeps the moment at which the rows last became others, drawn: the frame after the one that changed them.
WATCH = """
(selector) => {
  window.rowsAt = null;
  const rows = () => [...document.querySelectorAll(selector)].slice(0, 3);
  const text = () => rows().map((row) => row.textContent).join("\\n").trim();
  let last = text();
  new MutationObserver(() => {
    const now = text();
    if (now === last || now === "") return;
    last = now;
    requestAnimationFrame(() => requestAnimationFrame(() => { window.rowsAt = performance.now(); }));
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
"""

SCROLL = """
async ([selector, seconds]) => {
  let area = document.querySelector(selector);
  while (area && area.scrollHeight <= area.clientHeight + 1) area = area.parentElement;
  area ??= document.scrollingElement;
  const frames = [];
  const end = performance.now() + seconds * 1000;
  await new Promise((done) => {
    const step = (now) => {
      frames.push(now);
      area.scrollTop += 60;
      if (now < end) requestAnimationFrame(step); else done();
    };
    requestAnimationFrame(step);
  });
  const gaps = frames.slice(1).map((at, i) => at - frames[i]);
  const seen = (frames.at(-1) - frames[0]) / 1000;
  return { fps: gaps.length / seen, worst_frame_ms: Math.max(...gaps), scrolled_px: area.scrollTop };
}
"""


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def open_cold(browser: Any, url: str, rows: str, *, state: Any = None) -> tuple[Any, dict[str, float]]:
    """A page in a new context, with empty caches, and how long until its first rows were drawn."""
    context = browser.new_context(viewport=SIZE, storage_state=state)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.add_init_script(f"({WATCH})({rows!r})")
    wire = {"bytes": 0.0, "requests": 0}
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.on("Network.loadingFinished", lambda event: _count(wire, event))
    page.goto(url, wait_until="commit")
    wait_for_rows(page)
    found = {"first_rows_ms": page.evaluate("window.rowsAt")}
    page.wait_for_load_state("networkidle")
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
    found |= {"first_paint_ms": page.evaluate(paint), "kilobytes": wire["bytes"] / 1000, "requests": wire["requests"]}
    return page, found


def wait_for_rows(page: Any) -> None:
    """Until other rows are drawn; asked from outside, since the page's policy forbids evaluating text inside it."""
    until = time.monotonic() + 120
    while page.evaluate("window.rowsAt === null"):
        if time.monotonic() > until:
            raise TimeoutError("no rows were drawn")
        page.wait_for_timeout(10)


def timed(page: Any, act: Any) -> float:
    """Milliseconds from an action to the frame that shows other rows."""
    began = page.evaluate("window.rowsAt = null, performance.now()")
    act()
    wait_for_rows(page)
    return float(page.evaluate("window.rowsAt")) - float(began)


def scroll(page: Any, rows: str, seconds: float) -> dict[str, float]:
    """Frames a second while the area around the rows scrolls by 60 pixels a frame."""
    found: dict[str, float] = page.evaluate(SCROLL, [rows, seconds])
    return found


def weight(page: Any) -> dict[str, float]:
    """Memory of the page's script after collecting garbage, and how many elements there are."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("HeapProfiler.collectGarbage")
    cdp.send("Performance.enable")
    metrics = {each["name"]: each["value"] for each in cdp.send("Performance.getMetrics")["metrics"]}
    return {"heap_mb": metrics["JSHeapUsedSize"] / 1e6, "nodes": page.evaluate("document.querySelectorAll('*').length")}


def _count(wire: dict[str, float], event: dict[str, Any]) -> None:
    wire["bytes"] += event["encodedDataLength"]
    wire["requests"] += 1
