"""Whatever people write into names, tags, columns and notes is text: nothing of it runs, and every layout holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from flyball import connect
from flyball.governance.charter import Charter, Kpi
from tests.e2e.ui.conftest import Ui
from tests.e2e.ui.watching import Watched
from tests.servers import ADMIN_TOKEN, UpProcess
from tests.unit.registry.helpers import register

PROJECT = "hostile"
LONGEST = "x" * 100  # a name, which has to be of plain letters
MARKUP = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>'
QUOTES = """"'`'); alert(1) //</textarea></title>{{7*7}}${7*7}"""
RIGHT_TO_LEFT = "\u202eمرحبا بالعالم\u202c שלום \u2066evil"
EMOJI = "🛫👩‍👩‍👧‍👦🏴‍☠️" * 6
LONG = "W" * 240
ALL = f"{MARKUP} {QUOTES} {RIGHT_TO_LEFT} {EMOJI} {LONG}"
HOSTILE = {"markup": MARKUP, "quotes": QUOTES, "right-to-left": RIGHT_TO_LEFT, "emoji": EMOJI, "long": LONG}


@pytest.fixture(scope="module")
def places(server: UpProcess) -> Iterator[dict[str, str]]:
    """A project in which everything has such names; its pages, each with a text that it has to show."""
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as ws:
        yield _written(ws)


def _written(ws: Any) -> dict[str, str]:
    run = _runs(ws)
    ws.models.create(name=LONGEST, description=ALL, tags={text[:200]: text for text in HOSTILE.values()})
    version = register(ws, LONGEST, run=f"run:{run}")
    ws.models.remark(name=LONGEST, version=version.version, text=ALL)
    _dataset(ws)
    ws.charter.set(body=Charter(problem=ALL, decision=ALL, kpis=(Kpi(name=MARKUP, target=1.0),)))
    ws.access.create_principal(principal="service:hostile", name=MARKUP + RIGHT_TO_LEFT)
    incident = ws.incidents.report(
        deployment=LONGEST, kind="quality", cause=MARKUP, says=ALL, at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    model = f"{LONGEST}@{version.version}"
    return {
        "": MARKUP,
        "runs": MARKUP,
        f"runs/{run}": MARKUP,
        "models": LONGEST,
        f"models/{LONGEST}": LONGEST,
        f"models/{model}": MARKUP,
        "data": LONGEST,
        f"data/{LONGEST}": MARKUP,
        f"data/{LONGEST}?tab=rows": MARKUP,
        "charter": MARKUP,
        "access": MARKUP,
        "incidents": MARKUP,
        f"incidents/{incident.id}": MARKUP,
        f"why/model:{model}": LONGEST,
        "audit": LONGEST,
    }


def _runs(ws: Any) -> str:
    runs = [
        ws.runs.start(experiment="hostile", name=text, params={text[:200]: ALL}, tags={text[:200]: text}, notes=ALL)
        for text in HOSTILE.values()
    ]
    return str(runs[0].id)


def _dataset(ws: Any) -> None:
    dataset = ws.dataset(LONGEST).create(description=ALL)
    dataset.commit(pa.table({text: [*HOSTILE.values()] for text in HOSTILE.values()}), message=MARKUP)


def _faults(page: Any, expected: str) -> list[str]:
    shown = page.locator("#content").inner_text()
    faults = [] if expected in shown else [f"{expected[:40]!r} is not shown"]
    if page.evaluate("'__ran' in window"):
        faults.append("something of it ran")
    if page.locator("img[src=x]").count():
        faults.append("markup became markup")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(200)  # charts follow their box a moment later
        more = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
        if more > 0:
            faults.append(f"at {width} px the page scrolls sideways by {more} px")
    return faults


def test_every_page_shows_hostile_texts_as_texts(ui: Ui, places: dict[str, str]) -> None:
    watched, faults = Watched(ui.page), []
    for address, expected in places.items():
        ui.page.set_viewport_size({"width": 1280, "height": 800})
        page = ui.open(f"/p/{PROJECT}/{address}".rstrip("/"))
        watched.settle()
        faults += [f"{address[:60]}: {fault}" for fault in _faults(page, expected)]

    assert not faults, "\n".join(faults)


def test_the_menus_show_hostile_texts_as_texts(ui: Ui, places: dict[str, str]) -> None:
    assert places
    page = ui.open(f"/p/{PROJECT}/runs")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").last.fill("<img")
    page.get_by_role("option").filter(has_text="onerror").first.wait_for()

    assert not page.evaluate("'__ran' in window")
    assert page.locator("img[src=x]").count() == 0
