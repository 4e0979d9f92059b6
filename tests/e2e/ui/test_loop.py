"""Loops: read why the demo's stopped itself in October; pause one, let it go on, start and end a cycle."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.e2e.ui.conftest import PROJECT, Ui
from tests.servers import ADMIN_TOKEN, UpProcess


@pytest.fixture
def stopped(server: UpProcess) -> str:
    """A loop of this test's own, with the policy of the demo's, that has stopped itself."""
    headers = {"authorization": f"Bearer {ADMIN_TOKEN}", "flyball-project": PROJECT}
    with httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, trust_env=False) as api:
        policy = api.get("/loops/late-flight").raise_for_status().json()["policy"]
        api.put("/loops/by-hand", json={"policy": policy}).raise_for_status()
        api.post("/loops/by-hand/state", json={"is_paused": False}).raise_for_status()
        api.post("/loops/by-hand/breaker", json={"reason": "three in a row were worse"}).raise_for_status()
    return "by-hand"


def test_decisions_are_read_as_sentences_did_nothing_included(ui: Ui) -> None:
    page = ui.open("loops/late-flight")
    page.get_by_text("Did nothing although").first.wait_for()
    page.get_by_role("combobox", name="Decisions").select_option("moves")

    page.wait_for_url("**show=moves")
    page.get_by_text("Rejected the challenger").first.wait_for()
    assert page.get_by_text("Did nothing although").count() == 0


def test_pausing_is_one_key_and_so_is_going_on(ui: Ui, stopped: str) -> None:
    page = ui.open(f"loops/{stopped}")
    page.get_by_role("button", name="Pause").wait_for()

    page.keyboard.press("p")
    page.get_by_role("button", name="Resume").wait_for()
    page.keyboard.press("p")

    page.get_by_role("button", name="Pause").wait_for()


def test_a_cycle_shows_its_gates_and_the_steps_of_its_canary(ui: Ui) -> None:
    page = ui.open("loops/late-flight?tab=cycles")
    page.get_by_role("link", name="13", exact=True).click()

    page.get_by_role("heading", name="Cycle 13 of late-flight").wait_for()
    page.get_by_text("passed: not worse").first.wait_for()
    page.get_by_text(re.compile(r"late-flight@\d+ gets 10% of traffic")).first.wait_for()
    page.get_by_text(re.compile(r"to 50% of traffic: \d+ labelled canary rows")).first.wait_for()


def test_the_breaker_is_reset_with_a_reason_by_keys(ui: Ui, stopped: str) -> None:
    page = ui.open(f"loops/{stopped}")
    page.get_by_text("stopped itself").first.wait_for()

    page.keyboard.press("b")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Say why it may go on.").wait_for()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("the holdout is longer now")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("watching").first.wait_for()
    page.get_by_role("tab", name="History").click()
    page.get_by_text("The breaker was closed: the holdout is longer now").wait_for()


def test_a_cycle_is_started_by_hand_for_a_reason_and_ended_by_keys(ui: Ui, stopped: str) -> None:
    page = ui.open(f"loops/{stopped}")
    page.get_by_role("button", name="Start a cycle").wait_for()

    page.keyboard.press("n")
    page.get_by_role("dialog").wait_for()
    page.get_by_role("button", name="Start the cycle").and_(page.locator(":not([aria-disabled])")).wait_for()
    page.keyboard.type("after the new airport")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("now: triggered").wait_for()

    page.get_by_role("tab", name="Cycles").click()
    page.get_by_role("link", name="1", exact=True).click()
    page.get_by_text("Started because of: after the new airport").wait_for()
    page.keyboard.press("e")
    page.get_by_role("dialog").wait_for()
    page.keyboard.type("only a try")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Ended as aborted: only a try").wait_for()
