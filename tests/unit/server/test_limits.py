"""What is refused before anything reads it; sent as raw bytes, since a client library would not send it."""

import socket
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from flyball.core import RandomIds, SystemClock
from flyball.governance.login import ensure_admin
from flyball.server.protocol import MAX_HEAD_BYTES, GuardedProtocol
from flyball.store import open_stores
from tests import workspaces
from tests.unit.server.conftest import Server

LIMIT = 10_000


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that takes little, and not for long."""
    settings = msgspec.structs.replace(
        workspaces.settings_in(tmp_path_factory.mktemp("small")), max_body_bytes=LIMIT, request_timeout_s=0.3
    )
    clock = SystemClock()
    stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
    ensure_admin(stores, token=workspaces.ADMIN_TOKEN)
    with workspaces.served(stores) as url, httpx.Client(base_url=url, trust_env=False) as http:
        yield Server(url, stores, http)
    stores.close()


def send(server: Server, *pieces: bytes) -> bytes:
    """Everything the server says until it closes or is silent for a while."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        for piece in pieces:
            wire.sendall(piece)
        said = b""
        try:
            while piece := wire.recv(65536):
                said += piece
                if b"\r\n\r\n" in said and b"connection: close" not in said.lower():
                    wire.settimeout(0.5)
        except TimeoutError:
            pass
        return said


def head(server: Server, *lines: str) -> bytes:
    first = ["POST /api/v1/principals HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Content-Type: application/json"]
    authorization = f"Authorization: Bearer {workspaces.ADMIN_TOKEN}"
    return "\r\n".join([*first, authorization, *lines, "", ""]).encode()


def test_a_declared_length_above_the_limit_is_refused_before_the_body(small: Server) -> None:
    said = send(small, head(small, f"Content-Length: {LIMIT + 1}"))

    assert b" 413 " in said
    assert b'"code":"too-large"' in said


def test_a_chunked_body_cannot_hide_its_length(small: Server) -> None:
    chunk = b"%x\r\n%s\r\n" % (4000, b" " * 4000)

    said = send(small, head(small, "Transfer-Encoding: chunked"), chunk, chunk, chunk, b"0\r\n\r\n")

    assert b" 413 " in said


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 2", "Content-Length: 3"),
        ("Content-Length: 2", "Transfer-Encoding: chunked"),
        ("Content-Length: -1",),
        ("Content-Length: 2x",),
        ("Transfer-Encoding: chunked, identity",),
    ],
)
def test_a_request_with_two_readings_is_refused(small: Server, lines: tuple[str, ...]) -> None:
    # In one piece: bytes that arrive after a server has closed make the kernel drop its answer.
    said = send(small, head(small, *lines) + b"{}\r\n")

    assert said.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in said.lower()


def test_a_body_that_trickles_in_is_given_up(small: Server) -> None:
    said = send(small, head(small, "Content-Length: 100"), b"{")

    assert b" 408 " in said


def test_a_head_that_trickles_in_is_cut_off(small: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GuardedProtocol, "head_timeout_s", 0.2)

    assert send(small, b"POST /api/v1/principals HTTP/1.1\r\nHost: ") == b""


def test_a_connection_that_never_speaks_is_cut_off(small: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GuardedProtocol, "head_timeout_s", 0.2)

    assert send(small) == b""


def test_a_body_for_an_answered_request_cannot_keep_the_connection(
    small: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flyball.server.protocol.BODY_MARGIN_S", 0.1)
    request = head(small, f"Content-Length: {LIMIT}").replace(b"127.0.0.1", b"evil.example")

    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as wire:
        wire.sendall(request)
        said = wire.recv(65536)
        while piece := wire.recv(65536):  # ends only because the server closes
            said += piece

    assert b" 421 " in said


def test_a_giant_head_is_refused(small: Server) -> None:
    said = send(small, head(small, "X-Much: " + "a" * MAX_HEAD_BYTES, "Content-Length: 0"))

    assert b" 431 " in said


def test_json_that_nests_too_deep_is_refused_unparsed(small: Server) -> None:
    answer = small.http.post("/api/v1/principals", content=b'{"principal":' + b"[" * 5000, headers=small.authorization)

    assert answer.status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.", "", "a@127.0.0.1", "[::1"])
def test_a_foreign_host_is_misdirected(small: Server, host: str) -> None:
    request = f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()

    assert send(small, request).startswith(b"HTTP/1.1 421 ")


def test_two_hosts_are_misdirected(small: Server) -> None:
    request = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{small.port}\r\nHost: evil.example\r\n\r\n".encode()

    assert send(small, request).startswith((b"HTTP/1.1 421 ", b"HTTP/1.1 400 "))


def test_requests_on_one_connection_are_answered_in_order(small: Server) -> None:
    one = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{small.port}\r\n\r\n".encode()

    assert send(small, one * 3).count(b"HTTP/1.1 200 ") == 3
