"""Real services for the tests: PostgreSQL, Redis and an S3 server, on free loopback ports.

The first test that asks starts a service, under a file lock; all workers of the session share it; its keeper ends it.
"""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import psycopg
import redis

START_TIMEOUT_S = 30
OWNER = "FLYBALL_TEST_OWNER"
FOLDER = "FLYBALL_TEST_FOLDER"


class ServiceMissing(Exception):
    """The machine has no such server, or it does not start."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A started service, as all workers know it."""

    port: int
    keeper_pid: int
    password: str


@dataclass(frozen=True, kw_only=True)
class S3Endpoint:
    """An S3-compatible server and an empty bucket on it."""

    url: str
    bucket: str
    region: str = "us-east-1"
    access_key_id: str = "test"
    secret_access_key: str = "test"  # the server takes any


def open_session() -> None:
    """Called once, by the process that owns the session; workers inherit what it sets."""
    if OWNER not in os.environ:
        folder = tempfile.mkdtemp(prefix="flyball-test-")
        Path(folder).chmod(0o711)  # the account PostgreSQL runs as must get through
        os.environ |= {OWNER: str(os.getpid()), FOLDER: folder}


def close_session() -> None:
    """Ends all services, when called by the owner."""
    if os.environ.get(OWNER) != str(os.getpid()):
        return
    folder = Path(os.environ.pop(FOLDER))
    del os.environ[OWNER]
    for state in folder.glob("*.json"):
        keeper = Running(**json.loads(state.read_text())).keeper_pid
        with suppress(ProcessLookupError):
            os.kill(keeper, signal.SIGTERM)
        _wait(lambda pid=keeper: _has_ended(pid), "the end of a service")
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_database(fill: Callable[[str], None] | None = None) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh database: empty, or a copy of one that `fill` made, once for all tests."""
    server = _shared("postgres", _postgres_command, _postgres_answers)
    name = f"t_{secrets.token_hex(8)}"
    with psycopg.connect(_postgres_url(server, "postgres"), autocommit=True) as admin:
        template = _postgres_template(server, admin, fill) if fill else "template1"
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield _sqlalchemy_url(server, name)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _postgres_template(server: Running, admin: psycopg.Connection, fill: Callable[[str], None]) -> str:
    name = f"template_{fill.__name__}"
    with (Path(os.environ[FOLDER]) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name]).fetchone():
            admin.execute(f"DROP DATABASE IF EXISTS {name}")
            admin.execute(f"CREATE DATABASE {name}")
            fill(_sqlalchemy_url(server, name))
            admin.execute(f"ALTER DATABASE {name} IS_TEMPLATE true")
    return name


@contextmanager
def redis_database() -> Iterator[str]:
    """The URL of an empty Redis database that no other worker uses."""
    server = _shared("redis", _redis_command, _redis_answers)
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = f"redis://127.0.0.1:{server.port}/{number}"
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    yield url


@contextmanager
def s3_bucket() -> Iterator[S3Endpoint]:
    """A fresh bucket."""
    server = _shared("s3", _s3_command, _s3_answers)
    endpoint = S3Endpoint(url=f"http://127.0.0.1:{server.port}", bucket=f"t-{secrets.token_hex(8)}")
    httpx.put(f"{endpoint.url}/{endpoint.bucket}", trust_env=False).raise_for_status()
    yield endpoint


def _shared(name: str, command: Callable[[Path, int, str], list[str]], answers: Callable[[Running], bool]) -> Running:
    folder = Path(os.environ[FOLDER])
    state = folder / f"{name}.json"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            service = _start(name, command, answers)
            state.touch(mode=0o600)
            state.write_text(json.dumps(asdict(service)))
        return Running(**json.loads(state.read_text()))


def _start(name: str, command: Callable[[Path, int, str], list[str]], answers: Callable[[Running], bool]) -> Running:
    """Three attempts: between choosing a port and listening on it somebody else may take it."""
    log = Path(os.environ[FOLDER]) / f"{name}.log"
    for _attempt in range(3):
        home = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=os.environ[FOLDER]))
        port, password = _free_port(), secrets.token_hex(16)
        keeper_command = [
            sys.executable,
            "-S",
            str(Path(__file__).with_name("keeper.py")),
            os.environ[OWNER],
            str(home),
        ]
        with log.open("ab") as output:
            keeper = subprocess.Popen(
                [*keeper_command, *command(home, port, password)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the tests
            )
        service = Running(port=port, keeper_pid=keeper.pid, password=password)
        _wait(lambda service=service, keeper=keeper: answers(service) or keeper.poll() is not None, f"{name} to start")
        if keeper.poll() is None:
            return service
    raise ServiceMissing(f"{name} does not start: {log.read_text(errors='replace')[-2000:]}")


def _postgres_command(home: Path, port: int, password: str) -> list[str]:
    """initdb at once, and the command to run; fsync stays on, for the crash tests."""
    account = _as_unprivileged(home)
    password_file = home / "password"
    password_file.write_text(password)
    data = home / "data"
    initdb = [_find("initdb"), "--no-sync", "--encoding=UTF8", "--locale=C", "--username=flyball", f"--pgdata={data}"]
    made = subprocess.run(
        [*account, *initdb, "--auth=scram-sha-256", f"--pwfile={password_file}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
    )
    if made.returncode:
        raise ServiceMissing(f"initdb failed: {made.stderr}")
    settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "fsync=on"]
    return [*account, _find("postgres"), "-D", str(data), "-p", str(port), *(w for s in settings for w in ("-c", s))]


def _as_unprivileged(home: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the words that run it as somebody else, who is given the folder."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, account.pw_uid, account.pw_gid)
    return [_find("setpriv"), f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--"]


def _postgres_url(server: Running, database: str) -> str:
    return f"postgresql://flyball:{server.password}@127.0.0.1:{server.port}/{database}"


def _sqlalchemy_url(server: Running, database: str) -> str:
    return _postgres_url(server, database).replace("postgresql:", "postgresql+psycopg:", 1)


def _postgres_answers(server: Running) -> bool:
    try:
        psycopg.connect(_postgres_url(server, "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _redis_command(home: Path, port: int, _password: str) -> list[str]:
    options = {"bind": "127.0.0.1", "port": str(port), "dir": str(home), "save": "", "databases": "64"}
    return [_find("redis-server"), *(word for name, value in options.items() for word in (f"--{name}", value))]


def _redis_answers(server: Running) -> bool:
    try:
        with redis.Redis(port=server.port) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False


def _s3_command(_home: Path, port: int, _password: str) -> list[str]:
    return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]


def _s3_answers(server: Running) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{server.port}/moto-api/", trust_env=False).is_success
    except httpx.TransportError:
        return False


def _find(program: str) -> str:
    """Where the program is; Debian keeps those of PostgreSQL out of the search path."""
    found = shutil.which(program)
    if found:
        return found
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / program).exists():
            return str(folder / program)
    raise ServiceMissing(f"{program} is not installed")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not condition():
        if time.monotonic() > deadline:
            raise ServiceMissing(f"waited {START_TIMEOUT_S} s for {what}")
        time.sleep(0.02)


def _has_ended(pid: int) -> bool:
    with suppress(ChildProcessError):  # it was a worker that started it
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
