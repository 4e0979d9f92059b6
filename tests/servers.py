"""`flyball up` as a process, to be killed and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil

ADMIN_TOKEN = "fly_test_" + "a" * 43
READY_S = 60


class UpProcess:
    """A running `flyball up` on a home folder and a port; started again it keeps both."""

    def __init__(self, home: Path, *, roles: str = "server", catalog: str = "") -> None:
        self.home = home
        self.port = free_port()
        self.serving_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._roles = roles
        self._catalog = catalog
        self.log_level = "warning"
        self.process: subprocess.Popen[bytes] | None = None
        self.output = home.with_name(f"{home.name}.out")

    def start(self) -> float:
        """Start and wait until it answers; the seconds that took."""
        began = time.monotonic()
        command = [sys.executable, "-m", "flyball", "up", "--port", str(self.port), "--roles", self._roles]
        environ = {
            **os.environ,
            "FLYBALL_HOME": str(self.home),
            "FLYBALL_SERVING_PORT": str(self.serving_port),
            "FLYBALL_CATALOG": self._catalog,
            "FLYBALL_ADMIN_TOKEN": ADMIN_TOKEN,
            "FLYBALL_LOG_LEVEL": self.log_level,
        }
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                command, env=environ, cwd=self.home.parent, stdout=output, stderr=output, start_new_session=True
            )
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - began > READY_S:
                raise AssertionError(f"the server did not start: {self.output.read_text()[-2000:]}")
            time.sleep(0.01)  # polling another process; there is no event to wait for
        return time.monotonic() - began

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", trust_env=False, timeout=5).is_success
        except httpx.TransportError:
            return False

    def cpu_s(self) -> float:
        """Seconds of a processor that the process has used since its start, without its children."""
        assert self.process is not None
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def kill(self) -> None:
        """kill -9, whatever it is doing."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def end(self) -> None:
        """Whatever state it is in, it is gone afterwards, and so are its workers, which outlive it otherwise."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
