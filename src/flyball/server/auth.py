"""From a request's credential to the call it is made under: bearer token or browser session."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from flyball.core import LOCAL_PROJECT, Call, Principal
from flyball.core.errors import BadInput, NotSignedIn
from flyball.core.ref import NAME_PATTERN
from flyball.governance.login import session_principal
from flyball.governance.tokens import Credential, verify_token
from flyball.store.catalog import Catalog

SESSION_COOKIE = "flyball_session"
_PROJECT = re.compile(NAME_PATTERN)
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,128}")


class Authenticator:
    """Makes the `Call` of a request, or raises `NotSignedIn`."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def __call__(self, request: Request, permit: Callable[[Call], None] | None = None) -> Call:
        """Check the credential, and what `permit` asks, in a thread, since both read the catalog."""
        return await run_in_threadpool(self._permitted, request, permit)

    def _permitted(self, request: Request, permit: Callable[[Call], None] | None) -> Call:
        call = self._call(request)
        if permit is not None:
            permit(call)
        return call

    def _call(self, request: Request) -> Call:
        credential = self._credential(request)
        request.scope["flyball_principal"] = credential.principal
        project = request.headers.get("flyball-project") or request.query_params.get("project") or credential.project
        project = project or LOCAL_PROJECT
        if not _PROJECT.fullmatch(project):
            raise BadInput("the project's name is not a name", why="lower-case letters, digits, hyphen, underscore")
        if credential.project and project != credential.project:
            raise NotSignedIn(
                f"this token is for project {credential.project}", hint="leave the project out, or use another token"
            )
        key = request.headers.get("idempotency-key")
        if key is not None and not _KEY.fullmatch(key):
            raise BadInput("the Idempotency-Key has wrong characters", why="1-128 letters, digits and . _ : -")
        return Call(
            principal=Principal(id=credential.principal),
            project=project,
            request_id=request.scope.get("flyball_request_id", ""),
            idempotency_key=key,
            scopes=credential.scopes,
            is_bound=credential.project is not None,
        )

    def _credential(self, request: Request) -> Credential:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            return verify_token(self._catalog, token.strip())
        cookie = request.cookies.get(SESSION_COOKIE)
        if cookie:
            return Credential(principal=session_principal(self._catalog, cookie), scopes=None, project=None)
        raise NotSignedIn(
            "this request carries no credential",
            why="every route but the health check and the login needs one",
            hint="send Authorization: Bearer TOKEN; flyball token create makes one",
        )
