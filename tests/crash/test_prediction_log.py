"""An answer that a client has is in the log, once, whatever is killed and however full the disk is."""

import json
import os
import random
import resource
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from flyball.core.errors import FlyballError, Unavailable
from flyball.serving.client import InferenceClient
from flyball.store.objects import open_objects
from flyball.store.streams import open_streams
from tests.unit.serving import world

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving-processes"), pytest.mark.timeout(300)]
KILLS = 12
X = np.random.default_rng(1).normal(size=(3, world.WIDTH)).astype(np.float32)
COLUMNS = {f"f{k}": X[:, k] for k in range(world.WIDTH)}


def logged_ids(home: Path) -> Counter[str]:
    streams = open_streams(home / "streams", objects=open_objects(f"file://{home}/objects"))
    try:
        return Counter(streams.scan("predictions/default/late-flight", columns=["id"])["id"].to_pylist())
    finally:
        streams.close()


class Clients:
    """Clients that ask without pause and remember every id they were given."""

    def __init__(self, url: str, count: int) -> None:
        self.given: list[list[str]] = [[] for _ in range(count)]
        self.failed = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(url, ids)) for ids in self.given]
        for thread in self._threads:
            thread.start()

    def _ask(self, url: str, ids: list[str]) -> None:
        with InferenceClient(url, world.TOKEN, timeout_s=20) as client:
            while not self._stop.is_set():
                try:
                    ids += client.infer("late-flight", COLUMNS).ids
                except FlyballError:
                    self.failed += 1
                    time.sleep(0.01)

    def acknowledged(self) -> int:
        return sum(len(ids) for ids in self.given)

    def wait_for_more(self, rows: int) -> None:
        """So many more rows are answered, so that the next kill meets a worker at work."""
        wanted = self.acknowledged() + rows
        deadline = time.monotonic() + 60
        while self.acknowledged() < wanted:
            assert time.monotonic() < deadline, "no answers any more"
            time.sleep(0.005)

    def stop(self) -> list[str]:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        return [each for ids in self.given for each in ids]


def test_kill_9_under_load_loses_and_doubles_no_acknowledged_row(tmp_path):
    world.publish(tmp_path, 1, [world.deployment([world.variant(tmp_path, "live", 1)])])
    port = world.free_port()
    process = world.start_worker(tmp_path, port)
    clients = Clients(f"http://127.0.0.1:{port}", 4)
    chance = random.Random(7)
    try:
        for _ in range(KILLS):
            clients.wait_for_more(chance.randrange(30, 300))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            process = world.start_worker(tmp_path, port)
        clients.wait_for_more(30)
    finally:
        acknowledged = clients.stop()
        process.kill()
        process.wait()

    logged = logged_ids(tmp_path)
    assert clients.failed >= 1
    assert len(acknowledged) > KILLS * 30
    assert [each for each in acknowledged if each not in logged] == []
    assert [each for each, count in logged.items() if count > 1] == []


def test_a_graceful_end_answers_what_it_has_and_loses_nothing(tmp_path):
    world.publish(tmp_path, 1, [world.deployment([world.variant(tmp_path, "live", 1)])])
    port = world.free_port()
    process = world.start_worker(tmp_path, port)
    clients = Clients(f"http://127.0.0.1:{port}", 3)
    clients.wait_for_more(200)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    acknowledged = clients.stop()

    assert sorted(acknowledged) == sorted(logged_ids(tmp_path))


def test_a_log_that_is_full_is_told_with_503_and_every_answer_given_is_still_there(tmp_path):
    world.publish(tmp_path, 1, [world.deployment([world.variant(tmp_path, "live", 1)])])
    port = world.free_port()
    process = world.start_worker(tmp_path, port)
    acknowledged: list[str] = []
    full, rest = 100_000, resource.prlimit(process.pid, resource.RLIMIT_FSIZE)[1]
    try:
        with InferenceClient(f"http://127.0.0.1:{port}", world.TOKEN) as client:
            acknowledged += client.infer("late-flight", COLUMNS).ids
            # The limit on a file's size stands in for a full disk: the write fails the same way.
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (full, rest))
            with pytest.raises(Unavailable, match="log"):
                for _ in range(2_000):
                    acknowledged += client.infer("late-flight", COLUMNS).ids
            assert retry_after(f"http://127.0.0.1:{port}") == "1"

            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (rest, rest))
            acknowledged += client.infer("late-flight", COLUMNS).ids
    finally:
        process.kill()
        process.wait()

    assert len(acknowledged) > 6
    assert sorted(acknowledged) == sorted(logged_ids(tmp_path))


def retry_after(url: str) -> str | None:
    body = {"inputs": [{"name": "x", "shape": [1, world.WIDTH], "datatype": "FP32", "data": [0.0] * world.WIDTH}]}
    request = urllib.request.Request(
        f"{url}/v2/models/late-flight/infer",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {world.TOKEN}"},
    )
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as error:
        assert error.code == 503
        return error.headers["Retry-After"]
    return None
