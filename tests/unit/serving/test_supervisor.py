"""A supervised serving: swaps and rollbacks under load, worker deaths, refused versions, a new supervisor."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from flyball.core import RandomIds, Ref, SystemClock
from flyball.core.config import Settings
from flyball.core.errors import FlyballError, NotSignedIn, PortInUse, Unavailable
from flyball.governance import Access, Door
from flyball.serving.client import InferenceClient
from flyball.serving.model import ArmSpec
from flyball.serving.places import Places
from flyball.serving.ports import DeployableVersion
from flyball.serving.service import Deployments
from flyball.serving.supervise import ServingSupervisor
from flyball.serving.worker.status import read_statuses
from flyball.store import Stores, open_stores
from tests.unit.serving import world

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving-processes")]
X = np.random.default_rng(1).normal(size=(4, world.WIDTH)).astype(np.float32)
COLUMNS = {f"f{k}": X[:, k] for k in range(world.WIDTH)}


class Versions:
    """Any version number is a model trained with that seed; version 13 is no model at all."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def deployable(self, ref: Ref) -> DeployableVersion:
        number = ref.version or 0
        digest = self._stores.objects.put(b"no model" if number == 13 else world.onnx_model(number))
        return DeployableVersion(
            ref=str(ref), digest=digest, runner="onnx", entry="model.onnx", files={"model.onnx": digest},
            signature=world.SIGNATURE,
        )  # fmt: skip


class Serving:
    """A control plane and a supervisor of two workers over one home folder."""

    def __init__(self, home: Path, *, workers: int = 2) -> None:
        clock = SystemClock()
        self.settings = Settings(home=str(home), serving_port=0)
        self.stores = open_stores(self.settings, clock=clock, ids=RandomIds(clock))
        door = Door(self.stores.catalog)
        self.access = Access(self.stores, door)
        self.access.create_principal("service:client")
        self.access.give("service:client", role="editor", project="default")
        self.token = self.access.create_token("load", principal="service:client")
        self.deployments = Deployments(self.stores, door, versions=Versions(self.stores))
        self.deployments.create("late-flight", model="model:late-flight@1")
        self.supervisor = ServingSupervisor(self.settings, workers=workers, stores=self.stores)
        self.places = Places(home)

    def swap(self, version: int) -> None:
        gen = self.deployments.get("late-flight").policy.gen
        arms = (ArmSpec(model=f"model:late-flight@{version}"),)
        made = self.deployments.set_policy("late-flight", expected_gen=gen, arms=arms)
        self.supervisor.wait_generation("late-flight", made.policy.gen, 20.0)

    def client(self) -> InferenceClient:
        return InferenceClient(self.supervisor.url, self.token.secret)

    def pids(self) -> list[int]:
        return [status.pid for status in read_statuses(self.places) if status.is_serving]

    def close(self) -> None:
        self.supervisor.stop()
        self.stores.close()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    made = Serving(tmp_path / "home")
    try:
        made.supervisor.start()
        yield made
    finally:
        made.close()


class Load:
    """Clients that ask without pause, some over a fresh connection each time, and keep what was wrong."""

    def __init__(self, serving: Serving, clients: int = 4) -> None:
        self.answered = 0
        self.wrong: list[str] = []
        self._serving = serving
        self._stop = threading.Event()
        self._scores = {str(seed): world.expected(X, seed=seed) for seed in (1, 2, 3)}
        self._threads = [threading.Thread(target=self._ask, args=(k % 4 == 0,)) for k in range(clients)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, is_fresh: bool) -> None:
        client = self._serving.client()
        while not self._stop.is_set():
            try:
                result = client.infer("late-flight", COLUMNS, units="u")
            except FlyballError as error:
                self.wrong.append(str(error))
                continue
            self.answered += 1
            if not np.allclose(result.scores, self._scores[result.versions[0]], atol=1e-6):
                self.wrong.append(f"version {result.versions[0]} did not give these scores")
            if is_fresh:
                client.close()
        client.close()


def eventually(true: Callable[[], bool], within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it never became true"
        time.sleep(0.01)


def test_swaps_and_rollbacks_under_load_fail_no_request_and_never_misname_a_variant(serving):
    stale = []
    with Load(serving) as load, serving.client() as probe:
        for version in [2, 3, 1, 2, 3, 1, 3]:
            serving.swap(version)
            answered = probe.infer("late-flight", COLUMNS, units="u").versions[0]
            if answered != str(version):
                stale.append((version, answered))
        back = serving.deployments.rollback("late-flight")
        serving.supervisor.wait_generation("late-flight", back.policy.gen, 20.0)
        assert probe.infer("late-flight", COLUMNS, units="u").versions[0] == "1"

    assert load.wrong == []
    assert stale == []
    assert load.answered > 50


def test_a_version_that_cannot_be_loaded_is_refused_by_name_and_the_old_one_goes_on(serving):
    with pytest.raises(Unavailable, match="late-flight@13"):
        serving.swap(13)

    with serving.client() as client:
        assert client.infer("late-flight", COLUMNS).versions == ["1"] * 4
    status = serving.deployments.status("late-flight")
    assert "late-flight@13" in status.refused

    serving.swap(2)
    with serving.client() as client:
        assert client.infer("late-flight", COLUMNS).versions == ["2"] * 4


def test_a_killed_worker_is_replaced_while_the_other_answers(serving):
    before = serving.pids()
    os.kill(before[0], signal.SIGKILL)

    with serving.client() as client:
        assert client.infer("late-flight", COLUMNS).versions == ["1"] * 4
    eventually(lambda: len(set(serving.pids()) - {before[0]}) == 2)


def test_a_revoked_token_is_refused_without_a_restart(serving):
    with serving.client() as client:
        client.infer("late-flight", COLUMNS)
        serving.access.revoke_token(serving.token.token.id)

        def is_refused() -> bool:
            try:
                client.infer("late-flight", COLUMNS)
            except NotSignedIn:
                return True
            return False

        eventually(is_refused)


def test_workers_survive_a_rolling_restart_of_their_supervisor_without_refusing_a_connection(tmp_path):
    serving = Serving(tmp_path / "home", workers=1)
    serving.supervisor.start()
    # What kill -9 of the supervisor leaves behind: its workers, and nobody who watches them.
    serving.supervisor._stopping.set()
    orphans = serving.pids()
    settings = msgspec.structs.replace(serving.settings, serving_port=int(serving.supervisor.url.rpartition(":")[2]))
    with Load(serving) as load:
        successor = ServingSupervisor(settings, workers=1, stores=serving.stores)
        successor.start()
        for child in serving.supervisor._workers:
            child.wait(20.0)
        eventually(lambda: not set(orphans) & set(serving.pids()))
    assert load.wrong == []
    assert load.answered > 10
    successor.stop()
    serving.close()


def test_serving_starts_from_the_disk_when_the_catalog_is_gone(tmp_path):
    serving = Serving(tmp_path / "home", workers=1)
    serving.stores.close()
    (tmp_path / "home" / "catalog.db").write_bytes(b"this was a database")
    alone = ServingSupervisor(serving.settings, workers=1)
    serving.supervisor = alone
    try:
        alone.start()
        with serving.client() as client:
            assert client.infer("late-flight", COLUMNS).versions == ["1"] * 4
    finally:
        alone.stop()


def test_a_port_that_is_taken_is_named(tmp_path):
    serving = Serving(tmp_path / "home")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = msgspec.structs.replace(serving.settings, serving_port=taken.getsockname()[1])
        with pytest.raises(PortInUse, match=str(settings.serving_port)):
            ServingSupervisor(settings, stores=serving.stores).start()
    serving.stores.close()
