"""Runs: found, looked at, grouped, measured against a baseline, compared; studies."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest

from flyball import connect
from tests.e2e.ui.conftest import PROJECT, Ui
from tests.servers import ADMIN_TOKEN, UpProcess

HOSTILE = "<b>bold</b> \u202eevil\u202c 😀 " + "long " * 40
PAGE = "<h1>Hello</h1><script>document.body.append('script ran')</script>"


@pytest.fixture(scope="module")
def ws(server: UpProcess) -> Iterator[Any]:
    with connect(server.url, token=ADMIN_TOKEN, project=PROJECT) as opened:
        yield opened


@pytest.fixture(scope="module")
def nets(ws: Any) -> list[str]:
    """Three runs with curves and files: ids of "wide net", "deep net" and one with a hostile name."""
    ids = []
    for name, lr in (("wide net", 0.1), ("deep net", 0.03), (HOSTILE, 0.01)):
        with ws.run("delay-net", name=name, params={"lr": lr, "layers": 3}, tags={"team": "ops"}) as run:
            for step in range(300):
                left = math.exp(-step * lr / 10)
                run.log({"val/loss": 0.3 + left, "val/auc": 0.75 - left / 4}, step=step)
            run.log_bytes("slices.csv", b"origin,n\nJFK,1200\nLGA,900\n")
            run.log_bytes("page.html", PAGE.encode())
        ids.append(run.id)
    return ids


def _rows(page: Any) -> Any:
    return page.locator("[role=row][data-index]")


def _wait_for_rows(page: Any, count: int | None = None) -> Any:
    rows = _rows(page)
    rows.first.locator(".name").first.wait_for()  # rows that are still coming have cells without a name
    if count is not None:
        page.get_by_text(re.compile(rf"^{count} runs?$")).wait_for()
    return rows


def test_a_mistake_in_the_filter_is_marked_and_mended_without_the_mouse(ui: Ui) -> None:
    page = ui.open("runs")
    _wait_for_rows(page)

    page.keyboard.press("/")
    page.keyboard.type("metrics.roc_auc >> 0.6")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_text("'text' in quotes is expected").wait_for()
    ui.complaints.clear()  # the browser itself reports that the server said 400
    page.keyboard.press("Control+a")
    page.keyboard.type("metrics.roc_auc > 0.6 and experiment = 'late-flight'")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_text("'text' in quotes is expected").wait_for(state="detached")

    _wait_for_rows(page)
    assert "filter=metrics.roc_auc" in page.url


def test_the_filter_suggests_names_and_values_that_there_are(ui: Ui) -> None:
    page = ui.open("runs")
    _wait_for_rows(page)

    page.keyboard.press("/")
    page.keyboard.type("exper")
    page.get_by_role("option", name="experiment").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("= ")
    page.get_by_role("option", name="january-study").wait_for()


def test_two_runs_are_chosen_and_compared_without_the_mouse(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'january-study'")
    _wait_for_rows(page)

    for key in ("j", "x", "j", "x", "c"):
        page.keyboard.press(key)

    page.get_by_role("heading", name="Compare 2 runs").wait_for()
    page.get_by_role("row").filter(has_text="learning_rate").wait_for()
    page.go_back()
    page.get_by_text("2 selected").wait_for()


def test_a_run_is_looked_at_beside_the_table_and_then_opened_without_the_mouse(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'late-flight'")
    _wait_for_rows(page)

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("roc_auc", exact=True).wait_for()
    name = drawer.get_by_role("heading").first.inner_text()
    page.keyboard.press("Escape")
    drawer.wait_for(state="detached")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "grid"
    page.keyboard.press("Enter")
    drawer.get_by_role("link", name=f"Open {name}").focus()
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1, name=name).wait_for()


def test_a_baseline_is_pinned_and_still_there_after_a_reload(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'late-flight'")
    _wait_for_rows(page)

    page.keyboard.press("x")
    page.keyboard.press("b")
    page.get_by_role("region", name="Baseline").wait_for()
    page.reload()

    page.get_by_role("region", name="Baseline").wait_for()
    _wait_for_rows(page)
    page.get_by_text("±0").first.wait_for()


def test_groups_show_mean_and_spread_and_open_to_their_runs_without_the_mouse(ui: Ui) -> None:
    page = ui.open("runs?group=experiment")
    _wait_for_rows(page)
    page.get_by_text("±").first.wait_for()
    before = _rows(page).count()

    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")

    page.wait_for_timeout(300)
    assert _rows(page).count() > before


def test_a_column_is_found_among_all_and_added(ui: Ui) -> None:
    page = ui.open("runs")
    _wait_for_rows(page)
    assert page.get_by_role("columnheader", name="threshold").count() == 0

    page.get_by_role("button", name="Columns").click()
    page.keyboard.type("thresh")
    page.get_by_role("checkbox", name="threshold").check()
    page.keyboard.press("Escape")

    assert "metrics.threshold" in page.url
    page.get_by_role("grid").evaluate("(grid) => { grid.scrollLeft = grid.scrollWidth; }")
    page.get_by_role("columnheader", name="threshold").wait_for()


def test_a_view_is_saved_under_a_name_and_opened_again(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'january-study'&sort=-metrics.roc_auc")
    _wait_for_rows(page, 4)

    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Save this view…").click()
    page.keyboard.type("the study")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    ui.open("runs")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="the study").click()

    _wait_for_rows(page, 4)
    assert "sort=-metrics.roc_auc" in page.url


def test_a_filter_that_leaves_nothing_says_which_condition_excludes_what(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'january-study' and metrics.roc_auc > 0.99")

    page.get_by_text("No run meets all of the filter").wait_for()
    page.get_by_role("listitem").filter(has_text="4 runs").get_by_text("experiment = 'january-study'").wait_for()


def test_a_run_that_starts_meanwhile_is_announced_and_moves_nothing(ui: Ui, ws: Any) -> None:
    page = ui.open("runs?filter=experiment = 'surprise'")
    page.get_by_text("No run meets all of the filter").wait_for()
    page.get_by_text("Live", exact=True).wait_for()

    with ws.run("surprise", name="out of the blue") as run:
        run.log({"loss": 1.0})
    ui.open("runs")
    _wait_for_rows(page)
    page.get_by_text("Live", exact=True).wait_for()
    with ws.run("surprise", name="one more"):
        pass

    page.get_by_role("button", name="1 new run").click()
    page.get_by_text("one more").wait_for()


def test_curves_lie_over_each_other_and_the_address_keeps_how(ui: Ui, nets: list[str]) -> None:
    page = ui.open(f"compare?runs={','.join(nets)}&tab=curves")
    page.get_by_text(re.compile(r"val/auc: highest .*, wide net")).wait_for()

    page.get_by_label("Horizontal axis").select_option("relative")
    page.get_by_label("Log scale").check()
    page.wait_for_url(re.compile("log=1"))

    assert "x=relative" in page.url
    assert page.locator("figure").count() == 2


def test_trade_offs_and_what_mattered_are_one_tab_away_without_the_mouse(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'january-study'")
    _wait_for_rows(page, 4)
    page.keyboard.press("x")
    for key in ("j", "x", "j", "x", "j", "x", "c"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="Compare 4 runs").wait_for()

    page.get_by_role("tab", name="Table").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.get_by_text("Pareto front").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("of 4 runs kept").first.wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_role("img").or_(page.get_by_text("rank correlation")).first.wait_for()


def test_files_are_looked_at_without_running_them_and_taken_away(ui: Ui, nets: list[str]) -> None:
    page = ui.open(f"runs/{nets[0]}?tab=files")

    page.get_by_role("button", name="slices.csv", exact=True).click()
    page.get_by_role("gridcell", name="JFK").wait_for()
    page.get_by_role("button", name="page.html", exact=True).click()
    shown = page.frame_locator("iframe")
    shown.get_by_role("heading", name="Hello").wait_for()
    assert shown.get_by_text("script ran").count() == 0
    ui.complaints.clear()  # the browser reports the script it has blocked
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download slices.csv").click()

    assert taken.value.suggested_filename == "slices.csv"


def test_a_note_is_written_and_read_as_markdown(ui: Ui, nets: list[str]) -> None:
    page = ui.open(f"runs/{nets[1]}")
    page.get_by_role("button", name="Edit").click()

    page.get_by_role("textbox", name="Notes").fill("Wider **did not** help.")
    page.get_by_role("button", name="Save tags and notes").click()

    page.locator("strong", has_text="did not").wait_for()


def test_a_name_somebody_else_chose_breaks_nothing(ui: Ui, nets: list[str]) -> None:
    page = ui.open(f"runs/{nets[2]}")
    page.get_by_role("heading", level=1, name="<b>bold</b>").wait_for()
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().height") < 60

    ui.open("runs?filter=experiment = 'delay-net'")
    _wait_for_rows(page, 3)
    assert page.locator("#content b").count() == 0


def test_code_environment_and_history_of_a_run_are_there(ui: Ui) -> None:
    page = ui.open("runs?filter=experiment = 'late-flight'")
    _wait_for_rows(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("link", name=re.compile("^Open ")).click()

    page.get_by_role("tab", name="Code & environment").click()
    page.get_by_role("button", name="flyball/demo/train.py").click()
    page.get_by_role("region", name="flyball/demo/train.py").wait_for()
    page.get_by_role("tab", name="History").click()
    page.get_by_text("ended the run").wait_for()


def test_a_study_shows_how_it_went_and_leads_to_its_best_run(ui: Ui) -> None:
    page = ui.open("studies")
    page.get_by_text("january", exact=True).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1, name="january").wait_for()
    page.get_by_text(re.compile("Highest .* in trial")).wait_for()
    page.get_by_role("tab", name="Trials").click()
    page.get_by_role("row").filter(has_text="complete").first.wait_for()


def test_an_experiment_is_its_runs(ui: Ui) -> None:
    page = ui.open("experiments")
    page.get_by_text("january-study").wait_for()

    page.get_by_text("january-study").dblclick()

    page.get_by_role("heading", name="Runs of january-study").wait_for()
    _wait_for_rows(page, 4)
