"""From a variant in a snapshot to a model in memory that has been run once: files verified, runner opened, timed."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from blake3 import blake3

from flyball.core.errors import FlyballError, NotFound, StoreCorrupt, Unavailable
from flyball.serving.places import Places, write_whole
from flyball.serving.signature import Signature
from flyball.serving.snapshot import ServedVariant
from flyball.serving.worker.rows import Array, Layout, column_dtype
from flyball.serving.worker.runners import RUNNERS, Runner
from flyball.store.objects import Objects

SLOW_US = 2_000.0
"""Calls predicted to take longer than this leave the event loop."""


class LoadedVariant:
    """A model that is ready to run, and what its calls cost."""

    def __init__(self, spec: ServedVariant, runner: Runner, *, base_us: float, row_us: float) -> None:
        self.spec = spec
        self.runner = runner
        self.base_us = base_us
        self.row_us = row_us
        self.names = [column.name for column in spec.signature.inputs]
        self.is_matrix = Layout(spec.signature).is_matrix

    def is_slow(self, rows: int) -> bool:
        """Whether a call with so many rows would hold up the event loop."""
        return self.base_us + self.row_us * rows > SLOW_US


class ModelFiles:
    """The machine's own verified copies of model files, so that a restart needs no object store."""

    def __init__(self, places: Places, objects: Objects | None) -> None:
        self._places = places
        self._objects = objects

    def read(self, digest: str) -> bytes:
        """The bytes, checked against their digest whoever held them."""
        path = self._places.models / digest
        content = _read_if_there(path)
        if content is not None and blake3(content).hexdigest() == digest:
            return content
        if self._objects is None:
            raise NotFound(f"model file {digest} is not on this machine, and there is no object store")
        content = self._objects.get(digest)
        if blake3(content).hexdigest() != digest:
            raise StoreCorrupt(f"model file {digest} has other bytes")
        write_whole(path, content)
        return content


def _read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def load_variant(spec: ServedVariant, files: ModelFiles) -> LoadedVariant:
    """Open and warm a variant; every failure is a `FlyballError` that says which version and why."""
    try:
        digest = spec.files.get(spec.entry)
        if digest is None:
            raise NotFound(f"its manifest has no file {spec.entry}")
        runner: Runner = RUNNERS.get(spec.runner)(files.read(digest), spec.signature)
        base_us, row_us = _timed(runner, spec.signature)
    except FlyballError as error:
        raise Unavailable(f"{spec.model} cannot be served", why=str(error)) from error
    except Exception as error:  # a foreign model may fail in any way
        raise Unavailable(f"{spec.model} cannot be served", why=f"{type(error).__name__}: {error}"[:300]) from error
    return LoadedVariant(spec, runner, base_us=base_us, row_us=row_us)


def _timed(runner: Runner, signature: Signature) -> tuple[float, float]:
    seconds = {}
    for rows in (1, 64):
        sample = _sample(signature, rows)
        scores = runner.predict(sample)
        if scores.shape != (rows,):
            raise Unavailable(f"it gave scores of shape {scores.shape} for {rows} rows")
        started = time.perf_counter()
        runner.predict(sample)
        seconds[rows] = time.perf_counter() - started
    row_us = max(0.0, (seconds[64] - seconds[1]) / 63 * 1e6)
    return max(0.0, seconds[1] * 1e6 - row_us), row_us


def _sample(signature: Signature, rows: int) -> Array | list[Array]:
    layout = Layout(signature)
    if layout.is_matrix:
        return np.zeros((rows, layout.width), dtype=layout.dtype)
    return [
        np.full(rows, "" if column.datatype == "BYTES" else 0, dtype=column_dtype(column))
        for column in signature.inputs
    ]
