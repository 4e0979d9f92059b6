"""Curves of many runs at once, reduced to what can be seen: the points that draw the same line."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct, structs
from sqlalchemy import Connection, select

from flyball.core import from_us
from flyball.core.errors import TooLarge
from flyball.store import Stores
from flyball.tracking import tables as t
from flyball.tracking.model import Curve, OddPoint, figure
from flyball.tracking.reduce import Floats, reduce_points
from flyball.tracking.series import STREAM

Axis = Literal["step", "time", "relative"]
MAX_POINTS = 20_000_000
_SLICE = 2_000_000
"""Points read at a time: about 200 MB while they are decoded."""
_MAX_ODD = 50
_KEPT_POINTS = 500_000
"""About 30 MB."""
_COLUMNS = ["ts", "run", "key", "context", "step", "value", "client", "sequence"]


class CurveQuery(Struct, frozen=True, kw_only=True):
    """Which curves, and how they are drawn."""

    runs: tuple[str, ...]
    keys: tuple[str, ...]
    context: str
    x: Axis
    buckets: int
    start: float | None
    end: float | None


def read_curves(stores: Stores, connection: Connection, query: CurveQuery) -> list[Curve]:
    """One curve for each run and key that has points; runs in the order asked, then keys."""
    found = {(row.run, row.key): row for row in _series(connection, query)}
    if sum(row.n for row in found.values()) > MAX_POINTS:
        raise TooLarge("these curves have too many points", why=f"at most {MAX_POINTS}", hint="choose fewer runs")
    axis = (query.context, query.x, query.buckets, query.start, query.end)
    names = {of: (*of, row.n, row.nan_count, row.to_at, *axis) for of, row in found.items()}
    known = {of: curve for of, name in names.items() if (curve := KEPT.get(name)) is not None}
    missing = [row for of, row in found.items() if of not in known]
    for curve in _read(stores, connection, query, missing):
        known[curve.run, curve.key] = curve
        KEPT.put(names[curve.run, curve.key], curve)
    order = ((run, key) for run in query.runs for key in query.keys)
    return [known[of] for of in order if of in known]


def _read(stores: Stores, connection: Connection, query: CurveQuery, series: Sequence[Any]) -> list[Curve]:
    if not series:
        return []
    wanted = structs.replace(
        query,
        runs=tuple(dict.fromkeys(row.run for row in series)),
        keys=tuple(dict.fromkeys(row.key for row in series)),
    )
    applied = _Applied(connection, wanted.runs)
    parts: list[np.ndarray[Any, Any]] = []
    spans = [(row.from_at, row.to_at, row.n + row.nan_count) for row in series]
    files = [(file.min_ts_us, file.max_ts_us) for file in stores.streams.sealed(STREAM)]
    for start_us, end_us in _slices(spans, files):
        end = from_us(end_us) + timedelta(microseconds=1)
        table = stores.streams.scan(STREAM, start=from_us(start_us), end=end, columns=_COLUMNS)
        parts.append(_points(table, wanted, applied))
    return _curves(np.concatenate(parts), wanted, {row.run: row.started_at for row in series})


class _Kept:
    """The curves drawn last, so that going back to a page reads no points again; a series that grew is another."""

    def __init__(self) -> None:
        self._curves: OrderedDict[Any, Curve] = OrderedDict()
        self._points = 0
        self._lock = threading.Lock()

    def get(self, name: Any) -> Curve | None:
        with self._lock:
            if name in self._curves:
                self._curves.move_to_end(name)
            return self._curves.get(name)

    def put(self, name: Any, curve: Curve) -> None:
        with self._lock:
            if name not in self._curves:
                self._points += len(curve.x)
            self._curves[name] = curve
            while self._points > _KEPT_POINTS:
                self._points -= len(self._curves.popitem(last=False)[1].x)


KEPT = _Kept()


def _series(connection: Connection, query: CurveQuery) -> Sequence[Any]:
    s = t.run_series
    wanted = select(
        s.c.run, s.c.key, s.c["count"].label("n"), s.c.nan_count, s.c.from_at, s.c.to_at, t.run.c.started_at
    )
    wanted = wanted.join(t.run, t.run.c.id == s.c.run)
    where = (s.c.run.in_(query.runs), s.c.key.in_(query.keys), s.c.context == query.context)
    return connection.execute(wanted.where(*where)).all()


class _Applied:
    """Up to which block of each client the points of each run are committed."""

    def __init__(self, connection: Connection, runs: Sequence[str]) -> None:
        c = t.run_cursor.c
        rows = connection.execute(select(c.run, c.client, c.sequence).where(c.run.in_(runs))).all()
        self.clients = pa.array(sorted({row.client for row in rows}), pa.string())
        self._limits = np.zeros((len(runs), len(self.clients) + 1), np.int64)
        of_run = {name: k for k, name in enumerate(runs)}
        of_client = {name: k for k, name in enumerate(self.clients.to_pylist())}
        for row in rows:
            self._limits[of_run[row.run], of_client[row.client]] = row.sequence

    def holds(self, runs: np.ndarray[Any, Any], table: pa.Table) -> np.ndarray[Any, Any]:
        """Which rows of the table are committed; `runs` are their runs by number."""
        client = pc.fill_null(pc.index_in(table["client"], value_set=self.clients), len(self.clients)).to_numpy()
        return np.asarray(table["sequence"].to_numpy() <= self._limits[runs, client])


def _slices(spans: Sequence[tuple[int, int, int]], files: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Closed periods without overlap that cover every span, each with about `_SLICE` points.

    Spans that a file holds together are one slice, so that the file is read once and not for each of them.
    """
    merged: list[list[int]] = []
    for start, end, n in sorted(spans):
        last = merged[-1] if merged else None
        if last is not None and (start <= last[1] or (last[2] < _SLICE and _share_a_file(last[1], start, files))):
            merged[-1] = [last[0], max(end, last[1]), last[2] + n]
        else:
            merged.append([start, end, n])
    for start, end, n in merged:
        parts = -(-n // (2 * _SLICE))
        edges = np.linspace(start, end + 1, parts + 1).astype(np.int64) if parts > 1 else [start, end + 1]
        yield from ((int(a), int(b) - 1) for a, b in pairwise(edges) if b > a)


def _share_a_file(end: int, start: int, files: Sequence[tuple[int, int]]) -> bool:
    return any(low <= end and start <= high for low, high in files)


_POINT = np.dtype([("curve", "i8"), ("step", "i8"), ("at", "i8"), ("value", "f8")])


def _points(table: pa.Table, query: CurveQuery, applied: _Applied) -> np.ndarray[Any, Any]:
    """The committed points of the wanted series; `curve` counts runs first, then keys."""
    run = pc.index_in(table["run"], value_set=pa.array(query.runs, pa.string()))
    key = pc.index_in(table["key"], value_set=pa.array(query.keys, pa.string()))
    mask = pc.and_(pc.and_(pc.is_valid(run), pc.is_valid(key)), pc.equal(table["context"], query.context))
    table = table.append_column("r", run).append_column("k", key).filter(mask)
    runs = table["r"].to_numpy().astype(np.int64)
    points = np.empty(table.num_rows, _POINT)
    points["curve"] = runs * len(query.keys) + table["k"].to_numpy()
    points["step"] = table["step"].to_numpy()
    points["at"] = table["ts"].cast(pa.int64()).to_numpy()
    points["value"] = table["value"].to_numpy()
    committed: np.ndarray[Any, Any] = points[applied.holds(runs, table)]
    return committed


def _curves(points: np.ndarray[Any, Any], query: CurveQuery, started: dict[str, int]) -> list[Curve]:
    points = points[np.argsort(points["curve"], kind="stable")]
    edges = np.flatnonzero(np.r_[True, points["curve"][1:] != points["curve"][:-1]]) if len(points) else np.array([])
    curves = []
    for part in np.split(points, edges[1:].astype(np.int64)) if len(points) else []:
        run = query.runs[part["curve"][0] // len(query.keys)]
        key = query.keys[part["curve"][0] % len(query.keys)]
        curves.append(_curve(_in_order(part, query.x), run, key, query, started[run]))
    return curves


def _in_order(points: np.ndarray[Any, Any], x: Axis) -> np.ndarray[Any, Any]:
    """By the axis, then time, then value: what is drawn does not depend on the order of arrival."""
    names = ("step", "at", "value") if x == "step" else ("at", "step", "value")
    first = points[names[0]]
    if (first[1:] > first[:-1]).all():  # the usual case: logged one after the other
        return points
    ordered: np.ndarray[Any, Any] = points[np.lexsort([points[name] for name in reversed(names)])]
    return ordered


def _curve(points: np.ndarray[Any, Any], run: str, key: str, query: CurveQuery, started_us: int) -> Curve:
    x = _axis(points, query.x, started_us)
    y = points["value"]
    inside = np.ones(len(x), bool)
    if query.start is not None:
        inside &= x >= query.start
    if query.end is not None:
        inside &= x < query.end
    x, y = x[inside], y[inside]
    is_finite = np.isfinite(y)
    odd_x, odd_y = x[~is_finite], y[~is_finite]
    count = len(y)
    x, y = x[is_finite], y[is_finite]
    kept = reduce_points(x, y, query.buckets)
    return Curve(
        run=run,
        key=key,
        context=query.context,
        points=count,
        is_reduced=len(kept) < len(y),
        x=tuple(x[kept].tolist()),
        y=tuple(y[kept].tolist()),
        odd_count=len(odd_x),
        odd=tuple(OddPoint(x=float(a), y=figure(float(b))) for a, b in zip(odd_x[:_MAX_ODD], odd_y, strict=False)),
    )


def _axis(points: np.ndarray[Any, Any], x: Axis, started_us: int) -> Floats:
    if x == "step":
        return np.asarray(points["step"], np.float64)
    if x == "time":
        return np.asarray(points["at"] / 1_000.0, np.float64)
    return np.asarray((points["at"] - started_us) / 1e6, np.float64)
