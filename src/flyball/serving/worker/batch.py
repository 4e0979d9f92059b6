"""Tick batching: requests decoded in one turn of the event loop run together, per variant, without any timer.

A turn with one request runs it at once, so an idle server never waits; under load batches grow by themselves.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from flyball.core.errors import FlyballError
from flyball.serving.worker.answer import encode
from flyball.serving.worker.count import Counters
from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.log import Part, PredictionLog
from flyball.serving.worker.pending import Pending
from flyball.serving.worker.refuse import Refused, unavailable
from flyball.serving.worker.rows import Array, Rows, join_columns, join_matrix, pick
from flyball.serving.worker.shadow import Shadow
from flyball.serving.worker.state import Live

Group = tuple[Live, LoadedVariant, list[Part]]
Features = Array | list[Array]


class Batcher:
    """Collects requests of a turn, runs them, logs them, then answers them; in this order."""

    def __init__(self, log: PredictionLog, counters: Counters, shadow: Shadow) -> None:
        self._log = log
        self._counters = counters
        self._shadow = shadow
        self._loop = asyncio.get_running_loop()
        self._waiting: list[Pending] = []
        self._queued_rows = 0
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
        self._tasks: set[asyncio.Task[None]] = set()

    def submit(self, pending: Pending, limit_rows: int) -> None:
        """Put a request into this turn's batch; its reply gets the answer's bytes."""
        if self._queued_rows + pending.count > limit_rows:
            raise unavailable("too many rows are waiting", why=f"{self._queued_rows} are queued")
        self._queued_rows += pending.count
        self._waiting.append(pending)
        if len(self._waiting) == 1:
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for group in _groups(waiting):
            for live, variant, parts in _capped(group):
                rows = sum(_count(part) for part in parts)
                if variant.is_slow(rows):
                    task = self._loop.create_task(self._run_in_thread(live, variant, parts))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
                else:
                    self._run(live, variant, parts)

    def _run(self, live: Live, variant: LoadedVariant, parts: list[Part]) -> None:
        try:
            features, scores = predict(live, variant, parts)
        except Exception as error:  # noqa: BLE001 - a model may fail in any way; only the request that causes it is told
            if len(parts) > 1:
                middle = len(parts) // 2
                self._run(live, variant, parts[:middle])
                self._run(live, variant, parts[middle:])
                return
            self._fail(parts, _model_failed(variant, error))
            return
        self._finish(live, variant, parts, features, scores)

    async def _run_in_thread(self, live: Live, variant: LoadedVariant, parts: list[Part]) -> None:
        try:
            features, scores = await self._loop.run_in_executor(self._threads, predict, live, variant, parts)
        except Exception as error:  # noqa: BLE001 - as above
            if len(parts) > 1:
                for part in parts:
                    await self._run_in_thread(live, variant, [part])
                return
            self._fail(parts, _model_failed(variant, error))
            return
        self._finish(live, variant, parts, features, scores)

    def _finish(self, live: Live, variant: LoadedVariant, parts: list[Part], features: Features, scores: Array) -> None:
        try:
            self._log.append(live, variant, parts, scores, features)
        except FlyballError as error:
            self._counters.log_failures += 1
            self._fail(parts, unavailable("the prediction log does not take rows", why=str(error)))
            return
        self._counters.batch(live, variant, len(scores))
        numbers: list[float | None] = scores.tolist()
        finite = np.isfinite(scores)
        if not finite.all():  # JSON has neither NaN nor infinity
            numbers = [number if good else None for number, good in zip(numbers, finite, strict=True)]
        at = 0
        for pending, rows in parts:
            count = _count((pending, rows))
            _place(pending, rows, numbers[at : at + count], variant)
            at += count
            pending.waiting -= 1
            if pending.waiting == 0:
                self._queued_rows -= pending.count
                if not pending.reply.done():
                    pending.reply.set_result(encode(pending))
        if live.shadow:
            self._shadow.add(live, parts, features)

    def _fail(self, parts: list[Part], refused: Refused) -> None:
        for pending, _ in parts:
            pending.waiting -= 1
            if pending.waiting == 0:
                self._queued_rows -= pending.count
            if not pending.reply.done():
                pending.reply.set_exception(refused)


def predict(live: Live, variant: LoadedVariant, parts: list[Part]) -> tuple[Features, Array]:
    """Features of all rows, in the deployment's columns, and their scores."""
    rows = [pending.valid.rows if chosen is None else _picked(live, pending, chosen) for pending, chosen in parts]
    layout = live.layout
    features: Features = join_matrix(layout, rows) if layout.is_matrix else join_columns(layout, rows)
    take = live.takes[variant.spec.name]
    taken: Features = features
    if take is not None:
        taken = [features[k] for k in take] if isinstance(features, list) else features[:, take]
    return features, variant.runner.predict(taken)


def _picked(live: Live, pending: Pending, chosen: list[int]) -> Rows:
    return pick(pending.valid.rows, chosen, live.layout)


def _groups(waiting: list[Pending]) -> list[Group]:
    groups: dict[tuple[int, int], Group] = {}
    for pending in waiting:
        for variant, rows in _assigned(pending):
            key = (id(pending.live), id(variant))
            group = groups.get(key)
            if group is None:
                group = groups[key] = (pending.live, variant, [])
            group[2].append((pending, rows))
            pending.waiting += 1
    return list(groups.values())


def _assigned(pending: Pending) -> list[tuple[LoadedVariant, list[int] | None]]:
    live, units = pending.live, pending.units
    fixed = pending.pinned or live.only
    if fixed is not None:
        return [(fixed, None)]
    if units is None:
        return [(live.assign(None), None)]
    by_variant: dict[int, tuple[LoadedVariant, list[int]]] = {}
    for row, unit in enumerate(units):
        variant = live.assign(unit)
        by_variant.setdefault(id(variant), (variant, []))[1].append(row)
    if len(by_variant) == 1:
        return [(variant, None) for variant, _ in by_variant.values()]
    return list(by_variant.values())


def _capped(group: Group) -> list[Group]:
    live, variant, parts = group
    cap, pieces, rows = 4096, [[parts[0]]], _count(parts[0])
    for part in parts[1:]:
        rows += _count(part)
        if rows > cap:
            pieces.append([])
            rows = _count(part)
        pieces[-1].append(part)
    return [(live, variant, piece) for piece in pieces]


def _count(part: Part) -> int:
    pending, rows = part
    return pending.count if rows is None else len(rows)


def _place(pending: Pending, rows: list[int] | None, scores: list[float | None], variant: LoadedVariant) -> None:
    if rows is None:
        pending.scores, pending.variants = scores, variant
        return
    if not isinstance(pending.variants, list):
        pending.scores, pending.variants = [None] * pending.count, [variant] * pending.count
    for row, score in zip(rows, scores, strict=True):
        pending.scores[row] = score
        pending.variants[row] = variant


def _model_failed(variant: LoadedVariant, error: Exception) -> Refused:
    return Refused(500, "model-failed", f"{variant.spec.model} failed on this request", why=str(error)[:300])
