"""Who may ask: host and token, checked before the body is read."""

from __future__ import annotations

import ipaddress
import time
from hashlib import sha256
from urllib.parse import urlsplit

from flyball.serving.ask import INSIDER
from flyball.serving.snapshot import Key
from flyball.serving.worker.refuse import Refused
from flyball.serving.worker.state import State

_KEPT_HOSTS = 256


class Door:
    """Checks the credentials of requests against the snapshot in force.

    `insider` is the digest of the machine's own secret, with which the control plane asks for whom it has let in.
    """

    def __init__(self, insider: bytes | None = None) -> None:
        self._insider = insider
        self._good_hosts: set[bytes] = set()
        self._allowed: tuple[str, ...] = ()

    def check(self, state: State, host: bytes | None, authorization: bytes | None, client: object, project: str) -> str:
        """The principal that asks; `Refused` with 421, 401 or 403."""
        snapshot = state.snapshot
        if snapshot.allowed_hosts != self._allowed:
            self._good_hosts.clear()
            self._allowed = snapshot.allowed_hosts
        if host not in self._good_hosts:
            self._check_host(host)
        if authorization is None:
            if snapshot.open_on_loopback and _is_loopback(client):
                return "user:local"
            raise _not_signed_in("this request carries no token")
        return self._principal(state.keys, authorization, project)

    def _principal(self, keys: dict[bytes, Key], authorization: bytes, project: str) -> str:
        scheme, _, token = authorization.partition(b" ")
        # The table is keyed by a hash of the secret, so the time of the look-up tells nothing about any secret.
        hashed = sha256(token.strip()).digest() if scheme.lower() == b"bearer" else b""
        key = keys.get(hashed)
        if key is None:
            if hashed and hashed == self._insider:
                return INSIDER
            raise _not_signed_in("the token is unknown or was revoked")
        if key.expires_at_us <= time.time() * 1e6:
            raise _not_signed_in("the token has expired")
        if "*" not in key.projects and project not in key.projects:
            raise Refused(403, "forbidden", f"this token may not ask for predictions in project {project}")
        return key.principal

    def _check_host(self, host: bytes | None) -> None:
        if host is None or not _host_allowed(host.decode("latin-1"), self._allowed):
            raise Refused(421, "wrong-host", "the Host header names no host of this server")
        if len(self._good_hosts) < _KEPT_HOSTS:
            self._good_hosts.add(host)


def _not_signed_in(what: str) -> Refused:
    return Refused(401, "not-signed-in", what, why="send Authorization: Bearer TOKEN")


def _is_loopback(client: object) -> bool:
    if not isinstance(client, tuple | list):
        return False
    try:
        return ipaddress.ip_address(str(client[0])).is_loopback
    except ValueError:
        return False


def _host_allowed(host: str, allowed: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return False
    name = parts.hostname
    if not name or "@" in host or parts.path:
        return False
    if name == "localhost" or name in allowed:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
