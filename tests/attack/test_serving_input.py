"""What a client must not be able to do to a serving worker: every bad request is a 4xx, and neighbours go on."""

import json
import socket
import time
from collections.abc import Iterator

import numpy as np
import pytest

from flyball.serving.client import InferenceClient
from flyball.serving.snapshot import Limits
from tests.unit.serving import world

PATH = "/v2/models/late-flight/infer"
GOOD = {"inputs": [{"name": "x", "shape": [1, world.WIDTH], "datatype": "FP32", "data": [0.0] * world.WIDTH}]}
LIMITS = Limits(body_bytes=200_000, head_bytes=8_000, rows=50, arrival_s=1.0)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("serving")
    deployment = world.deployment([world.variant(home, "live", 1)])
    world.publish(home, 1, [deployment], limits=LIMITS)
    with world.worker(home) as running:
        yield running


def send(url: str, raw: bytes, *, wait_s: float = 10.0) -> tuple[int, bytes]:
    """Status and body of the answer to raw bytes; status 0 when the connection was closed without one."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=wait_s) as connection:
        connection.sendall(raw)
        return receive(connection)


def receive(connection: socket.socket) -> tuple[int, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return 0, data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)
    return int(head[9:12]), body[:length]


def post(body: bytes, *, path: str = PATH, extra: str = "", token: str = world.TOKEN, host: str = "127.0.0.1") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n{extra}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body


def tensor(**changes: object) -> bytes:
    return json.dumps({"inputs": [GOOD["inputs"][0] | changes]}).encode()


def still_answers(url: str) -> None:
    status, _ = send(url, post(json.dumps(GOOD).encode()))
    assert status == 200


BODIES = {
    "empty": b"",
    "no JSON": b"{",
    "array": b"[]",
    "null": b"null",
    "not UTF-8": b'{"inputs": "\xff\xfe"}',
    "inputs missing": b"{}",
    "inputs of another type": b'{"inputs": {"a": 1}}',
    "wrong name": tensor(name="y"),
    "wrong datatype": tensor(datatype="BYTES"),
    "unknown datatype": tensor(datatype="FP16X"),
    "wrong shape": tensor(shape=[1, 4]),
    "shape and data differ": tensor(data=[0.0]),
    "negative shape": tensor(shape=[-1, 5]),
    "huge shape": tensor(shape=[2**62, 5]),
    "shape beyond integers": tensor(shape=[10**40, 5]),
    "text for numbers": tensor(data=["a"] * 5),
    "missing values": tensor(data=[None] * 5),
    "objects for numbers": tensor(data=[{}] * 5),
    "NaN": tensor(data=[float("nan")] * 5),
    "infinity": tensor(data=[float("inf")] * 5),
    "beyond float32": tensor(data=[1e39] * 5),
    "beyond float64": tensor(data=[0] * 5).replace(b"[0, 0", b"[1e999, 0"),
    "enormous integer": tensor(data=[10**400] + [0] * 4),
    "deep nesting": b'{"inputs":' + b"[" * 90_000,
    "deep data": tensor(data="D").replace(b'"D"', b"[" * 40_000 + b"]" * 40_000),
    "deep parameters": json.dumps(GOOD).encode()[:-1]
    + b',"parameters":'
    + b'{"a":' * 20_000
    + b"1"
    + b"}" * 20_000
    + b"}",
    "unit of another type": json.dumps(GOOD | {"parameters": {"unit": 7}}).encode(),
    "too few units": json.dumps(GOOD | {"parameters": {"unit": ["a", "b"]}}).encode(),
    "no time": json.dumps(GOOD | {"parameters": {"event_time": "yesterday"}}).encode(),
    "time without offset": json.dumps(GOOD | {"parameters": {"event_time": "2013-01-01T00:00:00"}}).encode(),
    "lone surrogate as a name": b'{"inputs":[{"name":"\\ud800","shape":[1],"datatype":"FP32","data":[1]}]}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_bad_body_is_refused_with_a_reason(url, body):
    status, answer = send(url, post(body))

    assert 400 <= status < 500, answer
    assert json.loads(answer)["error"]


def test_a_refusal_points_at_the_place(url):
    _, answer = send(url, post(tensor(data=[0, 0, 0, "x", 0])))

    told = json.loads(answer)
    assert (told["pointer"], told["expected"], told["got"]) == ("/inputs/0/data/3", "FP32", "'x'")


HEADS = {
    "no token": (post(b"{}").replace(b"Authorization: Bearer", b"X-Other:"), 401),
    "unknown token": (post(b"{}", token="fly_wrong"), 401),
    "another scheme": (post(b"{}").replace(b"Bearer", b"Basic"), 401),
    "another host": (post(b"{}", host="attacker.example"), 421),
    "no host": (post(b"{}").replace(b"Host: 127.0.0.1\r\n", b""), 400),
    "two hosts": (post(b"{}", extra="Host: localhost\r\n"), 400),
    "two lengths": (post(b"{}", extra="Content-Length: 7\r\n"), 400),
    "length and chunked": (post(b"{}", extra="Transfer-Encoding: chunked\r\n"), 400),
    "negative length": (post(b"").replace(b"Length: 0", b"Length: -5"), 400),
    "bad chunk": (
        post(b"").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked") + b"zz\r\nhello\r\n0\r\n\r\n",
        400,
    ),
    "body over the limit": (post(b"").replace(b"Length: 0", b"Length: 999999999"), 413),
    "head over the limit": (post(b"{}", extra=f"X-Pad: {'p' * 9_000}\r\n"), 431),
    "many small headers": (post(b"{}", extra="X: y\r\n" * 2_000), 431),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "unknown deployment": (post(b"{}", path="/v2/models/nope/infer"), 404),
    "unknown version": (post(b"{}", path="/v2/models/late-flight/versions/9/infer"), 404),
    "unknown project": (post(b"{}", path="/serve/other/v2/models/late-flight/infer"), 404),
    "path traversal": (post(b"{}", path="/v2/models/../../etc/passwd"), 404),
    "encoded path": (post(b"{}", path="/v2/models/%00%ff/infer"), 404),
    "another method": (post(b"{}").replace(b"POST", b"DELETE"), 405),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "wanted"), HEADS.values(), ids=HEADS.keys())
def test_a_bad_head_is_refused(url, raw, wanted):
    status, _ = send(url, raw)

    assert status == wanted
    still_answers(url)


def test_rows_over_the_limit_are_refused(url):
    body = json.dumps({"inputs": [{"name": "x", "shape": [51, 5], "datatype": "FP32", "data": [0.0] * 255}]}).encode()

    assert send(url, post(body))[0] == 413


def test_a_chunked_body_over_the_limit_is_refused(url):
    raw = post(b"").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"

    try:
        status, _ = send(url, raw + chunk * 4)
    except ConnectionError:  # closed while we were still sending
        status = 413
    assert status == 413
    still_answers(url)


@pytest.mark.parametrize("part", [b"", b"POST /v2", post(b"{}")[:40], post(b'{"a": 1}')[:-3]])
def test_a_slow_sender_is_closed_and_others_are_not_kept_waiting(url, part):
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as slow:
        slow.sendall(part)
        still_answers(url)
        assert receive(slow)[0] in {0, 408}


def test_a_body_cut_short_harms_nobody(url):
    host, port = url.removeprefix("http://").split(":")
    for _ in range(20):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(post(json.dumps(GOOD).encode())[:-10])
    still_answers(url)


def test_pipelined_requests_are_answered_in_order(url):
    odd = post(b"{}", path="/v2/models/nope/infer")
    bad = post(tensor(name="y"))
    good = post(json.dumps(GOOD).encode())
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(good + odd + good + bad + good)
        statuses = []
        data = b""
        while len(statuses) < 5:
            data += connection.recv(65536)
            while b"\r\n\r\n" in data:
                head, _, rest = data.partition(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                if len(rest) < length:
                    break
                statuses.append(int(head[9:12]))
                data = rest[length:]
    assert statuses == [200, 404, 200, 400, 200]


def test_a_bad_request_does_not_spoil_its_neighbours_in_the_batch(url):
    x = np.random.default_rng(3).normal(size=(30, world.WIDTH))
    host, port = url.removeprefix("http://").split(":")
    connections = [socket.create_connection((host, int(port)), timeout=10) for _ in range(30)]
    try:
        for k, connection in enumerate(connections):
            connection.sendall(post(tensor(data=["bad"] * 5 if k == 7 else x[k].tolist())))
        answers = [receive(connection) for connection in connections]
    finally:
        for connection in connections:
            connection.close()

    scores = world.expected(x)
    for k, (status, answer) in enumerate(answers):
        if status == 200:
            assert json.loads(answer)["outputs"][0]["data"][0] == pytest.approx(scores[k], abs=1e-6)
    assert [status for status, _ in answers] == [400 if k == 7 else 200 for k in range(30)]


def test_a_refused_client_can_go_on_with_the_same_connection(url):
    from flyball.core.errors import SchemaMismatch

    with InferenceClient(url, world.TOKEN) as client:
        with pytest.raises(SchemaMismatch, match="no such input"):
            client.infer("late-flight", {"wrong": np.zeros(3)})
        result = client.infer("late-flight", {f"f{k}": np.zeros(3, dtype=np.float32) for k in range(world.WIDTH)})
    assert len(result.ids) == 3


def test_a_hundred_refusals_leave_the_worker_as_quick_as_before(url):
    started = time.perf_counter()
    for _ in range(100):
        send(url, post(b"{"))
    assert time.perf_counter() - started < 20
    still_answers(url)
