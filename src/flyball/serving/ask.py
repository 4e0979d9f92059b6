"""Asking the workers beside the control plane, for somebody who is signed in there and not at the workers.

A browser's session is no token, and a page may talk to its own server only. So the supervisor leaves two files in the
home folder that nobody else can read: where the workers answer, and a secret of this machine that they accept.
"""

from __future__ import annotations

import http.client
import os
import secrets
import time
from contextlib import suppress
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import msgspec

from flyball.core.errors import FlyballError, Unavailable, error_from_dict
from flyball.serving.model import InferAnswer, InferInput, InferParameters
from flyball.serving.places import Places

INSIDER = "system:server"
"""Who asks, for the workers; who is behind it was checked before."""
TIMEOUT_S = 10.0


def insider_secret(places: Places) -> str:
    """The machine's own secret, made when it is missing; only the owner of the home folder can read it."""
    places.create()
    with suppress(FileExistsError):
        descriptor = os.open(places.insider, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
    deadline = time.monotonic() + 1.0
    while not (secret := places.insider.read_text(encoding="ascii")) and time.monotonic() < deadline:
        time.sleep(0.005)  # somebody else has made the file and is about to fill it
    return secret


def insider_digest(places: Places) -> bytes:
    """What the workers compare a token with."""
    return sha256(insider_secret(places).encode()).digest()


def reachable(url: str) -> str:
    """The address to ask at from this machine; a worker that listens everywhere answers on loopback.

    >>> reachable("http://0.0.0.0:7701"), reachable("http://127.0.0.1:7701")
    ('http://127.0.0.1:7701', 'http://127.0.0.1:7701')
    """
    return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")


def ask(
    places: Places,
    project: str,
    name: str,
    inputs: tuple[InferInput, ...],
    *,
    parameters: InferParameters | None,
    version: int | None,
) -> InferAnswer:
    """The workers' own answer to a request of the Open Inference Protocol, and how long it took to come."""
    body: dict[str, Any] = {"inputs": inputs}
    if parameters is not None:
        body["parameters"] = parameters
    pinned = "" if version is None else f"/versions/{version}"
    started = time.perf_counter()
    status, content = _post(places, f"/serve/{project}/v2/models/{name}{pinned}/infer", msgspec.json.encode(body))
    took_us = int((time.perf_counter() - started) * 1e6)
    answer = _decoded(content)
    if status != 200:
        raise _refusal(answer, status)
    return msgspec.convert(answer | {"took_us": took_us}, InferAnswer)


def _post(places: Places, path: str, body: bytes) -> tuple[int, bytes]:
    where = urlsplit(reachable(_address(places)))
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=TIMEOUT_S)
    token = f"Bearer {insider_secret(places)}"
    try:
        # localhost as the Host: it is accepted whatever names the workers are given
        connection.putrequest("POST", path, skip_host=True)
        for header, value in (
            ("Host", "localhost"),
            ("Authorization", token),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
        ):
            connection.putheader(header, value)
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable(
            "the serving workers do not answer", why=str(error), hint="flyball up --roles serving"
        ) from error
    finally:
        connection.close()


def _address(places: Places) -> str:
    try:
        return places.address.read_text(encoding="ascii")
    except FileNotFoundError:
        raise Unavailable(
            "no serving workers run beside this server", hint="flyball up --roles server,serving"
        ) from None


def _decoded(content: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unavailable("the serving workers answer something else", why=str(error)) from error


def _refusal(said: dict[str, Any], status: int) -> FlyballError:
    why = str(said.get("why", ""))
    if "pointer" in said:
        why = f"at {said['pointer']}: expected {said['expected']}, got {said['got']}"
    return error_from_dict({"what": f"the workers answered {status}", **said, "why": why, "details": None})
