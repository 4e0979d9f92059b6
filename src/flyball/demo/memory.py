"""The most memory that the story's processes held: this one, and the workers it started."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

import psutil


def own_peak_mb() -> float:
    """The most this process ever held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def children_peak_mb() -> float:
    """The most that the children alive now ever held, together, in MiB.

    Not RUSAGE_CHILDREN: a child counts there what its parent held when it forked, so the parent would count twice.
    """
    return sum(_peak_mb(child) for child in psutil.Process().children(recursive=True))


def _peak_mb(process: psutil.Process) -> float:
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) / 2**10
    except (OSError, IndexError):  # gone meanwhile, or not Linux, where only the present size is told
        return float(process.memory_info().rss / 2**20) if process.is_running() else 0.0
