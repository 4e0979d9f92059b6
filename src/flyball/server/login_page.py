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
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_STYLE = """
:root{color-scheme:light dark;--a:light-dark(oklch(51% .15 258),oklch(74% .11 258));
--l:light-dark(oklch(63% .012 258),oklch(56% .012 258));--q:light-dark(oklch(42% .014 258),oklch(80% .01 258))}
body{font:14px/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0;
background:light-dark(oklch(99.5% .001 258),oklch(19% .006 258))}
main{width:min(20rem,90vw)}h1{display:flex;gap:.6rem;align-items:center;font-size:20px;color:var(--a)}
label{display:block;margin:1.2rem 0 .3rem;font-weight:600}p{color:var(--q)}
input,button{font:inherit;width:100%;height:34px;padding:0 .6rem;box-sizing:border-box;border:1px solid var(--l);
border-radius:4px;background:none}
button{margin-top:.8rem;cursor:pointer;border-color:var(--a);background:var(--a);
color:light-dark(#fff,oklch(19% .006 258));font-weight:600}
:focus-visible{outline:2px solid var(--a);outline-offset:1px}
[role=alert]{border-left:3px solid light-dark(oklch(53% .17 25),oklch(74% .12 25));padding-left:.7rem}
"""
_MARK = (
    '<svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true"><g fill="none" stroke="currentColor" '
    'stroke-width="2.6" stroke-linecap="round"><path d="M16 4v25M10 29h12M16 6 7 16M16 6l9 10M11 21l5-7 5 7"/></g>'
    '<g fill="currentColor"><circle cx="6" cy="18" r="4"/><circle cx="26" cy="18" r="4"/>'
    '<circle cx="16" cy="4.5" r="2.5"/></g></svg>'
)


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
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="favicon.svg">'
        f"<style>{_STYLE}</style></head><body><main>"
        f"<h1>{_MARK} Flyball</h1>{said}"
        f'<form method="post" action="login"><label for="code">One-time code</label>'
        f'<input id="code" name="code" required autocomplete="one-time-code" value="{escape(code)}">'
        f'<input type="hidden" name="next" value="{escape(then)}">'
        f"<button>Sign in</button></form>"
        f"<p>The server printed a link with a code when it started first; "
        f"<code>flyball login</code> on its computer prints another.</p>"
        f"</main></body></html>"
    )
    status = error.status if error else 200
    return Response(html, status_code=status, media_type="text/html", headers={"content-security-policy": _POLICY})
