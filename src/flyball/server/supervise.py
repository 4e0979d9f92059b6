"""Children of `flyball up`: started, watched, started again when they die, and ended with it, however it ends."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from msgspec import Struct

log = logging.getLogger("flyball.supervise")
_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 30.0
_HEALTHY_AFTER_S = 30.0


class Child(Struct, frozen=True, kw_only=True):
    """A process to keep alive: `python -m module`, which ends when its standard input closes (see `lifeline`)."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()


class Supervisor:
    """Keeps children alive until `stop`. If this process is killed, their lifelines close, and they end too."""

    def __init__(self, children: Sequence[Child], environ: Mapping[str, str], *, grace_s: float = 30.0) -> None:
        self._children = children
        self._environ = dict(environ)
        self._grace_s = grace_s
        self._stopping = threading.Event()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start every child and a thread that waits for it."""
        for child in self._children:
            thread = threading.Thread(target=self._keep, args=(child,), name=f"supervise-{child.name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def pids(self) -> dict[str, int]:
        """The process id of each running child."""
        with self._lock:
            return {name: process.pid for name, process in self._running.items() if process.poll() is None}

    def stop(self) -> None:
        """Ask every child to finish, wait up to the grace time, then kill."""
        self._stopping.set()
        with self._lock:
            running = list(self._running.values())
        for process in running:
            process.terminate()
        deadline = time.monotonic() + self._grace_s
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
        for thread in self._threads:
            thread.join(5.0)

    def _keep(self, child: Child) -> None:
        pause_s = _FIRST_PAUSE_S
        while not self._stopping.is_set():
            started = time.monotonic()
            process = self._spawn(child)
            if process is None:
                return
            code = process.wait()
            if self._stopping.is_set():
                return
            lived_s = time.monotonic() - started
            pause_s = _FIRST_PAUSE_S if lived_s > _HEALTHY_AFTER_S else min(_LONGEST_PAUSE_S, pause_s * 2)
            fields = {"child": child.name, "exit_code": code, "lived_s": round(lived_s, 1), "again_in_s": pause_s}
            log.error("a child process ended; starting it again", extra=fields)
            self._stopping.wait(pause_s)

    def _spawn(self, child: Child) -> subprocess.Popen[bytes] | None:
        command = [sys.executable, "-m", child.module, *child.arguments]
        with self._lock:
            if self._stopping.is_set():
                return None
            # The pipe is the lifeline: the kernel closes it when this process dies, even by kill -9.
            process = subprocess.Popen(command, stdin=subprocess.PIPE, env=self._environ)
            self._running[child.name] = process
        return process


def lifeline() -> None:
    """In a child: end this process at once when the supervisor is gone, since then nobody would stop it."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os._exit(70)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
