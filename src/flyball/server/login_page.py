"""Signing in with a browser: a page without script, a one-time code, a session cookie that no script can read."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from flyball.core.errors import FlyballError, NotSignedIn, TooLarge
from flyball.governance.login import LONGEST, Session, sign_in, sign_out
from flyball.server.auth import SESSION_COOKIE
from flyball.server.login_limit import LoginLimit, record_refusal
from flyball.server.place import inner_path, to
from flyball.store import Stores

_ACCOUNT = "login"  # one-time codes name nobody, so all failures of an address count together
_LONGEST_FORM = 4096
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0}
main{width:22rem}label{display:block;margin:1rem 0 .3rem}
input,button{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}
button{margin-top:1rem;cursor:pointer}[role=alert]{border-left:3px solid #c33;padding-left:.7rem}
"""


def login_routes(stores: Stores) -> list[Route]:
    """`/login` and `/logout`; public, since whoever comes here has no credential yet."""
    limit = LoginLimit(stores.clock)

    async def page(request: Request) -> Response:
        # A code in the link is not used up by looking: mail scanners and previews open links, people press buttons.
        asked = request.query_params
        return _page(code=asked.get("code", "")[:200], then=inner_path(asked.get("next", "/")))

    async def login(request: Request) -> Response:
        code, then = await _form(request)
        address = request.client.host if request.client else "unknown"
        limit.check(_ACCOUNT, address)
        try:
            session = await run_in_threadpool(sign_in, stores, code)
        except NotSignedIn as error:
            if limit.failed(_ACCOUNT, address):
                await run_in_threadpool(record_refusal, stores.catalog, _ACCOUNT, address)
            return _page(error=error, then=then)
        return _signed_in(request, session, then=then, is_secure=stores.settings.behind_proxy)

    async def logout(request: Request) -> Response:
        cookie = request.cookies.get(SESSION_COOKIE)
        if cookie:
            await run_in_threadpool(sign_out, stores.catalog, cookie)
        response = to(request, "/login")
        response.delete_cookie(SESSION_COOKIE, path="/")
        return response

    return [
        Route("/login", page, methods=["GET"]),
        Route("/login", login, methods=["POST"]),
        Route("/logout", logout, methods=["POST"]),
    ]


async def _form(request: Request) -> tuple[str, str]:
    """The code, and the page that was wanted before the login came between."""
    body = await request.body()
    if len(body) > _LONGEST_FORM:
        raise TooLarge("the login form is larger than a login form")
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    return fields.get("code", [""])[0].strip(), inner_path(fields.get("next", ["/"])[0])


def _signed_in(request: Request, session: Session, *, then: str, is_secure: bool) -> Response:
    response = to(request, then)
    response.set_cookie(
        SESSION_COOKIE,
        session.cookie,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=is_secure,
    )
    return response


def _page(*, then: str, code: str = "", error: FlyballError | None = None) -> Response:
    said = f'<p role="alert">{escape(error.what)}. {escape(error.why)}</p>' if error else ""
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in to Flyball</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f"<h1>Flyball</h1>{said}"
        f'<form method="post" action="login"><label for="code">One-time code</label>'
        f'<input id="code" name="code" required autocomplete="one-time-code" value="{escape(code)}">'
        f'<input type="hidden" name="next" value="{escape(then)}">'
        f"<button>Sign in</button></form>"
        f"<p>The server printed a login link when it started first. An administrator can make another.</p>"
        f"</main></body></html>"
    )
    status = error.status if error else 200
    return Response(html, status_code=status, media_type="text/html", headers={"content-security-policy": _POLICY})
