"""The supervisor of the serving workers: one listening socket, processes on it, and the word that swaps generations.

No model code runs here. Killed, it leaves the workers answering; the next one takes the socket over from them.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from flyball.core import RandomIds, SystemClock
from flyball.core.config import Settings
from flyball.core.errors import FlyballError, Unavailable
from flyball.serving.ask import insider_secret
from flyball.serving.children import Worker, reap_orphans
from flyball.serving.follow import wait_until_served
from flyball.serving.handover import take_over
from flyball.serving.listen import listen
from flyball.serving.places import Places, write_whole
from flyball.serving.word import Word
from flyball.serving.worker.status import WorkerStatus, read_statuses

if TYPE_CHECKING:
    from flyball.store import Stores

log = logging.getLogger("flyball.serving")
LOOK_EVERY_S = 0.005
START_S = 60.0
STOP_S = 15.0


class ServingSupervisor:
    """Runs `workers` processes on the serving port until `stop`.

    Given no stores, it opens the catalog by itself, beside serving: when that cannot be reached, workers serve the
    last snapshot and only changes wait.
    """

    def __init__(self, settings: Settings, *, workers: int = 1, stores: Stores | None = None) -> None:
        self._settings = settings
        self._stores = stores
        self._owns_stores = stores is None
        self._places = Places(settings.home_path())
        self._count = workers
        self._workers: list[Worker] = []
        self._socket: socket.socket | None = None
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._word: Word | None = None
        self._given_up = 0

    @property
    def url(self) -> str:
        """Where the workers answer, with the port they really have."""
        if self._socket is None:
            raise Unavailable("the serving workers are not started")
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def start(self) -> None:
        """Return when every worker accepts requests. Raises `PortInUse`, and `Unavailable` when one cannot start."""
        self._places.create()
        self._word = Word(self._places.word)
        orphans = [status.pid for status in read_statuses(self._places)]
        insider_secret(self._places)  # before the workers, which read it at their start
        self._socket = take_over(self._places) or listen(self._settings.host, self._settings.serving_port)
        write_whole(self._places.address, self.url.encode())
        self._publish()
        if not self._places.snapshot(self._word.read()).exists():
            self._word.write(self._places.wanted())
        self._workers = [Worker(self._settings, self._socket, index=index) for index in range(self._count)]
        for worker in self._workers:
            worker.start()
        self._wait_for_start()
        reap_orphans(orphans, self._settings.home_path())
        for target in (self._watch, self._follow_catalog):
            thread = threading.Thread(target=target, name=f"serving-{target.__name__}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Let the workers finish what they have, then end them."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_S)
        for worker in self._workers:
            worker.tell_to_stop()
        deadline = time.monotonic() + STOP_S
        for worker in self._workers:
            worker.wait(max(0.1, deadline - time.monotonic()))
        if self._socket is not None:
            self._socket.close()
        if self._owns_stores and self._stores is not None:
            self._stores.close()

    def wait_generation(self, deployment: str, gen: int, timeout_s: float = 5.0, *, project: str | None = None) -> None:
        """Return when every worker answers by this policy generation; `Unavailable` says why not."""
        project = project or self._settings.project
        wait_until_served(self._settings.home_path(), project, deployment, gen, timeout_s=timeout_s)

    def _wait_for_start(self) -> None:
        deadline = time.monotonic() + START_S
        while not all(worker.is_serving(self._places) for worker in self._workers):
            ended = [worker for worker in self._workers if worker.has_ended()]
            if ended or time.monotonic() > deadline:
                self.stop()
                raise Unavailable("a serving worker did not start", why=ended[0].last_words() if ended else "too slow")
            time.sleep(LOOK_EVERY_S)

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            for worker in self._workers:
                if worker.has_ended():
                    log.warning("serving worker %d ended (%s); starting another", worker.index, worker.last_words())
                    worker.start()
            try:
                self._swap_when_prepared()
            except (FlyballError, OSError):
                log.exception("the change of generation failed; trying again")
                self._stopping.wait(1.0)

    def _swap_when_prepared(self) -> None:
        if self._word is None:
            return
        wanted, in_force = self._places.wanted(), self._word.read()
        if wanted <= in_force or wanted == self._given_up:
            return
        pids = {worker.pid for worker in self._workers}
        statuses = [status for status in read_statuses(self._places) if status.pid in pids and status.is_serving]
        unreadable = {reason for s in statuses for generation, reason in s.failed.items() if generation == str(wanted)}
        if unreadable:
            log.error("snapshot %d is not served: %s", wanted, "; ".join(sorted(unreadable)))
            self._given_up = wanted
            return
        if not statuses or any(status.prepared < wanted for status in statuses):
            return
        refused = _refused(statuses, wanted)
        if refused:
            log.error("refused in generation %d: %s", wanted, refused)
            write_whole(self._places.refused(wanted), msgspec.json.encode(refused), durable=True)
        self._word.write(wanted)

    def _follow_catalog(self) -> None:
        while not self._stopping.wait(1.0):
            self._publish()

    def _publish(self) -> None:
        """Take in what changed in the catalog; serving does not depend on it."""
        with suppress(FlyballError):
            from flyball.serving.publish import catch_up

            catch_up(self._opened_stores())

    def _opened_stores(self) -> Stores:
        if self._stores is None:
            from flyball.store import open_stores

            clock = SystemClock()
            self._stores = open_stores(self._settings, clock=clock, ids=RandomIds(clock))
        return self._stores


def _refused(statuses: list[WorkerStatus], generation: int) -> dict[str, str]:
    refused: dict[str, str] = {}
    for status in statuses:
        refused |= status.refused.get(str(generation), {})
    return refused
