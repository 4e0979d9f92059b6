"""Deployments: who answers, what was answered, moving traffic and taking it back, trying a request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from flyball import connect
from tests.e2e.ui.conftest import PROJECT, Ui
from tests.servers import ADMIN_TOKEN, UpProcess

NAME = "late-flight"


@pytest.fixture(scope="module")
def ws(server: UpProcess) -> Iterator[Any]:
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as opened:
        yield opened


@pytest.fixture
def policy(ws: Any) -> Iterator[Any]:
    """The policy in force, which is in force again afterwards."""
    before = ws.deployments.get(NAME).policy
    yield before
    now = ws.deployments.get(NAME).policy

    def specs(arms: Any) -> list[dict[str, Any]]:
        return [{"name": arm.name, "model": arm.model, "weight_ppm": arm.weight_ppm} for arm in arms]

    if specs(now.arms) != specs(before.arms):
        ws.deployments.set_policy(
            NAME, expected_gen=now.gen, arms=specs(before.arms), shadow=specs(before.shadow), reason="as it was"
        )


def test_who_answers_and_how_much_is_seen_at_a_glance(ui: Ui, policy: Any) -> None:
    page = ui.open("deployments")
    page.get_by_role("gridcell").get_by_role("link", name=NAME, exact=True).first.click()

    page.get_by_role("heading", level=1, name=NAME).wait_for()
    traffic = page.get_by_role("region", name="Traffic now")
    traffic.get_by_role("link", name=policy.arms[0].model.removeprefix("model:")).wait_for()
    traffic.get_by_text(re.compile(r"≈ [\d.]+ requests/")).first.wait_for()
    page.get_by_role("region", name=re.compile(r"^[\d\s]+ answers")).wait_for()
    page.get_by_role("region", name="Every answer had a score").wait_for()


def test_the_range_of_the_charts_is_in_the_address(ui: Ui) -> None:
    page = ui.open(f"deployments/{NAME}?range=90d&shadows=1")
    page.get_by_role("region", name=re.compile("more by shadows")).wait_for()

    page.get_by_label("Range").select_option("1d")
    page.wait_for_url(re.compile("range=1d"))
    page.go_back()
    page.wait_for_url(re.compile("range=90d"))
    assert page.get_by_label("Range").input_value() == "90d"


def test_a_canary_is_started_after_its_effect_was_read_and_rolled_back_by_keys(ui: Ui, ws: Any, policy: Any) -> None:
    models = {arm.model for arm in policy.arms}
    other = next(
        arm.model for gone in ws.deployments.list_policies(NAME) for arm in gone.arms if arm.model not in models
    )
    page = ui.open(f"deployments/{NAME}")
    page.get_by_role("button", name="Change the traffic").click()
    page.get_by_label("Let another version answer").select_option(other)
    page.get_by_role("button", name="Add as canary").click()
    page.get_by_role("dialog").get_by_text("instead of no requests").wait_for()
    share = page.get_by_role("textbox", name=re.compile("in per cent")).last
    share.fill("2.5")
    page.get_by_role("button", name=re.compile(r"2\.5\s% into force")).click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_role("region", name="Traffic now").get_by_text("canary").wait_for()
    assert sorted(arm.weight_ppm for arm in ws.deployments.get(NAME).policy.arms) == [25_000, 975_000]

    page.get_by_role("button", name="Roll back").and_(page.locator(":not([aria-disabled])")).wait_for()
    page.keyboard.press("r")
    page.get_by_label("Reason").wait_for()
    page.keyboard.type("it was worse")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    back = ws.deployments.get(NAME).policy
    assert (back.reason, back.restores is not None) == ("it was worse", True)


def test_the_last_predictions_are_filtered_and_one_is_opened_without_the_mouse(ui: Ui) -> None:
    page = ui.open(f"deployments/{NAME}?tab=predictions&min=0.5")
    rows = page.get_by_role("grid", name=f"Predictions of {NAME}").locator("[data-index]")
    rows.first.get_by_role("link", name="why").wait_for()
    scores = [float(row.get_by_role("gridcell").nth(1).inner_text()) for row in rows.all()[:8]]
    assert min(scores) >= 0.5

    page.keyboard.press("j")
    page.keyboard.press("Space")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("distance").wait_for()
    drawer.get_by_role("link", name="Why it said so").wait_for()
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")


def test_a_request_filled_in_from_the_last_answer_is_tried_by_keys_and_logged(ui: Ui, ws: Any) -> None:
    page = ui.open(f"deployments/{NAME}?tab=test")
    page.get_by_label("Business key").fill("tried-1")
    page.keyboard.press("Control+Enter")

    answer = page.get_by_role("region", name="Answer")
    answer.get_by_text(re.compile(r"^score\s*0\.\d+")).wait_for()
    (logged,) = ws.deployments.list_predictions(NAME, business_key="tried-1", shadows=False)
    assert answer.get_by_role("link", name="Why it said so").get_attribute("href").endswith(f"prediction:{logged.id}")


def test_a_field_that_cannot_be_read_is_told_at_the_field_and_a_wrong_request_in_the_words_of_the_workers(
    ui: Ui,
) -> None:
    page = ui.open(f"deployments/{NAME}?tab=test")
    field = page.get_by_label(re.compile("^distance"))
    before = field.input_value()
    field.fill("far")
    page.get_by_text("not a number").wait_for()
    assert page.get_by_role("button", name="Send the request").get_attribute("aria-disabled") == "true"

    field.fill(before)
    page.get_by_role("tab", name="Open Inference v2").click()
    written = page.get_by_label("Request as JSON")
    written.fill(re.sub(r'    \{"name":"distance".*\n', "", written.input_value()))
    with page.expect_response(re.compile("/predict$")) as answered:
        page.get_by_role("button", name="Send the request").click()
    assert answered.value.status == 400
    page.get_by_role("alert").get_by_text("inputs are missing").wait_for()
    ui.complaints.clear()  # the browser writes every answer of 400 into its console


def test_a_deployment_is_stopped_and_started_again(ui: Ui, ws: Any) -> None:
    page = ui.open(f"deployments/{NAME}")
    page.get_by_role("button", name="More actions of this deployment").click()
    page.get_by_role("menuitem", name=f"Stop {NAME}").click()
    page.get_by_role("dialog").get_by_role("button", name=f"Stop {NAME}").click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_role("button", name=f"Start {NAME}").click()
    page.get_by_role("dialog").get_by_role("button", name=f"Start {NAME}").click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_role("button", name="Change the traffic").wait_for()
    assert ws.deployments.get(NAME).state == "serving"


def test_versions_stand_side_by_side_with_how_right_they_were(ui: Ui, policy: Any) -> None:
    page = ui.open(f"deployments/{NAME}?tab=versions")
    row = page.get_by_role("row", name=re.compile(re.escape(policy.arms[0].model.removeprefix("model:")))).first
    row.get_by_text("live").wait_for()
    row.get_by_text(re.compile(r"\[0\.\d+, 0\.\d+\]")).wait_for()
