"""Signing in with a browser."""

import httpx
import pytest
from sqlalchemy import select

from flyball.core import SystemClock
from flyball.governance.login import new_login_code
from flyball.server.login_limit import FAILURES, LoginLimit, TooManyLogins
from flyball.store.catalog import tables as t
from tests.unit.server.conftest import Server


def test_a_one_time_code_signs_in_once(server: Server) -> None:
    code = new_login_code(server.stores)

    first = server.http.post("/login", data={"code": code})
    second = server.http.post("/login", data={"code": code})

    assert first.status_code == 303
    assert first.headers["location"] == "./"
    assert second.status_code == 401
    assert "no longer works" in second.text


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(server: Server) -> None:
    answer = server.http.post("/login", data={"code": new_login_code(server.stores)})

    cookie = answer.headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_opening_the_login_link_does_not_use_up_its_code(server: Server) -> None:
    code = new_login_code(server.stores)

    shown = server.http.get("/login", params={"code": code})

    assert shown.status_code == 200
    assert f'value="{code}"' in shown.text
    assert server.http.post("/login", data={"code": code}).status_code == 303


def test_what_is_in_the_link_is_escaped(server: Server) -> None:
    shown = server.http.get("/login", params={"code": '"><script>alert(1)</script>'})

    assert "<script>" not in shown.text
    assert "default-src 'none'" in shown.headers["content-security-policy"]


def test_a_session_opens_pages_until_it_is_signed_out(server: Server) -> None:
    server.http.post("/login", data={"code": new_login_code(server.stores)})
    inside = server.http.get("/api/v1/docs")

    server.http.post("/logout")
    outside = server.http.get("/api/v1/docs")

    assert inside.status_code == 200
    assert outside.status_code == 401


def test_a_signed_out_session_is_over_for_whoever_kept_its_cookie(server: Server) -> None:
    server.http.post("/login", data={"code": new_login_code(server.stores)})
    kept = dict(server.http.cookies)
    server.http.post("/logout")

    with httpx.Client(base_url=server.url, cookies=kept, trust_env=False) as other:
        assert other.get("/api/v1/whoami").status_code == 401


def test_a_browser_may_send_its_origin_with_the_login_form(server: Server) -> None:
    # Under `no-referrer` Chromium posts our own form with `Origin: null`, which nobody may.
    policy = server.http.get("/login").headers["referrer-policy"]
    own = server.http.post("/login", data={"code": new_login_code(server.stores)}, headers={"Origin": server.url})

    assert policy == "same-origin"
    assert own.status_code == 303
    assert server.http.post("/login", data={"code": "x"}, headers={"Origin": "null"}).status_code == 403


def test_a_browser_without_session_is_sent_to_the_login(server: Server) -> None:
    answer = server.http.get("/api/v1/docs", headers={"Accept": "text/html"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "../../login?next=/api/v1/docs"


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/p/airline/runs?sort=auc", "./p/airline/runs?sort=auc"),
        ("//evil.example/", "./"),
        ("https://evil.example/", "./"),
        ("/\\evil.example", "./"),
        ("/a\nb", "./"),
    ],
)
def test_after_the_login_comes_the_page_that_was_wanted_if_it_is_ours(server: Server, wanted: str, given: str) -> None:
    shown = server.http.get("/login", params={"next": wanted})
    answer = server.http.post("/login", data={"code": new_login_code(server.stores), "next": wanted})

    assert "evil" not in shown.text
    assert answer.headers["location"] == given


def test_after_ten_failures_an_address_must_wait_even_with_a_good_code(server: Server) -> None:
    for _ in range(FAILURES):
        assert server.http.post("/login", data={"code": "guess"}).status_code == 401

    answer = server.http.post("/login", data={"code": new_login_code(server.stores)})

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_a_flood_of_failed_logins_is_few_events_in_the_audit_trail(server: Server) -> None:
    for _ in range(FAILURES):
        server.http.post("/login", data={"code": "guess"})

    with server.stores.catalog.read() as connection:
        kinds = [row.kind for row in connection.execute(select(t.event.c.kind))]

    assert kinds.count("session.refused") in {1, 2}  # two when the minute turned meanwhile


def test_other_addresses_are_not_affected() -> None:
    limit = LoginLimit(SystemClock())
    for _ in range(FAILURES):
        limit.failed("login", "192.0.2.1")

    limit.check("login", "192.0.2.2")
    try:
        limit.check("login", "192.0.2.1")
    except TooManyLogins as refused:
        assert refused.status == 429
    else:
        raise AssertionError("the first address is not refused")


def test_another_site_cannot_sign_its_visitors_in(server: Server) -> None:
    code = new_login_code(server.stores)

    answer = server.http.post("/login", data={"code": code}, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert server.http.post("/login", data={"code": code}).status_code == 303
