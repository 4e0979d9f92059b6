"""What holds on every page: readable by everybody, named, quiet, small, still, in both themes and two widths."""

from __future__ import annotations

from typing import Any

import pytest

from flyball import connect
from tests.e2e.ui.conftest import PROJECT, Ui
from tests.e2e.ui.places import nightly, objects, pages, title_of
from tests.e2e.ui.watching import Watched
from tests.servers import ADMIN_TOKEN, UpProcess

MOST_API_CALLS = 12
MOST_NODES = 1_500
MOST_NODES_OF_THE_GALLERY = 5_000  # every component in every state, for those who build pages
MOST_SHIFT = 0.02
NARROW = {"width": 390, "height": 844}

_HIDDEN_SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture(scope="module")
def addresses(server: UpProcess) -> dict[str, tuple[str, str]]:
    """Each page's address in the demo's story, and the name its title has to hold."""
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as ws:
        nightly.run(ws, {"text": "a year of flights"})
        return {path: (path, title_of(path)) for path in pages() if "$" not in path} | objects(ws)


def _too_much(page: Any, calls: list[str]) -> list[str]:
    nodes = page.evaluate("document.querySelectorAll('*').length")
    most = MOST_NODES_OF_THE_GALLERY if page.url.endswith("/-/gallery") else MOST_NODES
    faults = [f"{nodes} elements"] if nodes > most else []
    return faults + ([f"{len(calls)} API calls: {calls}"] if len(calls) > MOST_API_CALLS else [])


def _faults(watched: Watched, named: str) -> list[str]:
    page, shift = watched.page, watched.shift()
    faults = _too_much(page, watched.api_calls())
    if (headings := page.locator("h1").count()) != 1:
        faults.append(f"{headings} h1")
    if named.lower() not in (title := page.title()).lower() or not title.strip():
        faults.append(f"the title {title!r} does not name {named!r}")
    if shift > MOST_SHIFT:
        faults.append(f"the layout moved by {shift:.3f}: {watched.moved()}")
    return faults + _sideways(page)


def _sideways(page: Any) -> list[str]:
    width, more = page.viewport_size["width"], page.evaluate(_HIDDEN_SIDEWAYS)
    return [f"at {width} px the page scrolls sideways by {more} px"] if more > 0 else []


def _faults_when_narrow(page: Any) -> list[str]:
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(300)  # charts follow their box a moment later
    box = page.locator("h1").bounding_box()
    is_seen = box is not None and box["x"] >= 0 and 24 <= box["width"] <= NARROW["width"]
    return _sideways(page) + ([] if is_seen else [f"at 390 px the heading is at {box}"])


def check(ui: Ui, address: str, named: str) -> None:
    """Open it as a pasted link would, and collect everything that is wrong before failing."""
    ui.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    watched = Watched(ui.page)
    ui.open(address)
    watched.settle()

    faults = _faults(watched, named)
    faults += [f"light: {found}" for found in watched.serious()]
    ui.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += [f"dark: {found}" for found in watched.serious(["color-contrast"])]
    faults += _faults_when_narrow(ui.page)

    assert not faults, f"{address}\n" + "\n".join(faults)


@pytest.mark.parametrize("path", pages())
def test_a_page(path: str, ui: Ui, addresses: dict[str, tuple[str, str]]) -> None:
    check(ui, *addresses[path])


@pytest.mark.parametrize("path", [path for path in pages() if "$" in path or path == "compare"])
def test_the_parts_of_a_page(path: str, ui: Ui, addresses: dict[str, tuple[str, str]]) -> None:
    """Each tab, opened by its own click: what it adds is asked of the page as a whole."""
    watched = Watched(ui.page)
    page = ui.open(addresses[path][0])
    watched.settle()
    faults = []
    tabs = page.get_by_role("tablist").first.get_by_role("tab")
    for tab in [tabs.nth(number) for number in range(1, tabs.count())]:
        name, before = tab.inner_text().replace("\n", " "), len(watched.api_calls())
        tab.click()
        watched.settle()
        found = [*_too_much(page, watched.api_calls()[before:]), *watched.serious(), *_sideways(page)]
        faults += [f"{name}: {fault}" for fault in found]

    assert not faults, f"{page.url}\n" + "\n".join(faults)


@pytest.mark.parametrize("address", ["/-/projects", "/-/gallery", "there/is/none"])
def test_a_page_outside_the_table(address: str, ui: Ui) -> None:
    check(ui, address, "")


def test_every_page_has_an_address_here(addresses: dict[str, tuple[str, str]]) -> None:
    assert set(addresses) == set(pages())
