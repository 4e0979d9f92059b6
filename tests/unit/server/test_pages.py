"""What the server shows, to whom, and what it refuses to start with."""

import json
import threading

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from flyball.core import operations_of
from flyball.governance.login import new_login_code
from flyball.server.app import build_app, open_services
from flyball.server.guard import SECURITY_HEADERS
from flyball.server.pages import PUBLIC
from flyball.server.routes import UnguardedRoute, check_routes
from flyball.store import Stores
from tests.unit.server.conftest import Server


async def page(_request: Request) -> Response:
    return Response(b"")


def test_the_public_paths_are_these_and_no_others() -> None:
    interface = {"/", "/assets/{name}", "/favicon.svg", "/theme.js", "/{path:path}"}
    assert {"/healthz", "/login", "/logout"} | interface == PUBLIC


def test_a_route_without_permission_keeps_the_server_from_starting() -> None:
    with pytest.raises(UnguardedRoute, match="neither a permission nor a public reason"):
        check_routes([Route("/forgotten", page)], PUBLIC)


def test_a_mounted_application_keeps_the_server_from_starting() -> None:
    with pytest.raises(UnguardedRoute, match="no plain route"):
        check_routes([Mount("/files", Starlette())], PUBLIC)


def test_two_operations_on_one_path_keep_the_server_from_starting() -> None:
    with pytest.raises(UnguardedRoute, match="declared twice"):
        check_routes([Route("/login", page), Route("/login", page)], PUBLIC)


def test_every_operation_is_a_route_and_is_in_the_description(stores: Stores, server: Server) -> None:
    routes = {(method, route.path) for route in build_app(stores).routes for method in route.methods}  # type: ignore[attr-defined]
    document = server.http.get("/api/v1/openapi.json", headers=server.authorization).json()

    for service in open_services(stores).values():
        for declared in operations_of(type(service)).values():
            path = f"/api/v1{declared.path}"
            assert (declared.method, path) in routes
            assert declared.method.lower() in document["paths"][path.replace(":path}", "}")]


def test_the_description_shows_each_operation_to_people(server: Server) -> None:
    shown = server.http.get("/api/v1/docs", headers=server.authorization)

    assert shown.headers["content-type"].startswith("text/html")
    assert "/api/v1/whoami" in shown.text
    assert "<script" not in shown.text


@pytest.mark.parametrize("path", ["/healthz", "/login", "/nowhere", "/api/v1/whoami", "/metrics"])
def test_every_answer_carries_the_security_headers_and_an_id(server: Server, path: str) -> None:
    answer = server.http.get(path)

    for name in SECURITY_HEADERS:
        assert name in answer.headers
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert len(answer.headers["x-request-id"]) == 32
    assert "server" not in answer.headers


def test_an_error_is_one_json_object_with_a_way_out(server: Server) -> None:
    error = server.http.get("/api/v1/whoami").json()["error"]

    assert error["code"] == "not-signed-in"
    assert "flyball token create" in error["hint"]


def test_metrics_need_a_token_and_count_requests_and_events(server: Server) -> None:
    assert server.http.get("/metrics").status_code == 401
    server.http.post("/api/v1/principals", json={"principal": "user:ana"}, headers=server.authorization)

    shown = server.http.get("/metrics", headers=server.authorization).text

    assert 'flyball_http_requests_total{route="access.create_principal",status="200"}' in shown
    assert 'flyball_events_total{project="default"}' in shown
    assert "flyball_catalog_log_bytes" in shown


def test_events_arrive_live_in_order_and_resume_where_they_stopped(server: Server) -> None:
    for name in ("ana", "ben"):
        body = {"principal": f"user:{name}"}
        server.http.post("/api/v1/principals", json=body, headers=server.authorization)

    with server.http.stream("GET", "/api/v1/events/stream", headers=server.authorization) as live:
        seen = _events(live.iter_lines(), 3)
    with server.http.stream(
        "GET", "/api/v1/events/stream", headers={**server.authorization, "Last-Event-ID": str(seen[1]["seq"])}
    ) as resumed:
        rest = _events(resumed.iter_lines(), 1)

    assert [event["seq"] for event in seen] == [1, 2, 3]
    assert rest == seen[2:3]


def test_a_browsers_session_follows_events_by_its_cookie(server: Server) -> None:
    server.http.post("/login", data={"code": new_login_code(server.stores)})
    newest = server.http.get("/api/v1/audit/head").json()["seq"]

    with server.http.stream("GET", f"/api/v1/events/stream?after={newest}") as live:
        server.http.post("/api/v1/principals", json={"principal": "user:ana"}, headers={"Origin": server.url})
        (seen,) = _events(live.iter_lines(), 1)

    assert (seen["seq"], seen["ref"]) == (newest + 1, "principal:user/ana")
    with server.http.stream("GET", "/api/v1/events/stream", headers={"Last-Event-ID": str(newest)}) as resumed:
        assert _events(resumed.iter_lines(), 1) == [seen]


def test_a_revoked_token_ends_its_live_stream(server: Server) -> None:
    made = server.http.post("/api/v1/tokens", json={"name": "live"}, headers=server.authorization).json()
    mine = {"Authorization": f"Bearer {made['secret']}"}

    with server.http.stream("GET", "/api/v1/events/stream", headers=mine) as live:
        lines = live.iter_lines()
        next(lines)
        server.http.delete(f"/api/v1/tokens/{made['token']['id']}", headers=server.authorization)
        for _line in lines:  # ends only because the server ends it
            pass


def test_a_stopping_server_ends_its_live_streams(stores: Stores) -> None:
    import httpx

    from tests import workspaces

    ended = threading.Event()
    headers = {"Authorization": f"Bearer {workspaces.ADMIN_TOKEN}"}

    def listen(url: str, begun: threading.Event) -> None:
        with httpx.stream("GET", f"{url}/api/v1/events/stream", headers=headers, trust_env=False) as live:
            for _line in live.iter_lines():
                begun.set()
        ended.set()

    begun = threading.Event()
    with workspaces.served(stores) as url:
        listener = threading.Thread(target=listen, args=(url, begun))
        listener.start()
        assert begun.wait(20)
    assert ended.wait(20)
    listener.join()


def _events(lines: object, count: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for line in lines:  # type: ignore[attr-defined]
        if line.startswith("data: "):
            found.append(json.loads(line.removeprefix("data: ")))
        if len(found) == count:
            break
    return found
