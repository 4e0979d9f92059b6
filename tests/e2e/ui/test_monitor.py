"""The monitor of the demo's deployment: one axis of time, a feature beside its reference, windows, incidents."""

from __future__ import annotations

import re

import httpx

from tests.e2e.ui.conftest import PROJECT, Ui
from tests.servers import ADMIN_TOKEN, UpProcess


def test_time_is_chosen_by_key_for_everything_and_a_reload_keeps_it(ui: Ui) -> None:
    page = ui.open("monitor/late-flight")
    page.get_by_text("48 windows", exact=True).wait_for()

    page.keyboard.press("t")
    page.get_by_text("12 windows", exact=True).wait_for()
    page.keyboard.press("[")
    page.get_by_text("2013-07-19 to 2013-10-11").wait_for()
    page.reload()
    page.get_by_text("2013-07-19 to 2013-10-11").wait_for()
    page.keyboard.press("0")

    page.get_by_text("48 windows", exact=True).wait_for()
    assert "t=" not in page.url


def test_a_drag_over_the_overview_narrows_the_strip_and_the_curves(ui: Ui) -> None:
    page = ui.open("monitor/late-flight")
    overview = page.get_by_role("group", name="Requests per window; drag")
    overview.locator("canvas").first.wait_for()
    box = overview.bounding_box()

    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 60, steps=4)
    page.mouse.up()

    page.wait_for_url("**t=2013-0**")
    assert page.get_by_text("48 windows", exact=True).count() == 0


def test_a_feature_is_opened_from_the_strip_by_keys_and_compared_with_the_reference(ui: Ui) -> None:
    page = ui.open("monitor/late-flight")
    strip = page.get_by_role("group", name="features moved away from the reference")

    strip.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("reference rows").first.wait_for()

    for part in ("Effect", "Quantile", "median", "p-values are of this feature alone"):
        assert drawer.get_by_text(part).count() >= 1
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")
    assert "feature=" not in page.url


def test_a_window_of_the_table_is_shown_in_the_overview_by_enter(ui: Ui) -> None:
    page = ui.open("monitor/late-flight?tab=windows")
    page.get_by_role("row").nth(3).wait_for()

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    page.get_by_text("1 window", exact=True).wait_for()
    assert "t=2013-12-2" in page.url


def test_incidents_are_found_by_kind_and_a_link_restores_the_choice(ui: Ui) -> None:
    page = ui.open("incidents")
    page.get_by_role("combobox", name="Kind").select_option("performance")
    page.wait_for_url("**kind=performance")
    page.get_by_text(re.compile(r"\d+ incidents")).first.wait_for()

    page.reload()

    page.get_by_text(re.compile(r"\d+ incidents")).first.wait_for()
    assert page.get_by_role("combobox", name="Kind").input_value() == "performance"


def test_an_incident_says_what_showed_it_and_what_followed(ui: Ui) -> None:
    page = ui.open("incidents?kind=performance")
    page.get_by_role("link", name="Performance: roc_auc").nth(1).click()

    page.get_by_text(re.compile(r"\d+ windows? in a row showed it|one window showed it")).wait_for()
    page.get_by_text(re.compile(r"roc_auc 0\.\d+")).first.wait_for()
    page.get_by_role("link", name=re.compile(r"Cycle \d+")).first.wait_for()


def test_an_incident_is_taken_and_closed_with_a_reason_by_keys(ui: Ui, server: UpProcess) -> None:
    found = {"kind": "latency", "cause": "source radar", "says": "<b>slow</b> since noon", "at": "2013-12-31T12:00:00Z"}
    headers = {"authorization": f"Bearer {ADMIN_TOKEN}", "flyball-project": PROJECT}
    url = f"{server.url}/api/v1/deployments/late-flight/incidents"
    httpx.post(url, json={**found, "severity": "warn"}, headers=headers, trust_env=False).raise_for_status()
    page = ui.open("incidents?state=open&kind=latency")
    page.get_by_role("link", name="Latency: source radar").wait_for()

    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Latency: source radar").wait_for()
    page.get_by_text("<b>slow</b> since noon").wait_for()
    page.keyboard.press("a")
    page.get_by_text("acknowledged").first.wait_for()
    page.keyboard.press("e")
    page.get_by_role("dialog").wait_for()
    page.keyboard.type("the radar is back")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")

    page.get_by_role("tab", name="Timeline").click()
    page.get_by_text("Closed: the radar is back").wait_for()
    page.get_by_text("Somebody looks after it").wait_for()
