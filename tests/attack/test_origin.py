"""Rebinding and cross-site requests: every route and method, with a valid token, from the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from flyball.store.catalog import tables as t
from tests.attack.arena import Arena, arena

HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example:7700",
    "169.254.169.254",
    "x",
)
ORIGINS = ("https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example", "file://")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with arena(tmp_path_factory.mktemp("origin")) as opened:
        yield opened


def events(stage: Arena) -> int:
    with stage.stores.catalog.read() as connection:
        return connection.scalar(select(func.count()).select_from(t.event)) or 0


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_reaches_no_route(stage: Arena, host: str) -> None:
    before = events(stage)

    statuses = {
        target.operation: stage.send(target, token=stage.tokens["admin"], headers={"Host": host}).status_code
        for target in stage.targets
    }

    assert statuses == dict.fromkeys(statuses, 421)
    assert stage.http.get("/healthz", headers={"Host": host}).status_code == 421
    assert stage.http.get("/login", headers={"Host": host}).status_code == 421
    assert events(stage) == before


@pytest.mark.parametrize(
    "headers",
    [*({"Origin": origin} for origin in ORIGINS), {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_a_page_of_another_site_changes_nothing(stage: Arena, headers: dict[str, str]) -> None:
    before = events(stage)

    statuses = {
        target.operation: stage.send(target, token=stage.tokens["admin"], headers=headers).status_code
        for target in stage.targets
        if target.method != "GET"
    }

    assert statuses == dict.fromkeys(statuses, 403)
    assert stage.http.post("/login", data={"code": "x"}, headers=headers).status_code == 403
    assert stage.http.post("/logout", headers=headers).status_code == 403
    assert events(stage) == before


def test_no_answer_invites_other_sites(stage: Arena) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}

    for target in stage.targets:
        answer = stage.http.options(target.path.replace("{", "").replace("}", ""), headers=headers)
        assert not [name for name in answer.headers if name.startswith("access-control-")]
