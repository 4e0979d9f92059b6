"""Worker processes as the supervisor sees them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from flyball.core.config import Settings
from flyball.serving.places import Places
from flyball.serving.worker.status import read_statuses

_QUICK_S = 1.0
"""A worker that ends sooner than this after its start is not started again at once."""


class Worker:
    """One slot: a process that is started again when it ends."""

    def __init__(self, settings: Settings, listening: socket.socket, *, index: int) -> None:
        self.index = index
        self._settings = settings
        self._listening = listening
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    @property
    def pid(self) -> int:
        """Of the running process; 0 for none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the process, unless it ended so soon that another try must wait."""
        now = time.monotonic()
        if self._process is not None and now - self._started < _QUICK_S:
            return
        self._started = now
        descriptor = self._listening.fileno()
        command = [sys.executable, "-m", "flyball.serving.worker"]
        command += ["--home", str(self._settings.home_path()), "--fd", str(descriptor), "--index", str(self.index)]
        self._process = subprocess.Popen(command, pass_fds=[descriptor], env=_environ(self._settings))

    def has_ended(self) -> bool:
        """Whether there is no running process."""
        return self._process is None or self._process.poll() is not None

    def is_serving(self, places: Places) -> bool:
        """Whether the process says that it accepts requests."""
        return any(status.pid == self.pid and status.is_serving for status in read_statuses(places))

    def last_words(self) -> str:
        """How the process ended."""
        code = self._process.returncode if self._process else None
        return "not started" if code is None else f"signal {-code}" if code < 0 else f"exit code {code}"

    def tell_to_stop(self) -> None:
        """Ask for a graceful end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait(self, timeout_s: float) -> None:
        """Wait for the end, and force it when time is up."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def reap_orphans(pids: list[int], home: Path) -> None:
    """Ask workers of an earlier supervisor of this home folder to end, now that ours accept from the same socket."""
    for pid in pids:
        if _is_worker_of(pid, home):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGTERM)


def _is_worker_of(pid: int, home: Path) -> bool:
    # A number from a file may belong to another program by now.
    import psutil

    try:
        process = psutil.Process(pid)
        command = process.cmdline()
        is_ours = process.uids().real == os.getuid() and "flyball.serving.worker" in command
    except psutil.Error:
        return False
    return is_ours and "--alone" not in command and str(home) in command


def _environ(settings: Settings) -> dict[str, str]:
    """What a worker must know besides its flags; it gets no administrator's token and no catalog."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLYBALL_")}
    if settings.objects:
        kept["FLYBALL_OBJECTS"] = settings.objects
    source = str(Path(__file__).resolve().parents[2])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [source, kept.get("PYTHONPATH", "")]))
    return {**kept, "FLYBALL_STREAMS_SYNC": settings.streams_sync}
