"""Large answers travel compressed, secrets and small ones never."""

from __future__ import annotations

import gzip

import pytest

from flyball.server.packing import SMALLEST, packed
from tests.unit.server.conftest import Server

NOTES = "the same words again " * 200


def test_a_long_answer_travels_compressed_and_is_the_same(server: Server) -> None:
    asked = {**server.authorization, "accept-encoding": "gzip"}
    server.http.post("/api/v1/runs", json={"experiment": "much", "notes": NOTES}, headers=asked).raise_for_status()

    with server.http.stream("GET", "/api/v1/runs", headers=asked) as answer:
        raw = b"".join(answer.iter_raw())
    plain = server.http.get("/api/v1/runs", headers={**asked, "accept-encoding": "identity"})

    assert answer.headers["content-encoding"] == "gzip"
    assert len(raw) < len(plain.content) / 2
    assert gzip.decompress(raw) == plain.content
    assert "content-encoding" not in plain.headers


def test_the_answer_to_a_change_may_hold_a_secret_and_is_not_compressed(server: Server) -> None:
    asked = {**server.authorization, "accept-encoding": "gzip"}

    made = server.http.post("/api/v1/runs", json={"experiment": "much", "notes": NOTES}, headers=asked)

    assert len(made.content) > SMALLEST
    assert "content-encoding" not in made.headers


@pytest.mark.parametrize("size", [0, SMALLEST - 1])
def test_what_fits_a_packet_stays_as_it_is(size: int) -> None:
    content, headers = packed(b"x" * size, "gzip")

    assert content == b"x" * size
    assert "content-encoding" not in headers
