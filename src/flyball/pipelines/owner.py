"""Who executes: the name of a process that another process of the same machine can tell to be dead."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def this_owner(instance: str) -> str:
    """Host, boot, process and its start; `instance` tells two executors in one process apart."""
    return f"{_machine()}/{os.getpid()}/{_started(os.getpid())}/{instance}"


def is_dead(owner: str) -> bool:
    """True only when it is certain: an executor of this machine and boot whose process is gone.

    >>> is_dead(this_owner("a")), is_dead("elsewhere/boot/1/1/a")
    (False, False)
    """
    machine, _, rest = owner.rpartition("/")[0].rpartition("/")[0].rpartition("/")
    started = owner.split("/")[-2] if owner.count("/") >= 3 else ""
    if machine != _machine() or not rest.isdigit() or not started:
        return False
    return _started(int(rest)) != started


@cache
def _machine() -> str:
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        boot = "unknown"
    return f"{socket.gethostname()}/{boot}"


def _started(pid: int) -> str:
    """When the process started, in the kernel's ticks; empty where the system does not say or it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    # A process that was killed but not yet waited for (Z) will not write again.
    return "" if fields[0] in {"Z", "X"} else fields[19]
