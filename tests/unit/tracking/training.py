"""Training functions as a user would write them, run and repeated by tests."""

from __future__ import annotations

import os

import numpy as np

SCALE = 2.0


def fit(run, *, flights, seed, rounds=3):
    """Log random but seeded figures and one file."""
    rng = np.random.default_rng(seed)
    delays = flights["delay"].to_numpy()
    for step in range(rounds):
        run.log({"loss": float(rng.normal() * SCALE + delays.mean())}, step=step)
    run.log({"auc": 0.75}, context={"subset": "val"})
    run.log_bytes("model.bin", rng.bytes(16))
    return delays.sum()


def fit_without_a_seed(run, *, flights):
    run.log({"loss": float(np.random.default_rng().normal())})
    run.log_bytes("model.bin", os.urandom(8))


def fail(run):
    run.log({"loss": 1.0})
    raise ValueError("no rows for this carrier")
