"""What surrounds every page: keys, themes, projects, sessions, links, the stream of events, restarts, a prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flyball import connect
from tests.e2e.ui.conftest import PROJECT, Ui, login_code
from tests.servers import ADMIN_TOKEN, UpProcess

OTHER = "elsewhere"
GO = {
    "h": "",
    "d": "data",
    "e": "runs",
    "m": "models",
    "a": "approvals",
    "s": "deployments",
    "o": "monitor",
    "l": "loops",
}


@pytest.fixture(scope="module")
def other(server: UpProcess) -> Iterator[Any]:
    """A second project on the same server, with one model in it."""
    with connect(server.url, token=ADMIN_TOKEN, project=OTHER) as ws:
        ws.models.create(name="first")
        yield ws


def forgive(ui: Ui, pattern: str) -> None:
    """Take out what the browser itself says about an answer that the test wanted."""
    ui.complaints[:] = [said for said in ui.complaints if not re.search(pattern, said)]


def sign_in(page: Any, home: Path) -> None:
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(login_code(home))
    page.keyboard.press("Enter")


def test_the_command_menu_goes_to_a_page_by_keyboard(ui: Ui) -> None:
    page = ui.open("")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("models")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/p/{PROJECT}/models")
    page.get_by_role("heading", level=1, name="Models").wait_for()


def test_the_command_menu_opens_any_ref_by_keyboard(ui: Ui) -> None:
    page = ui.open("")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("model:late-flight@3", delay=5)
    page.get_by_role("option", name="Open model:late-flight@3").wait_for()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/p/{PROJECT}/models/late-flight@3")
    page.get_by_role("heading", level=1, name="late-flight").wait_for()


def test_the_command_menu_finds_an_object_by_a_part_of_its_name(ui: Ui) -> None:
    page = ui.open("")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("janua")
    page.get_by_role("option", name=re.compile(r"january.*study")).first.wait_for()


def test_the_help_lists_the_keys_and_gives_the_focus_back(ui: Ui) -> None:
    page = ui.open("models")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard").wait_for()
    assert page.get_by_role("dialog").get_by_text("Search, jump, act").count() == 1
    page.keyboard.press("Escape")

    page.get_by_role("dialog").wait_for(state="detached")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url(f"**/p/{PROJECT}/data")


def test_g_and_a_letter_goes_to_each_area(ui: Ui) -> None:
    page = ui.open("")
    for key, path in reversed(GO.items()):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"{ui.base}/p/{PROJECT}/{path}".rstrip("/"))
        page.locator("h1").wait_for()


def test_single_keys_are_off_while_somebody_types(ui: Ui) -> None:
    page = ui.open("runs")
    page.keyboard.press("/")
    page.keyboard.type("gm?")

    assert page.evaluate("document.activeElement.value") == "gm?"
    assert page.url == f"{ui.base}/p/{PROJECT}/runs"
    assert page.get_by_role("dialog").count() == 0


def test_a_chosen_theme_is_kept(ui: Ui) -> None:
    page = ui.open("")
    page.get_by_role("button", name="System theme").click()
    page.get_by_role("button", name="Light", exact=True).click()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    page.locator("h1").wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_by_role("button", name="Dark", exact=True).count() == 1


def test_the_project_is_switched_by_keyboard(ui: Ui, other: Any) -> None:
    page = ui.open("models")
    page.get_by_role("button", name=re.compile(f"Project {PROJECT}")).press("Enter")
    page.get_by_role("menuitem", name=OTHER, exact=True).press("Enter")

    page.wait_for_url(f"{ui.base}/p/{OTHER}")
    page.get_by_role("button", name=re.compile(f"Project {OTHER}")).wait_for()


def test_signing_in_again_leads_to_the_very_link(browser: Any, server: UpProcess) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, link = context.new_page(), f"{server.url}/p/{PROJECT}/models/late-flight@champion?tab=card#evaluation"
    page.goto(link)
    page.wait_for_url("**/login?next=*")
    sign_in(page, server.home)
    page.wait_for_url(link)
    page.get_by_role("tab", name="Card", selected=True).wait_for()

    page.get_by_role("button", name="user:admin").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url("**/login")
    assert context.request.get(f"{server.url}/api/v1/whoami").status == 401
    page.goto(link)
    page.wait_for_url("**/login?next=*")
    sign_in(page, server.home)
    page.wait_for_url(link)
    context.close()


def test_reload_and_back_restore_the_view(ui: Ui) -> None:
    page = ui.open("models/late-flight@champion")
    page.get_by_role("tab", name="Card").click()
    page.wait_for_url("**?tab=card")
    page.get_by_role("tab", name="Lineage").click()
    page.reload()
    page.get_by_role("tab", name="Lineage", selected=True).wait_for()
    page.go_back()
    page.get_by_role("tab", name="Card", selected=True).wait_for()
    page.go_back()
    page.get_by_role("tab", name="Overview", selected=True).wait_for()


def test_an_unknown_page_teaches(ui: Ui) -> None:
    page = ui.open("nowhere")

    assert page.locator("h1").inner_text() == "There is no page here"
    page.locator("#content").get_by_role("link", name="Models").click()
    page.wait_for_url(f"**/p/{PROJECT}/models")


@pytest.mark.parametrize(
    "address", ["models/nothing", "runs/0193a7c2d4e5460701239abcdef01234", "data/nothing", "deployments/nothing"]
)
def test_an_unknown_object_says_what_is_missing_and_what_to_do(ui: Ui, address: str) -> None:
    page = ui.open(address, wait="[role=alert]")
    said = page.get_by_role("alert").first.inner_text()

    assert "not-found" in said or "no " in said.lower(), said
    assert len(said) > 40
    assert page.locator("h1").count() == 1
    forgive(ui, "status of 404")


def test_a_change_made_by_the_sdk_appears_without_reload(ui: Ui, other: Any) -> None:
    page = ui.open(f"/p/{OTHER}/models")
    page.get_by_role("status").filter(has_text="Live").wait_for()
    page.evaluate("window.__same = true")
    other.models.create(name="appears-by-itself")

    page.get_by_text("appears-by-itself").first.wait_for()
    assert page.evaluate("window.__same")


def test_a_restart_of_the_server_is_noticed_and_healed_without_reload(ui: Ui, server: UpProcess, other: Any) -> None:
    page = ui.open(f"/p/{OTHER}/models")
    page.get_by_role("status").filter(has_text="Live").wait_for()
    page.evaluate("window.__same = true")
    server.stop()
    page.get_by_role("status").filter(has_text="Reconnecting").wait_for()
    server.start()
    other.models.create(name="after-the-restart")

    page.get_by_role("status").filter(has_text="Live").wait_for(timeout=30_000)
    page.get_by_text("after-the-restart").first.wait_for()
    assert page.evaluate("window.__same")
    forgive(ui, "ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_NETWORK|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE")


def test_it_works_behind_a_prefix(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLYBALL_ROOT_PATH", "/tools/flyball")
    up = UpProcess(tmp_path / "home")
    up.start()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    ui = Ui(context.new_page(), up.url)
    ui.listen()
    link = f"{up.url}/tools/flyball/p/{OTHER}/models"
    try:
        with connect(f"{up.url}/tools/flyball", token=ADMIN_TOKEN, project=OTHER) as ws:
            ws.models.create(name="behind-a-prefix")
        ui.page.goto(link)
        ui.page.wait_for_url("**/tools/flyball/login?next=*")
        sign_in(ui.page, up.home)
        ui.page.wait_for_url(link)
        ui.page.get_by_role("link", name="behind-a-prefix").first.click()
        ui.page.wait_for_url(f"{link}/behind-a-prefix")
        ui.page.keyboard.press("g")
        ui.page.keyboard.press("d")
        ui.page.wait_for_url(f"{up.url}/tools/flyball/p/{OTHER}/data")
        ui.page.reload()
        ui.page.locator("h1").wait_for()
    finally:
        context.close()
        up.end()
    forgive(ui, "status of 401")
    assert not ui.complaints
