"""Models, versions, approvals: who is champion and why, what a version shows, and deciding about one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from flyball import connect
from flyball.core import RandomIds, SystemClock
from flyball.core.config import load_settings
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests.e2e.ui.conftest import PROJECT, Ui
from tests.servers import ADMIN_TOKEN, UpProcess

MODEL = "late-flight"


@pytest.fixture(scope="module")
def ws(server: UpProcess) -> Iterator[Any]:
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as opened:
        yield opened


@pytest.fixture(scope="module")
def champion(ws: Any) -> int:
    return int(ws.models.get(MODEL).aliases["champion"])


@pytest.fixture
def asked(ws: Any, server: UpProcess, champion: int) -> Iterator[str]:
    """A request of somebody else for a version that has passed its gates and is not champion: its id."""
    clock = SystemClock()
    stores = open_stores(load_settings({"home": str(server.home)}), clock=clock, ids=RandomIds(clock))
    with Workspace(project=PROJECT, stores=stores) as beside, beside.acting_as("user:dana"):
        made = beside.models.request_approval(MODEL, _passed(ws, champion), to="champion", note="it did well in spring")
    yield made.id
    if ws.approvals.get(made.id).state in {"open", "approved"}:
        with Workspace(project=PROJECT, stores=stores) as again, again.acting_as("user:dana"):
            again.approvals.withdraw(made.id)


def _passed(ws: Any, champion: int) -> int:
    """An earlier champion."""
    moves = ws.models.alias_history(MODEL, "champion")
    return next(move.version for move in moves if move.version not in {None, champion})


def test_the_champion_its_date_and_its_approver_are_read_from_the_page_of_the_model(ui: Ui, ws: Any) -> None:
    now = ws.models.alias_history(MODEL, "champion")[0]
    page = ui.open("models")

    page.get_by_role("gridcell").get_by_role("link", name=MODEL, exact=True).first.click()

    page.get_by_role("heading", level=1, name=MODEL).wait_for()
    facts = page.locator("dl").first
    facts.get_by_text(f"version {now.version}", exact=True).wait_for()
    facts.get_by_text(f"{now.from_at:%Y-%m-%d}").first.wait_for()
    page.get_by_role("region", name="Who has been champion").get_by_text("champion now").wait_for()
    facts.get_by_role("link", name="the policy").or_(facts.get_by_role("link", name="ravi")).click()
    page.get_by_role("heading", level=1, name=f"{MODEL} version {now.version} as champion").wait_for()


def test_a_model_is_found_and_its_versions_walked_without_the_mouse(ui: Ui, champion: int) -> None:
    page = ui.open("models")
    page.get_by_role("gridcell").get_by_text(MODEL).first.wait_for()

    page.keyboard.press("/")
    page.keyboard.type("late")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=MODEL).wait_for()

    page.locator("dl").first.get_by_text(f"version {champion}", exact=True).wait_for()
    page.keyboard.press(".")
    page.get_by_role("option", name=f"Open version {champion}").first.wait_for()
    page.keyboard.type(f"Open version {champion}")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=f"{MODEL} version {champion}").wait_for()
    page.keyboard.press("[")
    page.get_by_role("heading", level=1, name=f"{MODEL} version {champion - 1}").wait_for()
    page.keyboard.press("]")
    page.get_by_role("heading", level=1, name=f"{MODEL} version {champion}").wait_for()


def test_a_version_shows_how_far_it_has_come_and_the_numbers_of_its_gates(ui: Ui, ws: Any, champion: int) -> None:
    gates = ws.evaluations.list_evaluations(subject=f"model:{MODEL}@{champion}")[0].gates
    page = ui.open(f"models/{MODEL}@champion")

    steps = page.get_by_role("list", name=f"How far version {champion} has come").get_by_role("listitem")
    steps.nth(4).wait_for()
    for step, words in zip(steps.all(), ["Registered", "Validated", "Approved", "Canary", "Live"], strict=True):
        assert words in step.inner_text()
    for gate in gates:
        page.get_by_role("row", name=re.compile(rf"^{re.escape(gate.check)} ")).first.wait_for()
    page.get_by_role("link", name="evaluation", exact=True).first.click()
    page.get_by_role("heading", level=1, name=f"Evaluation of {MODEL}@{champion}").wait_for()
    page.get_by_role("region", name="Slices").get_by_text("JFK").first.wait_for()


def test_the_tabs_of_a_version_are_in_the_address_and_come_back_after_a_reload(ui: Ui, champion: int) -> None:
    page = ui.open(f"models/{MODEL}@{champion}")
    for tab, there in (("Card", "fields have evidence"), ("Files", "safe"), ("History", "was registered")):
        page.get_by_role("tab", name=tab).click()
        page.get_by_text(there).first.wait_for()
    page.reload()
    page.get_by_text("was registered").first.wait_for()
    page.go_back()
    page.get_by_text("safe", exact=True).first.wait_for()


def test_an_approver_reads_what_got_worse_and_approves_and_the_version_becomes_champion(
    ui: Ui, ws: Any, asked: str, champion: int
) -> None:
    version = _passed(ws, champion)
    page = ui.open(f"approvals/{asked}")
    page.get_by_role("region", name="Slices, those that got worse first").get_by_role("row").nth(3).wait_for()

    page.get_by_role("button", name=f"Approve version {version}").click()
    page.get_by_label("Comment").fill("the slices that fell are small")
    page.get_by_role("dialog").get_by_role("button", name=f"Approve {MODEL}").click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.locator("dl").first.get_by_text("approved", exact=True).wait_for()
    assert ws.approvals.get(asked).votes[-1].comment == "the slices that fell are small"

    page.goto(f"{ui.base}/p/{PROJECT}/models/{MODEL}@{version}")
    page.get_by_role("button", name="Make it champion").click()
    page.get_by_text("Nothing stands against it").wait_for()
    page.get_by_role("dialog").get_by_role("button", name=f"Make version {version} champion").click()
    page.get_by_role("dialog").wait_for(state="detached")
    assert ws.models.get(MODEL).aliases["champion"] == version

    ui.open(f"models/{MODEL}").get_by_role("button", name="More actions of this model").click()
    page.get_by_role("menuitem", name=f"Roll champion back to version {champion}").click()
    page.get_by_label("Reason").fill("only a rehearsal")
    page.get_by_role("dialog").get_by_role("button", name=f"Roll back to version {champion}").click()
    page.get_by_role("dialog").wait_for(state="detached")
    assert ws.models.get(MODEL).aliases["champion"] == champion


def test_an_approver_rejects_with_a_reason_by_keys_alone(ui: Ui, ws: Any, asked: str) -> None:
    page = ui.open(f"approvals/{asked}", wait="button:has-text('Reject'):not([aria-disabled])")

    page.keyboard.press(".")
    page.get_by_role("dialog", name="Actions of this page").get_by_role("combobox").wait_for()
    page.keyboard.type("Reject")
    page.keyboard.press("Enter")
    page.get_by_label("Why not").wait_for()
    page.keyboard.type("JFK fell by a tenth")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")

    page.get_by_text("JFK fell by a tenth").first.wait_for()
    assert (ws.approvals.get(asked).state, ws.approvals.get(asked).reason) == ("rejected", "JFK fell by a tenth")


def test_who_asked_for_an_approval_cannot_give_it_and_is_told_so(ui: Ui, ws: Any, champion: int) -> None:
    version = _passed(ws, champion)
    page = ui.open(f"models/{MODEL}@{version}")
    page.get_by_role("button", name="Request approval as champion").click()
    page.get_by_label("Note for who decides").fill("please")
    page.get_by_role("button", name="Request approval", exact=True).click()

    button = page.get_by_role("button", name=f"Approve version {version}")
    button.wait_for()
    page.wait_for_function("b => b.getAttribute('aria-disabled') === 'true'", arg=button.element_handle())
    button.focus()
    page.get_by_role("tooltip").get_by_text("requested").wait_for()
    page.get_by_role("button", name="More actions of this approval").click()
    page.get_by_role("menuitem", name="Withdraw the request").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw the request").click()
    page.locator("dl").first.get_by_text("withdrawn", exact=True).wait_for()


def test_a_refused_version_says_why_nobody_can_ask_for_it(ui: Ui, ws: Any) -> None:
    found = [e for e in ws.evaluations.list_evaluations(limit=100) if e.subject.startswith("model:") and not e.passed]
    if not found:
        pytest.skip("every version of this story passed")
    page = ui.open(f"models/{found[0].subject.removeprefix('model:')}")

    page.get_by_role("region", name="Gates").get_by_text("not shown").or_(
        page.get_by_text("not passed")
    ).first.wait_for()
    button = page.get_by_role("button", name="Request approval as champion")
    assert button.get_attribute("aria-disabled") == "true"
    button.focus()
    page.get_by_role("tooltip").get_by_text("refused").wait_for()


def test_lists_teach_in_an_empty_project(ui: Ui) -> None:
    page = ui.open("/p/nothing-yet/models")
    page.get_by_text("register_model").first.wait_for()
    page.goto(f"{ui.base}/p/nothing-yet/approvals")
    page.get_by_text("flyball approval policy").wait_for()
    page.goto(f"{ui.base}/p/nothing-yet/deployments")
    page.get_by_text("ws.deployments.create").wait_for()
