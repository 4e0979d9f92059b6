"""`flyball up`: all roles in one process tree, from the first check to the last checkpoint."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Protocol
from urllib.parse import quote

import msgspec

from flyball.core import RandomIds, SystemClock
from flyball.core.config import Settings
from flyball.core.errors import BadConfig, FlyballError
from flyball.governance.login import CODE_MINUTES, ensure_admin
from flyball.server.home_lock import Running, home_lock
from flyball.server.local_token import ensure_local_token
from flyball.server.serve import GRACE_S, listen, serve
from flyball.server.stopping import Stopping
from flyball.server.supervise import Child, Supervisor
from flyball.store import Stores, open_stores

log = logging.getLogger("flyball.up")
ROLES = ("server", "scheduler", "serving")
Say = Callable[[str], None]


class Runs(Protocol):
    """Something that runs beside the server."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def run_up(settings: Settings, roles: list[str], *, say: Say, admin_token: str | None = None) -> None:
    """Run the roles until SIGTERM or SIGINT; `say` prints what a person must know."""
    check_roles(roles)
    check_exposure(settings)
    with ExitStack() as stack:
        lock = stack.enter_context(home_lock(settings.home_path(), roles))
        listener = stack.enter_context(listen(settings)) if "server" in roles else None
        url = url_of(settings, listener)
        clock = SystemClock()
        lock.describe(Running(pid=os.getpid(), url=url, started_at=clock.now().isoformat(timespec="seconds")))
        stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
        stack.callback(stores.close)
        parts = [Beside(part) for part in _beside(stores, roles)]
        for part in parts:
            stack.callback(part.stop)

        def started() -> None:
            gc.freeze()  # what the start loaded stays; later collections need not walk through it
            gc.enable()
            for part in parts:
                part.start()

        if listener is None:
            _wait_for_signal(started)
        else:
            _serve(stores, listener, started, _Announcement(say, url, admin_token))


class _Announcement:
    """What is said once the server answers, and the administrator it is about."""

    def __init__(self, say: Say, url: str, admin_token: str | None) -> None:
        self.say = say
        self.url = url
        self.admin_token = admin_token


def _serve(stores: Stores, listener: socket.socket, started: Callable[[], None], announcement: _Announcement) -> None:
    say, url = announcement.say, announcement.url
    first = ensure_admin(stores, token=announcement.admin_token)
    token_file = ensure_local_token(stores, stores.settings.home_path())

    def on_started() -> None:
        say(f"Flyball serves {url} from {stores.settings.home_path()}")
        say(f"The command line and the SDK on this computer use the token in {token_file}")
        if first.code:
            say(f"Sign in (once, within {CODE_MINUTES} minutes): {url}/login?code={quote(first.code)}")
        started()  # only now: what fails to start ends this process by a signal, and now that is handled

    serve(stores, listener, stopping=Stopping(), on_started=on_started)


def check_roles(roles: list[str]) -> None:
    """Refuse unknown roles and none at all."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or not roles:
        raise BadConfig(f"{', '.join(unknown) or 'nothing'} is no role", why=f"roles: {', '.join(ROLES)}")


def check_exposure(settings: Settings) -> None:
    """Refuse to listen where others can reach us in clear text."""
    if settings.behind_proxy or _is_loopback(settings.host):
        return
    raise BadConfig(
        f"{settings.host} can be reached from other machines, and tokens would travel in clear text",
        hint="put a proxy with TLS in front and set behind_proxy = true, or listen on 127.0.0.1",
    )


def url_of(settings: Settings, listener: socket.socket | None) -> str:
    """The address of the server, with the port it really has."""
    port = listener.getsockname()[1] if listener else settings.port
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}"


def environ_of(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which a child reads the same settings; the administrator's token stays behind."""
    kept = {name: value for name, value in environ.items() if name != "FLYBALL_ADMIN_TOKEN"}
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        text = ",".join(value) if isinstance(value, tuple) else value if isinstance(value, str) else _json(value)
        kept[f"FLYBALL_{name.upper()}"] = text
    return {**kept, "FLYBALL_HOME": str(settings.home_path())}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Beside:
    """Starts a part without making the server wait for it; if it cannot start, everything stops and says why."""

    def __init__(self, part: Runs) -> None:
        self._part = part
        self._failure: FlyballError | None = None
        self._thread = threading.Thread(target=self._start, name=f"start-{type(part).__name__}", daemon=True)

    def start(self) -> None:
        """Return at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the part; raises what kept it from starting."""
        if self._thread.ident is None:
            return
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        self._part.stop()

    def _start(self) -> None:
        try:
            self._part.start()
        except FlyballError as error:
            self._failure = error
            os.kill(os.getpid(), signal.SIGTERM)


def _beside(stores: Stores, roles: list[str]) -> list[Runs]:
    parts: list[Runs] = []
    if "scheduler" in roles:
        child = Child(name="scheduler", module="flyball.server.scheduler")
        parts.append(Supervisor([child], environ_of(stores.settings, os.environ), grace_s=GRACE_S))
    if "serving" in roles:
        from flyball.serving.supervise import ServingSupervisor

        parts.append(ServingSupervisor(stores.settings, stores=stores))
    return parts


def _wait_for_signal(started: Callable[[], None]) -> None:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    started()
    ended.wait()
