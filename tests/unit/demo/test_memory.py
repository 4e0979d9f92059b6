"""Memory is counted once, however late a child was forked."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from flyball.demo.memory import children_peak_mb, own_peak_mb


def test_a_child_does_not_count_what_its_parent_held() -> None:
    held = np.ones(40 * 2**20)  # 320 MiB
    before = children_peak_mb()  # of services that other tests of this process started
    child = subprocess.Popen(
        [sys.executable, "-c", "print('up', flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()
    try:
        assert 1 < children_peak_mb() - before < 200
        assert own_peak_mb() > held.nbytes / 2**20
    finally:
        child.communicate(b"\n")
