"""What every request passes before anything reads it: host and origin, sizes, times; and what every answer carries."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flyball.core import RandomIds
from flyball.core.config import Settings
from flyball.core.errors import FlyballError, Forbidden, TooLarge
from flyball.server.access_log import log_request
from flyball.server.failures import error_response
from flyball.server.metrics import observe

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with "no-referrer" a browser sends `Origin: null` with our own login form
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
}


class WrongHost(Forbidden):
    """The Host header names another site: a rebinding attack, or a proxy that is not configured."""

    code = "wrong-host"
    status = 421


class Guard:
    """Pure ASGI middleware; refuses before routing, so that no route can be forgotten."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._ids = RandomIds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on; every answer gets the security headers and the request id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["flyball_request_id"] = self._ids.new()
        started = time.perf_counter()
        status = 500

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": self._headers(message["headers"], scope)}
            await send(message)

        try:
            self._check(scope)
            await self._app(scope, _Limited(receive, self._settings), send_guarded)
        except FlyballError as error:
            await error_response(error, scope["flyball_request_id"])(scope, receive, send_guarded)
        finally:
            seconds = time.perf_counter() - started
            observe(scope, status, seconds)
            log_request(scope, status, seconds)

    def _check(self, scope: Scope) -> None:
        headers = [(key.lower(), value) for key, value in scope["headers"]]
        check_host([value for key, value in headers if key == b"host"], self._settings)
        named = dict(headers)
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            check_origin(named, self._settings)
        length = named.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._settings.max_body_bytes:
            raise TooLarge(
                f"the body is larger than {self._settings.max_body_bytes} bytes",
                hint="raise max_body_bytes, or send less",
            )

    def _headers(self, headers: Any, scope: Scope) -> list[tuple[bytes, bytes]]:
        present = {key.lower() for key, _ in headers}
        extra = [(k.encode(), v.encode()) for k, v in SECURITY_HEADERS.items() if k.encode() not in present]
        return [*headers, *extra, (b"x-request-id", scope["flyball_request_id"].encode())]


class _Limited:
    """A request body that may not be longer or slower than the settings allow, whatever its headers claim."""

    def __init__(self, receive: Receive, settings: Settings) -> None:
        self._receive = receive
        self._left = settings.max_body_bytes
        self._deadline = time.monotonic() + settings.request_timeout_s
        self._is_complete = False

    async def __call__(self) -> Message:
        if self._is_complete:
            return await self._receive()  # now only a disconnect can come, at any time
        try:
            async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow("the request took too long to arrive") from None
        self._left -= len(message.get("body", b""))
        self._is_complete = message["type"] == "http.request" and not message.get("more_body", False)
        if self._left < 0:
            raise TooLarge("the body is larger than allowed", hint="raise max_body_bytes, or send less")
        return message


class TooSlow(FlyballError):
    """The sender needed longer than the time limit for its request."""

    code = "too-slow"
    status = 408


def check_host(hosts: list[bytes], settings: Settings) -> None:
    """Exactly one Host header, naming loopback or an allowed host; anything else may be a rebound name."""
    name = _host_name(hosts[0].decode("latin-1")) if len(hosts) == 1 else None
    if name is None or not _is_allowed(name, settings):
        raise WrongHost("the Host header names no host of this server", hint="add it to allowed_hosts in flyball.toml")


def check_origin(headers: dict[bytes, bytes], settings: Settings) -> None:
    """A browser on another site may not send changes, even with a session cookie."""
    site = headers.get(b"sec-fetch-site", b"none")
    origin = headers.get(b"origin")
    if site in {b"cross-site", b"same-site"} or (origin is not None and not _same_origin(origin, headers, settings)):
        raise Forbidden("this change comes from a page of another site", why="its Origin is not this server")


def _same_origin(origin: bytes, headers: dict[bytes, bytes], settings: Settings) -> bool:
    netloc = urlsplit(origin.decode("latin-1")).netloc
    host = headers.get(b"host", b"").decode("latin-1")
    name = _host_name(netloc)
    return bool(netloc) and netloc == host and name is not None and _is_allowed(name, settings)


def _host_name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    return parts.hostname if parts.hostname and "@" not in host and parts.path == "" else None


def _is_allowed(name: str, settings: Settings) -> bool:
    if name == "localhost" or name in settings.allowed_hosts or name == settings.host:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
