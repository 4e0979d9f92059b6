"""Finding out what landed, what was refused and why, and what a model was fed with."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.e2e.ui.conftest import Ui

sync_api = pytest.importorskip("playwright.sync_api")


def expect(locator: Any) -> Any:
    return sync_api.expect(locator)


def test_the_refused_week_is_found_from_the_list_and_says_why(ui: Ui) -> None:
    page = ui.open("data")
    page.get_by_role("row", name=re.compile("weather")).get_by_role("link", name="1", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("weather")
    expect(page.get_by_text(re.compile(r"distribution\(temp\) failed once in \d+ landings"))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="temp looks converted (°F became °C)")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Landing of 2013-03-22"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="temp looks converted (°F became °C)")).to_be_visible()


def test_a_dataset_is_opened_by_keyboard_and_its_versions_are_compared(ui: Ui) -> None:
    page = ui.open("data")
    expect(page.get_by_role("row", name=re.compile("weather"))).to_be_visible()
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text("weather")
    page.get_by_role("tab", name="Overview").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Versions")).to_have_attribute("aria-selected", "true")
    head = int(page.get_by_role("link", name=re.compile(r"^@\d+$")).first.inner_text().lstrip("@"))
    page.locator("body").click(position={"x": 1, "y": 1})
    for key in ("x", "j", "x", "c"):
        page.keyboard.press(key)

    expect(page.get_by_label("From", exact=True)).to_have_value(str(head - 1))
    expect(page.get_by_label("To", exact=True)).to_have_value(str(head))
    expect(page.get_by_text("Rows added")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text=re.compile(r"^\d+$")).first).to_be_visible()


def test_a_column_is_seen_beside_an_older_version(ui: Ui) -> None:
    page = ui.open("data/weather?tab=columns&column=temp")
    page.get_by_label("Compare to version").select_option("12")

    expect(page).to_have_url(re.compile("against=12"))
    expect(page.get_by_role("group", name=re.compile(r"temp in version \d+ and version 12"))).to_be_visible()


def test_the_refused_landing_is_walked_to_in_the_grid_by_arrow_keys(ui: Ui) -> None:
    page = ui.open("data/weather?tab=expectations")
    grid = page.get_by_role("group", name=re.compile("Checks of weather"))
    grid.focus()
    page.keyboard.press("Home")
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    expect(grid).to_contain_text("failed: temp looks converted")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name=re.compile("^Landing of 2013-03-29"))).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name=re.compile("^Landing of 2013-03-22"))).to_be_visible()


def test_brackets_walk_the_versions_of_a_dataset(ui: Ui) -> None:
    page = ui.open("data/weather@12")
    expect(page.get_by_role("tab", name="Overview")).to_be_visible()
    page.keyboard.press("]")
    expect(page.get_by_role("heading", level=1)).to_have_text("weather version 13")
    page.keyboard.press("[")
    expect(page.get_by_role("heading", level=1)).to_have_text("weather version 12")


def test_a_version_gets_a_tag_that_stays(ui: Ui) -> None:
    page = ui.open("data/late-training")
    page.get_by_role("button", name="More actions of this dataset").click()
    page.get_by_role("menuitem", name=re.compile(r"Tag version \d+…")).click()
    page.get_by_role("textbox", name="Name").fill("v1.0")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile(r"v1\.0@\d+"))).to_be_visible()


def test_expectations_that_are_none_are_refused_in_the_words_of_the_server(ui: Ui) -> None:
    page = ui.open("data/flights?tab=expectations")
    page.get_by_role("button", name="Change expectations").click()
    text = page.get_by_role("textbox", name="Checks")
    text.fill("[ {")
    expect(page.get_by_role("dialog")).to_contain_text("This is not JSON")
    text.fill('[{"check": "range", "column": "distance"}]')
    page.get_by_role("button", name="Set version 2").click()

    expect(page.get_by_role("dialog")).to_contain_text("range(distance) has no value between its bounds")
    # The browser reports every answer of 400 and above; this one was asked for.
    ui.complaints[:] = [line for line in ui.complaints if "status of 400" not in line]


def test_what_a_model_is_fed_with_is_read_for_the_newest_flight(ui: Ui) -> None:
    page = ui.open("features/late-flight?tab=read")
    page.get_by_role("button", name="Newest row of flights").click()

    expect(page.get_by_role("row", name=re.compile("carrier_n_7d"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"at=201[34]-"))
    page.reload()
    expect(page.get_by_role("row", name=re.compile("carrier_n_7d"))).to_be_visible()


def test_who_uses_a_view_is_found_down_to_the_live_model(ui: Ui) -> None:
    page = ui.open("features")
    page.get_by_role("link", name="weather_now@1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("weather_now version 1")
    page.get_by_role("tab", name=re.compile("Used by")).click()

    expect(page.get_by_text(re.compile(r"\d+ training sets, \d+ model versions"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("late-training@.*late-flight@.*live"))).to_be_visible()


def test_an_unknown_key_is_said_to_be_unknown_by_keyboard(ui: Ui) -> None:
    page = ui.open("features/late-flight?tab=read")
    page.get_by_label("carrier").focus()
    for value in ("ZZ", "ZZZ", "ZZZ", "1", "1", "1", "1"):
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nothing is known of these keys now")).to_be_visible()


def test_a_project_without_pipelines_teaches_how_to_run_one(ui: Ui) -> None:
    page = ui.open("pipelines")
    expect(page.get_by_text("@fb.pipeline")).to_be_visible()
    expect(page.get_by_text(ui.base)).to_be_visible()


def test_a_project_without_data_teaches_how_to_commit_some(ui: Ui) -> None:
    for path, line in (("data", 'ws.dataset("flights")'), ("features", "ws.features.apply")):
        page = ui.open(f"/p/default/{path}")
        expect(page.get_by_text(line)).to_be_visible()
