"""The web interface's files: hashed ones for a year, compressed at build time; every other path is its one page."""

from __future__ import annotations

import functools
import gzip
import re
import secrets
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from flyball import __version__
from flyball.server.packing import takes
from flyball.server.place import root_of

FILES = Path(__file__).parent / "static"
"""Where a build puts the interface; see hatch_build.py."""
PATHS = frozenset({"/", "/assets/{name}", "/favicon.svg", "/theme.js", "/{path:path}"})
"""Public, since they are the same for everybody and hold no data: that comes from the API, with a credential."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_NO_PAGE = re.compile(r"/(?:api|metrics|healthz|login|logout)(?:/|$)")
_FOR_EVER = "public, max-age=31536000, immutable"
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Flyball</title>
<style nonce="{nonce}">body{{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}}
:root{{color-scheme:light dark}}</style>
<h1>Flyball</h1><p>The server runs; its web interface has not been built. In a clone of the repository:
<code>make ui</code>, then reload this page.</p>
<p><a href="{root}api/v1/docs">The API, described</a> · <a href="{root}login">Sign in</a></p></html>"""


class _Rest(Route):
    """Every path that nothing else answers, but those of the API: a wrong one there is an error in JSON."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As any route, outside the API."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return (Match.NONE, {}) if _NO_PAGE.match(path) else super().matches(scope)


def ui_routes(files: Path = FILES) -> list[Route]:
    """The interface; these come last, since they take what is left."""

    async def page(request: Request) -> Response:
        return _page(files / "index.html", request.scope)

    async def asset(request: Request) -> Response:
        found = _file(files / "assets", request.path_params["name"], request)
        found.headers["cache-control"] = _FOR_EVER
        return found

    async def plain(request: Request) -> Response:
        found = _file(files, request.scope["route"].path.removeprefix("/"), request)
        found.headers["cache-control"] = "no-cache"
        return found

    return [
        Route("/", page, methods=["GET"]),
        Route("/assets/{name}", asset, methods=["GET"]),
        Route("/favicon.svg", plain, methods=["GET"]),
        Route("/theme.js", plain, methods=["GET"]),
        _Rest("/{path:path}", page, methods=["GET"]),
    ]


def _page(file: Path, scope: MutableMapping[str, Any]) -> Response:
    nonce, root = secrets.token_urlsafe(16), root_of(scope)
    if file.is_file():
        html = _read(file, file.stat().st_mtime_ns).decode()
        html = html.replace("__NONCE__", nonce).replace("__VERSION__", __version__)
        html = html.replace('"./', f'"{root}')
        status = 200
    else:
        html, status = _NOT_BUILT.format(nonce=nonce, root=root), 503
    headers = {"content-security-policy": _POLICY.format(nonce=nonce), "cache-control": "no-cache"}
    return Response(html, status_code=status, media_type="text/html", headers=headers)


def _file(folder: Path, name: str, request: Request) -> Response:
    file = folder / name
    media_type = _TYPES.get(file.suffix)
    if media_type is None or not _NAME.fullmatch(name) or not file.is_file():
        raise HTTPException(404)
    accepted = request.headers.get("accept-encoding", "")
    headers = {"vary": "accept-encoding"}
    dense = file.with_name(f"{name}.br")
    if not dense.is_file():  # a font, or too small to shrink
        content = _read(file, file.stat().st_mtime_ns)
    elif takes("br", accepted):
        headers["content-encoding"] = "br"
        content = _read(dense, dense.stat().st_mtime_ns)
    elif takes("gzip", accepted):
        headers["content-encoding"] = "gzip"
        content = _gzipped(file, file.stat().st_mtime_ns)
    else:
        content = _read(file, file.stat().st_mtime_ns)
    return Response(content, media_type=media_type, headers=headers)


@functools.lru_cache(maxsize=256)
def _read(file: Path, _changed_at: int) -> bytes:
    """A file kept in memory until it changes: all of them together are about a megabyte."""
    return file.read_bytes()


@functools.lru_cache(maxsize=256)
def _gzipped(file: Path, _changed_at: int) -> bytes:
    """For browsers on plain HTTP from another machine, which do not take brotli; made once, at the first request."""
    return gzip.compress(file.read_bytes(), 9, mtime=0)
