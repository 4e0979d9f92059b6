"""What a newcomer asks about another's project, answered from its home on and by nothing but the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from flyball import connect
from tests.e2e.ui.conftest import PROJECT, Ui
from tests.e2e.ui.places import MODEL
from tests.servers import ADMIN_TOKEN, UpProcess

DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"


@pytest.fixture(scope="module")
def ws(server: UpProcess) -> Iterator[Any]:
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def live(ws: Any) -> str:
    """The Ref of what answers, of which the demo's story ends with one."""
    (one,) = ws.home.summary().live
    return str(one.model).removeprefix("model:")


def panel(page: Any, title: str) -> Any:
    return page.locator("section", has=page.get_by_role("heading", name=title))


def fact(page: Any, name: str) -> Any:
    """What the home page says under one of its words."""
    return page.locator("dl > div", has=page.locator("dt", has_text=name)).locator("dd")


def test_which_model_is_live_and_since_when(ui: Ui, live: str) -> None:
    page = ui.open("")
    said = panel(page, "Live models").locator("li").first
    said.get_by_text("answers in", exact=True).wait_for()

    assert re.search(rf"{live}\s+answers in\s+{MODEL}\s+since {DAY}", said.inner_text())
    said.get_by_role("link", name=live).first.click()
    name, version = live.split("@")
    page.get_by_role("heading", level=1, name=f"{name} version {version}").wait_for()
    page.get_by_text("answers now").first.wait_for()


def test_who_approved_it_and_on_what_evidence(ui: Ui, live: str) -> None:
    page = ui.open("")
    approved = fact(page, "Approved")
    approved.wait_for()

    assert re.search(rf"by .+, asked for by .+ as champion .*registered {DAY}", approved.inner_text(), re.DOTALL)
    assert re.search(r"roc_auc is .+ (better|worse) \[.+\] on \d+ rows", fact(page, "Evidence").inner_text())
    approved.get_by_role("link").first.click()
    page.get_by_role("heading", level=1).filter(has_text=live.split("@")[1]).wait_for()
    page.get_by_role("tab", name=re.compile("Evidence")).click()
    page.get_by_role("tabpanel").get_by_text("roc_auc").first.wait_for()


def test_what_it_was_trained_on(ui: Ui) -> None:
    page = ui.open("")
    trained = fact(page, "Trained on")
    trained.wait_for()

    assert re.search(r"late-training@\d+\s*, [\d\s]+ rows joined from\s+flights@\d+", trained.inner_text())
    version = trained.get_by_role("link").first.inner_text()
    trained.get_by_role("link").first.click()
    page.get_by_role("heading", level=1, name="late-training").wait_for()
    assert page.url.endswith(f"/data/{version}")


def test_whether_it_is_healthy(ui: Ui) -> None:
    page = ui.open("")
    health = fact(page, "Health")
    health.wait_for()

    assert re.search(r"ROC AUC 0\.\d+ \[.+\] in the window to \d{4}-\d\d-\d\d; .+ of its warnings", health.inner_text())
    panel(page, "Live models").get_by_role("link", name="Monitor").click()
    page.get_by_role("heading", level=1, name=MODEL).wait_for()
    page.get_by_text(re.compile(r"\d+ of \d+ features moved away from the reference")).wait_for()


def test_what_happened_in_february(ui: Ui) -> None:
    page = ui.open("")
    page.get_by_role("button", name=re.compile(r"^Feb")).click()
    page.get_by_text(re.compile(r"^February 2013\. Answered by v1 from 1 Feb")).wait_for()

    happened = panel(page, "What happened").inner_text()
    assert "the first champion" in happened
    assert "Retrained" in happened or "Not retrained" in happened
    assert "month=2013-02" in page.url


def test_why_a_flight_was_predicted_late_by_keyboard(ui: Ui, ws: Any) -> None:
    late = next(p for p in ws.deployments.list_predictions(name=MODEL, min_score=0.5, shadows=False, limit=1))
    page = ui.open("")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.get_by_role("heading", level=1, name="Why").wait_for()
    page.get_by_role("textbox", name=re.compile("Why was it so")).focus()
    page.keyboard.type(late.business_key)
    page.keyboard.press("Enter")
    page.locator(f'a[href$="/why/prediction:{late.id}"]').press("Enter")

    page.get_by_role("heading", level=1, name=f"Why {late.business_key}").wait_for()
    page.get_by_text("counts as a warning").wait_for()
    said = page.locator("#content").inner_text()
    assert f"{late.score:.4f}"[:6] in said
    assert re.search(r"was approved by|approved it", said)
    assert re.search(r"Version \d+ of dataset flights", said)
