"""Texts of a wrong form in a request: in its path, its query, its body."""

from __future__ import annotations

import httpx

from tests.unit.server.conftest import Server


def test_a_request_with_a_text_that_is_no_id_is_answered_in_words(server: Server) -> None:
    def error(answer: httpx.Response) -> str:
        assert answer.status_code == 400
        return str(answer.json()["error"])

    in_path = error(server.http.get("/api/v1/runs/abc", headers=server.authorization))
    in_query = error(server.http.get("/api/v1/runs?parent=abc", headers=server.authorization))
    in_body = error(
        server.http.post("/api/v1/runs", headers=server.authorization, json={"experiment": "late", "parent": "abc"})
    )

    for said in (in_path, in_query, in_body):
        assert "an id of 32 hexadecimal digits" in said
        assert "flyball run list" in said
        assert "regex" not in said
