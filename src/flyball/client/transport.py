"""HTTP to a Flyball server: one connection pool, safe retries, and the server's errors as ours."""

from __future__ import annotations

import random
import time
import uuid
from typing import Any

import httpx
import msgspec

from flyball.core.errors import FlyballError, Unavailable, error_from_dict

_ATTEMPTS = 6
_RETRY_STATUSES = {429, 502, 503, 504}


class Transport:
    """Sends requests for one server, token and project. Safe to share between threads.

    Every change carries an idempotency key, so a request that may or may not have arrived is simply sent again: the
    server answers a repeat with the first answer.
    """

    def __init__(
        self, url: str, *, token: str | None, project: str, timeout_s: float = 60.0, attempts: int = _ATTEMPTS
    ) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self.project = project
        self._attempts = attempts
        headers = {"Flyball-Project": project, "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=timeout_s, trust_env=False)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: list[tuple[str, str | int | float | bool | None]] | None = None,
        content: bytes | None = None,
        media_type: str = "application/json",
        changes: bool = True,
    ) -> httpx.Response:
        """Send one request, again if the server is away for a moment; raises the server's error as a `FlyballError`."""
        headers = {"Content-Type": media_type} if content is not None else {}
        if changes:
            headers["Idempotency-Key"] = uuid.uuid4().hex
        for attempt in range(self._attempts):
            is_last = attempt == self._attempts - 1
            try:
                response = self._http.request(method, path, params=query, content=content, headers=headers)
            except httpx.TransportError as error:
                if is_last:
                    raise Unavailable(
                        f"the server {self.url} does not answer", why=str(error), hint="start it with: flyball up"
                    ) from error
            else:
                if response.is_success:
                    return response
                if is_last or response.status_code not in _RETRY_STATUSES:
                    raise _refusal(response)
            # Full jitter, so that many clients of a restarted server don't come back in one wave.
            time.sleep(random.uniform(0, min(5.0, 0.1 * 2**attempt)))  # noqa: S311 - jitter is no secret
        raise AssertionError("unreachable")  # pragma: no cover

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _refusal(response: httpx.Response) -> FlyballError:
    try:
        body: Any = msgspec.json.decode(response.content)
        return error_from_dict(body["error"])
    except (msgspec.DecodeError, KeyError, TypeError):
        return Unavailable(f"{response.request.url} answered {response.status_code}", why=response.text[:200])
