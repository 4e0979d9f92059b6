"""The life of a worker process: start on what the disk says, follow generations, drain, end."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import threading
import time
from types import FrameType

import uvicorn
import uvloop

from flyball.core import SystemClock
from flyball.core.config import Settings
from flyball.core.errors import FlyballError
from flyball.serving.ask import insider_digest
from flyball.serving.handover import Handover
from flyball.serving.places import Places
from flyball.serving.word import Word
from flyball.serving.worker.app import ServingApp
from flyball.serving.worker.batch import Batcher
from flyball.serving.worker.generations import Generations
from flyball.serving.worker.load import ModelFiles
from flyball.serving.worker.log import PredictionLog
from flyball.serving.worker.protocol import LimitedProtocol, sweep
from flyball.serving.worker.report import Report
from flyball.serving.worker.shadow import Shadow
from flyball.store.objects import open_objects
from flyball.store.streams import open_streams

TICK_S = 0.005
DRAIN_S = 5.0
KEEP_ALIVE_S = 75
ORPHAN_S = 60.0
"""How long a worker whose supervisor died goes on, waiting for the next one to take over its socket."""


def run_worker(settings: Settings, sock: socket.socket, *, index: int, is_alone: bool) -> None:
    """Serve until SIGTERM or SIGINT; returns after the drain."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, sock, index=index, is_alone=is_alone))


async def _serve(settings: Settings, sock: socket.socket, *, index: int, is_alone: bool) -> None:
    places = Places(settings.home_path())
    places.create()
    objects = open_objects(settings.objects_url())
    streams = open_streams(
        settings.home_path() / "streams", objects=objects, sync=settings.streams_sync, clock=SystemClock()
    )
    word = Word(places.word)
    report = Report(places, index)
    log = PredictionLog(streams)
    generations = Generations(places, ModelFiles(places, objects), word, warm=log.warm, on_prepared=report.prepared)
    report.generations = generations
    wanted = places.wanted()
    if is_alone and wanted:
        generations.prepare(wanted)
        word.write(wanted)
    state = generations.prepare(word.read())
    shadow = Shadow(log, report.counters, limit_rows=state.snapshot.limits.shadow_rows)
    batcher = Batcher(log, report.counters, shadow)
    app = ServingApp(generations, batcher, report.counters, report.metrics, insider=insider_digest(places))
    LimitedProtocol.serving = app
    LimitedProtocol.head_limit = state.snapshot.limits.head_bytes
    server = _Server(_config(app))
    handover = None if is_alone else Handover(places, sock)
    follower = _Follower(
        places, word, generations, report=report, app=app, server=server, shadow=shadow, handover=handover
    )
    follower.start()
    # What is loaded stays: without this every full collection walks models and modules again.
    gc.collect()
    gc.freeze()
    try:
        await server.serve(sockets=[sock])
    finally:
        follower.stop()
        report.write(is_serving=False)
        streams.close()


def _config(app: ServingApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=LimitedProtocol,
        ws="none",
        loop="none",
        lifespan="off",
        interface="asgi3",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=2,
    )


class _Server(uvicorn.Server):
    """Leaves the decision to end to the follower, which drains first."""

    is_told_to_stop = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.is_told_to_stop:
            self.should_exit = self.force_exit = True
        self.is_told_to_stop = True


class _Follower:
    """Every few milliseconds: is there a new snapshot, a signal, a connection that takes too long?"""

    def __init__(
        self,
        places: Places,
        word: Word,
        generations: Generations,
        *,
        report: Report,
        app: ServingApp,
        server: _Server,
        shadow: Shadow,
        handover: Handover | None,
    ) -> None:
        self._places = places
        self._word = word
        self._generations = generations
        self._report = report
        self._app = app
        self._server = server
        self._shadow = shadow
        self._handover = handover
        self._parent = os.getppid()
        self._loop = asyncio.get_running_loop()
        self._seen = _stamp(places)
        self._preparing: threading.Thread | None = None
        self._next_second = 0.0
        self._ends_at: float | None = None
        self._orphan_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        self._seen = (0, 0)
        self._tick()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _tick(self) -> None:
        self._timer = self._loop.call_later(TICK_S, self._tick)
        stamp = _stamp(self._places)
        if stamp != self._seen and (self._preparing is None or not self._preparing.is_alive()):
            self._seen = stamp
            self._preparing = threading.Thread(target=self._prepare, name="prepare", daemon=True)
            self._preparing.start()
        if self._server.is_told_to_stop:
            self._drain()
        now = time.monotonic()
        if now >= self._next_second:
            self._next_second = now + 1.0
            self._each_second(now)

    def _prepare(self) -> None:
        wanted = self._places.wanted()
        if wanted == 0 or wanted in self._generations.failed:
            return
        try:
            self._generations.prepare(wanted)
        except FlyballError:
            self._report.prepared()  # the report carries the reason
            return
        if self._handover is None:  # nobody else will put it into force
            self._word.write(wanted)

    def _each_second(self, now: float) -> None:
        state = self._generations.current()
        sweep(self._server.server_state.connections, self._loop.time(), state.snapshot.limits.arrival_s)
        self._report.write(is_serving=self._server.started and not self._app.is_draining)
        if self._handover is not None:
            self._handover.open(self._loop)
        if self._handover is not None and os.getppid() != self._parent:
            self._orphan_since = self._orphan_since or now
            if now - self._orphan_since > ORPHAN_S:
                self._server.is_told_to_stop = True

    def _drain(self) -> None:
        """Accept nothing new, close each connection after its next answer, end when none is left or time is up."""
        now = time.monotonic()
        if self._ends_at is None:
            self._ends_at = now + DRAIN_S
            self._app.is_draining = True
            for listening in self._server.servers:
                listening.close()
        if now >= self._ends_at or (not self._server.server_state.connections and self._shadow.is_idle):
            self._server.should_exit = True


def _stamp(places: Places) -> tuple[int, int]:
    try:
        found = os.stat(places.current)
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
