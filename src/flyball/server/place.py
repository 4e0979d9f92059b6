"""Addresses relative to the page that is asked for: right under any URL prefix, also one that a proxy takes away."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_LONGEST = 2000


def root_of(scope: MutableMapping[str, Any]) -> str:
    """The way from the requested page up to the root of the application.

    >>> root_of({"raw_path": b"/p/airline/runs"}), root_of({"raw_path": b"/login"})
    ('../../', './')
    >>> root_of({"raw_path": b"/flyball/login", "root_path": "/flyball"})
    './'
    """
    path: bytes = scope["raw_path"]  # as the browser wrote it: an encoded slash is no step
    own = path.removeprefix(scope.get("root_path", "").encode())
    return "../" * (own.count(b"/") - 1) or "./"


def to(request: Request, path: str) -> Response:
    """A redirect to another page of this application, which begins with a slash."""
    return RedirectResponse(root_of(request.scope) + path.removeprefix("/"), status_code=303)


def inner_path(text: str) -> str:
    """The text if it is a path inside this application, else `/`: a login link must not lead to another site.

    >>> inner_path("/p/airline?tab=runs"), inner_path("//evil.example"), inner_path("https://evil.example")
    ('/p/airline?tab=runs', '/', '/')
    """
    is_inner = text.startswith("/") and not text.startswith("//") and "\\" not in text
    return text if is_inner and text.isprintable() and len(text) <= _LONGEST else "/"


class Prefix:
    """Takes the setting `root_path` off the addresses that have it; a proxy may have done so already."""

    def __init__(self, app: ASGIApp, *, root_path: str) -> None:
        self._app = app
        self._root = root_path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the bare prefix is sent to the same with a slash behind it."""
        if self._root and scope["type"] == "http":
            if scope["path"] == self._root:
                bare = RedirectResponse(f"{self._root.rpartition('/')[2]}/", status_code=308)
                return await bare(scope, receive, send)
            if scope["path"].startswith(f"{self._root}/"):
                scope["root_path"] = self._root  # in place: who logs the request reads the same scope
        return await self._app(scope, receive, send)
