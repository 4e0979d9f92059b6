"""A small, quick client of the data plane: one keep-alive connection, one tensor per column."""

from __future__ import annotations

import select
import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import orjson
from msgspec import Struct
from numpy.typing import NDArray

from flyball.core.errors import FlyballError, Unavailable, error_from_dict

_DATATYPES = {"b": "BOOL", "O": "BYTES", "U": "BYTES"}


class InferResult(Struct, frozen=True, kw_only=True):
    """The answer to one request; row k of each field belongs to row k of the inputs."""

    ids: list[str]
    """Of the predictions."""
    scores: NDArray[np.float64]
    """NaN where the model gave no number."""
    variants: list[str]
    versions: list[str]
    policy_gen: int


class InferenceClient:
    """Sends rows to a deployment. Not for several threads at once; use one per thread.

    ```python
    client = InferenceClient("http://127.0.0.1:7701", token)
    result = client.infer("late-flight", {"distance": distances, "carrier": carriers}, units=bookings)
    ```
    """

    def __init__(
        self, url: str, token: str | None = None, *, project: str | None = None, timeout_s: float = 30.0
    ) -> None:
        where = urlsplit(url)
        if where.scheme != "http" or not where.hostname:
            raise ValueError(f"{url!r} is not the http:// address of a serving worker")
        self._address = (where.hostname, where.port or 80)
        self._timeout_s = timeout_s
        self._prefix = f"/serve/{project}/v2" if project else "/v2"
        authorization = f"Authorization: Bearer {token}\r\n" if token else ""
        self._head = f"Host: {where.netloc}\r\n{authorization}Content-Type: application/json\r\n"
        self._socket: socket.socket | None = None
        self._buffer = bytearray()

    def infer(
        self,
        deployment: str,
        inputs: Mapping[str, NDArray[Any] | Sequence[Any]],
        *,
        units: Sequence[str] | str | None = None,
        event_times: Sequence[datetime | str] | datetime | str | None = None,
        business_keys: Sequence[str] | str | None = None,
        version: str | int | None = None,
        request_id: str | None = None,
    ) -> InferResult:
        """Scores of all rows. Raises the error that the server names, or `Unavailable` when it does not answer."""
        body = _body(inputs, units, event_times, business_keys, request_id)
        pinned = f"/versions/{version}" if version is not None else ""
        return _result(self._post(f"{self._prefix}/models/{deployment}{pinned}/infer", body))

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._buffer.clear()

    def __enter__(self) -> InferenceClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _post(self, path: str, body: bytes) -> dict[str, Any]:
        head = f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        try:
            connection = self._connection()
            connection.sendall(head.encode() + body)
            status, answer, stays_open = self._read(connection)
        except OSError as error:
            self.close()
            raise Unavailable("the serving worker does not answer", why=str(error)) from error
        if not stays_open:
            self.close()
        content = _decoded(answer)
        if status != 200:
            raise _failure(status, content)
        return content

    def _connection(self) -> socket.socket:
        if self._socket is not None and select.select([self._socket], [], [], 0)[0]:
            self.close()  # readable between two requests: the server has closed it
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=self._timeout_s)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _read(self, connection: socket.socket) -> tuple[int, bytes, bool]:
        buffer = self._buffer
        while (end := buffer.find(b"\r\n\r\n")) < 0:
            self._more(connection)
        head = bytes(buffer[:end]).lower()
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        total = end + 4 + int(fields.get(b"content-length", b"0"))
        while len(buffer) < total:
            self._more(connection)
        answer = bytes(buffer[end + 4 : total])
        del buffer[:total]
        return int(head[9:12]), answer, fields.get(b"connection") != b"close"

    def _more(self, connection: socket.socket) -> None:
        data = connection.recv(1 << 18)
        if not data:
            raise ConnectionResetError("the connection was closed before the answer was complete")
        self._buffer += data


def _body(
    inputs: Mapping[str, NDArray[Any] | Sequence[Any]],
    units: Sequence[str] | str | None,
    event_times: Sequence[datetime | str] | datetime | str | None,
    business_keys: Sequence[str] | str | None,
    request_id: str | None,
) -> bytes:
    parameters: dict[str, Any] = {}
    if units is not None:
        parameters["unit"] = units if isinstance(units, str) else list(units)
    if business_keys is not None:
        parameters["business_key"] = business_keys if isinstance(business_keys, str) else list(business_keys)
    if event_times is not None:
        parameters["event_time"] = event_times if isinstance(event_times, datetime | str) else list(event_times)
    request: dict[str, Any] = {"inputs": [_tensor(name, values) for name, values in inputs.items()]}
    if parameters:
        request["parameters"] = parameters
    if request_id is not None:
        request["id"] = request_id
    return orjson.dumps(request, option=orjson.OPT_SERIALIZE_NUMPY)


def _tensor(name: str, values: NDArray[Any] | Sequence[Any]) -> dict[str, Any]:
    array = np.asarray(values)
    kind, bits = array.dtype.kind, array.dtype.itemsize * 8
    # orjson writes NaN as null, which is what a missing value is in this protocol.
    datatype = _DATATYPES.get(kind) or {"f": "FP", "i": "INT", "u": "UINT"}.get(kind, "?") + str(bits)
    data = array.tolist() if kind in "OU" else np.ascontiguousarray(array)
    return {"name": name, "shape": [len(array)], "datatype": datatype, "data": data}


def _result(answer: dict[str, Any]) -> InferResult:
    outputs = {output["name"]: output["data"] for output in answer["outputs"]}
    scores = np.array(answer["outputs"][0]["data"], dtype=np.float64)
    parameters, count = answer["parameters"], len(scores)
    made = parameters["prediction_id"]
    return InferResult(
        ids=[made] if count == 1 else [f"{made}.{row}" for row in range(count)],
        scores=scores,
        variants=outputs.get("variant") or [parameters["variant"]] * count,
        versions=outputs.get("model_version") or [answer["model_version"]] * count,
        policy_gen=parameters["policy_gen"],
    )


def _decoded(answer: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(answer)
    except orjson.JSONDecodeError as error:
        raise Unavailable("this is no serving worker", why=str(error)) from error
    return content if isinstance(content, dict) else {}


def _failure(status: int, content: dict[str, Any]) -> FlyballError:
    why = content.get("why", "")
    if "pointer" in content:
        why = f"at {content['pointer']}: expected {content['expected']}, got {content['got']}"
    body = {"code": content.get("code"), "what": content.get("what", f"the server answered {status}"), "why": why}
    return error_from_dict(body)
