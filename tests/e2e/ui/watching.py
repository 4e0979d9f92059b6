"""What a page does while somebody looks at it: its requests, and how it moved."""

from __future__ import annotations

import functools
import time
from typing import Any

from tests.e2e.ui.places import WEB

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
STILL_S = 0.4
PATIENCE_S = 30

_WATCH = """
window.__shift = 0; window.__moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources, hadRecentInput } of list.getEntries()) {
    if (hadRecentInput) continue;
    window.__shift += value;
    const said = sources.map(({ node }) => node && `${node.className} ${node.textContent?.slice(0, 30)}`);
    window.__moved.push(`${value.toFixed(3)} ${said.join(" | ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
_SERIOUS = """async (rules) => {
  const asked = { resultTypes: ["violations"], preload: false, ...(rules && { runOnly: rules }) };
  const { violations } = await axe.run(document, asked);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary: why }) =>
      `${id}: ${html.slice(0, 160)} — ${why.replace(/\\s+/g, " ").slice(0, 200)}`));
}"""


class Watched:
    """A page under observation, from before it is opened."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.asked: list[str] = []
        self._open = 0
        self._changed = time.monotonic()
        page.add_init_script(_WATCH)
        page.on("request", lambda request: self._began(request.url))
        page.on("requestfinished", lambda request: self._ended(request.url))
        page.on("requestfailed", lambda request: self._ended(request.url))

    def settle(self) -> None:
        """Wait until no request is under way and none has been for a moment."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            if self._open <= 0 and time.monotonic() - self._changed > STILL_S:
                return
            self.page.wait_for_timeout(50)  # lets the events of requests in; there is none for "and no more"
        raise AssertionError(f"the page keeps asking: {self.asked[-10:]}")

    def api_calls(self) -> list[str]:
        """What the page asked of the API; the stream of events, which all pages share, apart."""
        return [url.partition("/api/v1")[2] for url in self.asked if "/api/v1/" in url and not _is_stream(url)]

    def shift(self) -> float:
        """How much the layout moved without anybody having pressed anything."""
        return float(self.page.evaluate("window.__shift"))

    def moved(self) -> list[str]:
        """Each time something moved: how much, and what."""
        said: list[str] = self.page.evaluate("window.__moved")
        return said

    def serious(self, rules: list[str] | None = None) -> list[str]:
        """What axe finds serious or critical, as sentences; by default of all its rules."""
        if not self.page.evaluate("'axe' in window"):
            # Not a script element, which our own policy would refuse.
            self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_SERIOUS, rules)
        return found

    def _began(self, url: str) -> None:
        if not _is_stream(url):
            self.asked.append(url)
            self._open += 1
            self._changed = time.monotonic()

    def _ended(self, url: str) -> None:
        if not _is_stream(url):
            self._open -= 1
            self._changed = time.monotonic()


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _is_stream(url: str) -> bool:
    return "/events/stream" in url or url.startswith(("data:", "blob:"))
