"""What a newcomer asks on the first day, answered by the interface alone; and the pages of governance."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from flyball import connect
from tests.e2e.ui.conftest import PROJECT, Ui
from tests.servers import ADMIN_TOKEN, UpProcess

MODEL = "late-flight"


@pytest.fixture(scope="module")
def ws(server: UpProcess) -> Iterator[Any]:
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as opened:
        yield opened


@pytest.fixture(scope="module")
def late(ws: Any) -> Any:
    """A flight of the summer that was surely predicted late."""
    found = ws.deployments.list_predictions(
        name=MODEL, end="2013-07-10T00:00:00Z", min_score=0.7, shadows=False, limit=1
    )
    return found[0]


def _panel(page: Any, title: str) -> Any:
    return page.get_by_role("region", name=title)


def test_a_newcomer_reads_which_model_is_live_who_approved_it_and_what_it_was_trained_on(ui: Ui, ws: Any) -> None:
    live = ws.deployments.get(MODEL).policy.arms[0].model
    page = ui.open("")

    row = _panel(page, "Live models")
    row.get_by_role("link", name=live.removeprefix("model:")).first.wait_for()
    row.get_by_text(re.compile(r"since \d+ \w{3} 2013")).wait_for()
    row.get_by_text("against the baseline: better").wait_for()
    row.get_by_role("link", name=re.compile(r"late-training@\d+")).wait_for()
    assert "the policy" in row.locator("dd").first.inner_text()
    assert "ROC AUC" in row.inner_text()


def test_what_happened_in_february_is_one_click_away(ui: Ui) -> None:
    page = ui.open("")

    page.get_by_role("button", name="Feb 2013").click()

    story = page.get_by_role("list", name="What happened in February 2013")
    story.get_by_text("the first champion").wait_for()
    assert story.get_by_text("drift incident").count() == 1
    page.get_by_text(re.compile(r"Retrained once: promoted")).wait_for()
    assert "month=2013-02" in page.url


def test_what_needs_somebody_says_what_to_do_and_is_done_with_a_reason(ui: Ui, ws: Any) -> None:
    ws.loops.set_breaker(MODEL, reason="5 challengers in a row were rejected or failed")
    page = ui.open("")
    needs = _panel(page, "Needs you")

    needs.get_by_role("button", name="Close the breaker").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("5 challengers in a row").wait_for()
    page.keyboard.type("the gates were looked at")
    page.get_by_role("dialog").get_by_role("button", name="Close the breaker").click()

    needs.get_by_role("button", name="Close the breaker").wait_for(state="detached")
    assert ws.loops.get(MODEL).breaker is None


def test_why_a_flight_was_predicted_late_is_asked_by_its_key_and_keyboard_only(ui: Ui, late: Any) -> None:
    page = ui.open("why")
    page.keyboard.press("/")
    page.keyboard.type(late.business_key)
    page.keyboard.press("Enter")
    page.get_by_role("gridcell").get_by_role("link", name=late.business_key).wait_for()
    page.get_by_role("grid", name="Predictions").focus()
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1, name=f"Why {late.business_key}").wait_for()
    page.get_by_text("counts as a warning").wait_for()
    page.get_by_text("a higher score").first.wait_for()
    page.get_by_text(re.compile(r"late = [01]")).wait_for()
    for stage in ("Who answered", "Who let it", "How it was made", "From which rows"):
        assert page.get_by_role("heading", name=stage).count() == 1, stage


def test_a_link_of_the_chain_opens_to_its_facts_by_keyboard_and_stays_open_in_the_address(ui: Ui, late: Any) -> None:
    page = ui.open(f"why/prediction:{late.id}")
    page.get_by_role("heading", name="The answer").wait_for()

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    page.get_by_text("carrier_late_3h = ").wait_for()
    page.reload()
    page.get_by_text("carrier_late_3h = ").wait_for()


def test_a_chain_is_saved_as_json(ui: Ui, ws: Any) -> None:
    page = ui.open(f"why/deployment:{MODEL}")
    page.get_by_role("heading", name="Who answered").wait_for()

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save JSON").click()

    with open(saved.value.path(), encoding="utf-8") as file:
        assert json.load(file)["ref"] == f"deployment:{MODEL}"


def test_an_address_that_names_nothing_says_so(ui: Ui) -> None:
    page = ui.open("why/nothing-of-the-kind")

    page.get_by_text("Nothing in this project is called nothing-of-the-kind").wait_for()


def test_lineage_begins_at_the_live_model_and_its_list_leads_to_the_rows(ui: Ui) -> None:
    page = ui.open("lineage")

    page.get_by_role("button", name="List", exact=True).click()

    page.get_by_text(re.compile(r"late-training@\d+")).first.wait_for()


def test_the_record_is_verified_and_searched_and_an_entry_is_read(ui: Ui) -> None:
    page = ui.open("audit")
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("record verified", exact=True).wait_for()

    page.keyboard.press("/")
    page.keyboard.type("rehearsal")
    page.wait_for_url(re.compile("text=rehearsal"))
    page.get_by_role("gridcell", name="Rolled back").first.click()

    page.get_by_role("dialog", name=re.compile(r"Entry \d+")).get_by_text("rehearsal").first.wait_for()
    assert "entry=" in page.url


def test_a_role_is_given_with_a_reason_and_taken_again(ui: Ui, ws: Any) -> None:
    page = ui.open("access")
    row = page.get_by_role("row", name=re.compile("user:dana"))

    row.get_by_role("button", name="Give a role").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Role").select_option("approver")
    dialog.get_by_label(re.compile("^Why")).fill("votes while Ravi is away")
    page.keyboard.press("Enter")
    row.get_by_role("button", name="Remove approver").click()
    page.get_by_role("dialog").get_by_label(re.compile("^Why")).fill("Ravi is back")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    row.get_by_text("approver").wait_for(state="detached")

    reasons = [(entry.detail or {}).get("reason") for entry in ws.audit.list_events(kind="role.*")]
    assert reasons[-2:] == ["votes while Ravi is away", "Ravi is back"]


def test_a_token_shows_its_secret_once_and_is_revoked(ui: Ui, ws: Any) -> None:
    page = ui.open("access?tab=tokens")
    page.get_by_role("button", name="Make a token").click()
    page.get_by_label(re.compile("^What for")).fill("a try")
    page.keyboard.press("Enter")
    secret = page.locator("[data-secret]").inner_text()
    with connect(ui.base, token=secret, project=PROJECT) as theirs:
        assert theirs.access.whoami().project == PROJECT

    page.get_by_role("button", name="I have copied it").click()
    assert secret not in page.content()
    row = page.get_by_role("row", name=re.compile("a try"))
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("button", name="Revoke this token").click()

    row.get_by_text("revoked").wait_for()


def test_a_charter_is_changed_as_a_new_version_and_the_one_before_stays(ui: Ui, ws: Any) -> None:
    before = ws.charter.get().version
    page = ui.open("charter")
    page.get_by_role("button", name="Edit as a new version").click()
    page.get_by_role("button", name="Add an owner").click()
    page.get_by_label("Role").fill("business")
    page.get_by_label("Person").fill("Ana")
    page.get_by_role("button", name=f"Put version {before + 1} in force").click()

    page.get_by_role("tab", name="In force").wait_for()
    page.get_by_text("Ana", exact=True).wait_for()
    assert ws.charter.get().version == before + 1


def test_maturity_names_the_next_step_and_leads_to_the_screen_that_does_it(ui: Ui) -> None:
    page = ui.open("maturity")

    page.get_by_role("button", name="Rehearse a rollback").first.click()

    page.get_by_role("heading", level=1, name="Deployments").wait_for()


def test_a_new_project_shows_its_four_steps_and_ticks_none_by_itself(ui: Ui) -> None:
    page = ui.open("/p/nothing-yet")

    steps = _panel(page, "From nothing to a model in production")
    steps.get_by_text("0 of 4 done").wait_for()
    steps.get_by_text("first-steps").wait_for()
    assert 'project="nothing-yet"' in steps.inner_text()
