"""`flyball up` as a process tree."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import psutil
import pytest

from flyball.core import RandomIds, SimulatedClock, SystemClock
from flyball.core.config import Settings, load_settings
from flyball.core.errors import LeaseLost
from flyball.server.home_lock import AlreadyRunning, Running, home_lock, who_runs
from flyball.server.scheduler import Scheduler
from flyball.server.up import environ_of
from flyball.store import open_stores
from flyball.store.catalog.lease import acquire, held, release
from flyball.workspace import Workspace, connect
from tests import workspaces
from tests.servers import UpProcess


@pytest.fixture
def up(tmp_path: Path) -> Iterator[UpProcess]:
    process = UpProcess(tmp_path / "home", roles="server,scheduler")
    process.start()
    yield process
    process.end()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)  # another process decides when


def children(up: UpProcess) -> list[psutil.Process]:
    assert up.process is not None
    return psutil.Process(up.process.pid).children(recursive=True)


@pytest.mark.slow
def test_the_command_line_of_the_same_account_gets_in_by_the_token_file(up: UpProcess) -> None:
    assert (up.home / "token").stat().st_mode & 0o777 == 0o600
    with connect(up.url, token=(up.home / "token").read_text().strip()) as ws:
        assert ws.access.whoami().principal == "user:admin"


@pytest.mark.slow
def test_a_dead_scheduler_is_started_again(up: UpProcess) -> None:
    wait_until(lambda: len(children(up)) == 1)
    first = children(up)[0].pid

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: [child.pid for child in children(up)] not in ([first], []))


@pytest.mark.slow
def test_no_child_outlives_a_killed_server(up: UpProcess) -> None:
    wait_until(lambda: len(children(up)) == 1)
    left = children(up)

    up.kill()

    _gone, alive = psutil.wait_procs(left, timeout=30)
    assert not alive
    up.start()


@pytest.mark.slow
def test_a_signal_ends_everything_in_order_and_leaves_no_log_behind(up: UpProcess) -> None:
    left = children(up)

    assert up.stop() == 0

    assert not any(child.is_running() for child in left)
    assert not (up.home / "catalog.db-wal").exists()


@pytest.mark.slow
def test_a_second_server_on_one_home_is_told_who_is_there(up: UpProcess) -> None:
    found = who_runs(up.home)
    assert found is not None
    assert found.url == up.url

    with pytest.raises(AlreadyRunning) as refused, home_lock(up.home, ["server"]):
        pass

    assert str(found.pid) in refused.value.why
    assert up.url in refused.value.why


@pytest.mark.slow
def test_serving_workers_outlive_a_killed_server_and_belong_to_the_next(tmp_path: Path) -> None:
    up = UpProcess(tmp_path / "home", roles="server,scheduler,serving")

    def serves() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{up.serving_port}/v2/health/live", trust_env=False).is_success
        except httpx.TransportError:
            return False

    up.start()
    try:
        wait_until(serves)
        up.kill()
        assert serves()
        up.start()
        wait_until(serves)
        assert up.stop() == 0
        wait_until(lambda: not serves())
    finally:
        up.end()


@pytest.mark.slow
def test_a_serving_port_in_use_ends_everything_with_a_sentence(tmp_path: Path) -> None:
    up = UpProcess(tmp_path / "home", roles="server,serving")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", up.serving_port))
        taken.listen()
        with suppress(AssertionError):  # it may answer for a moment before it finds out
            up.start()
        assert up.process is not None
        assert up.process.wait(60) == 1

    assert f"cannot listen on 127.0.0.1:{up.serving_port}" in up.output.read_text()
    assert "Traceback" not in up.output.read_text()


@pytest.mark.slow
def test_the_logs_are_json_lines_without_secrets(tmp_path: Path) -> None:
    import json

    process = UpProcess(tmp_path / "home")
    process.log_level = "info"
    process.start()
    try:
        httpx.get(f"{process.url}/api/v1/whoami", headers={"Authorization": "Bearer fly_abcdefgh_secretsecretsecret"})
        httpx.post(f"{process.url}/login", data={"code": "a-one-time-code-nobody-may-see"})
    finally:
        process.stop()
    text = process.output.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    assert {"request_id", "method", "path", "status", "ms"} <= lines[0].keys()
    assert [line["status"] for line in lines if line.get("path") == "/login"] == [401]
    assert "secretsecret" not in text
    assert "nobody-may-see" not in text


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    running = Running(pid=1, url="http://127.0.0.1:1", started_at="long ago")
    with home_lock(tmp_path, ["server"]) as lock:
        lock.describe(running)
        assert who_runs(tmp_path) == running

    assert who_runs(tmp_path) is None
    with home_lock(tmp_path, ["server"]):
        pass


def test_a_child_reads_the_settings_its_parent_runs_with(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path), port=1234, allowed_hosts=("a", "b"), behind_proxy=True)

    environ = environ_of(settings, {"FLYBALL_ADMIN_TOKEN": "secret", "PATH": "/bin"})

    assert load_settings(environ=environ, folder=tmp_path) == settings
    assert "secret" not in environ.values()


def test_one_of_two_schedulers_runs_a_job(local_ws: Workspace) -> None:
    first, second = Scheduler(local_ws.stores), Scheduler(local_ws.stores)

    assert [first.turn("catalog.clean"), second.turn("catalog.clean")] == [True, False]
    assert first.turn("catalog.clean")


def test_a_paused_holder_cannot_write_after_its_lease_has_passed(tmp_path: Path) -> None:
    clock = SimulatedClock(SystemClock().now())
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    catalog, lasts = stores.catalog, timedelta(seconds=10)
    old = acquire(catalog, "job", holder="a", lasts=lasts)
    assert old is not None
    assert acquire(catalog, "job", holder="b", lasts=lasts) is None

    clock.advance(timedelta(seconds=11))
    new = acquire(catalog, "job", holder="b", lasts=lasts)

    assert new is not None
    assert new.token > old.token
    with pytest.raises(LeaseLost), held(old), catalog.change("write"):
        raise AssertionError("the old holder writes")
    with held(new), catalog.change("write"):
        pass
    release(catalog, new)
    assert acquire(catalog, "job", holder="a", lasts=lasts) is not None
    stores.close()
