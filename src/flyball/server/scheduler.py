"""The scheduler's process: runs the periodic jobs, each under a lease, so that any number of schedulers is safe."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from flyball.core import LOCAL_PROJECT, SYSTEM, Call, RandomIds, SystemClock, calling
from flyball.core.config import load_settings
from flyball.core.errors import FlyballError, LeaseLost
from flyball.governance import Door
from flyball.server.jobs import DEFAULT_EVERY_S, EVERY_S, JOBS
from flyball.server.logs import configure_logging
from flyball.server.supervise import lifeline
from flyball.store import Stores, open_stores
from flyball.store.catalog.lease import acquire, held

log = logging.getLogger("flyball.scheduler")
_TURN = timedelta(seconds=60)


class Scheduler:
    """One thread per job, since a slow one must not hold up the others."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._stopping = threading.Event()
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{stores.ids.new()}"
        self._threads = [threading.Thread(target=self._repeat, args=(name,), name=name) for name in JOBS.names()]

    def run(self) -> None:
        """Run until `stop`."""
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join()

    def stop(self) -> None:
        """Finish the turns that are running and return."""
        self._stopping.set()

    def turn(self, name: str) -> bool:
        """One turn of a job, if no other scheduler has it; whether it ran."""
        lasts = _TURN + timedelta(seconds=EVERY_S.get(name, DEFAULT_EVERY_S))
        with calling(Call(principal=SYSTEM, project=LOCAL_PROJECT)):
            lease = acquire(self._stores.catalog, f"job:{name}", holder=self._holder, lasts=lasts)
            if lease is None:
                return False
            with self._renewing(name, lasts), held(lease):
                JOBS.get(name)(self._stores, Door(self._stores.catalog))
        return True

    @contextmanager
    def _renewing(self, name: str, lasts: timedelta) -> Iterator[None]:
        """Prolong the lease while the job runs; one that is paused as a whole still loses it."""
        ended = threading.Event()

        def renew() -> None:
            while not ended.wait(_TURN.total_seconds() / 3):
                with suppress(FlyballError):  # the job's own next write finds out
                    acquire(self._stores.catalog, f"job:{name}", holder=self._holder, lasts=lasts)

        thread = threading.Thread(target=renew, name=f"renew-{name}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _repeat(self, name: str) -> None:
        while not self._stopping.is_set():
            try:
                self.turn(name)
            except LeaseLost:
                log.warning("the job took too long; another scheduler has it now", extra={"job": name})
            except FlyballError as error:
                log.error("a job failed", extra={"job": name, "code": error.code, "why": str(error)})
            except Exception:  # the scheduler outlives every job
                log.exception("a job failed unexpectedly", extra={"job": name})
            self._stopping.wait(EVERY_S.get(name, DEFAULT_EVERY_S))


def main() -> None:
    """`python -m flyball.server.scheduler`: configured by the environment, ended by SIGTERM or by its lifeline."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the supervisor decides
    settings = load_settings()
    configure_logging(settings.log_level)
    lifeline()
    clock = SystemClock()
    stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
    scheduler = Scheduler(stores)
    signal.signal(signal.SIGTERM, lambda *_: scheduler.stop())
    try:
        scheduler.run()
    finally:
        stores.close()


if __name__ == "__main__":
    main()
