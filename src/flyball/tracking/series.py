"""Metric points: appended to the stream exactly once, summarised in the catalog, read back as they were logged."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from flyball.core import from_us
from flyball.core.errors import Conflict, NotFound
from flyball.stats import ExactSum
from flyball.store import Stores
from flyball.store.catalog import Change, insert_replace
from flyball.tracking import tables as t
from flyball.tracking.model import Figure, Point, Series, figure
from flyball.tracking.summary import At, Summary, merge, summarise

if TYPE_CHECKING:
    import pyarrow as pa

STREAM = "metric_points"


def append_block(stores: Stores, change: Change, run: str, block: pa.Table, *, client: str, sequence: int) -> int:
    """Append block `sequence` of a client; a repeat adds nothing, a gap is a `Conflict` naming the number expected.

    The stream is written first and under a key of its own, so a process that dies before the commit leaves points that
    the repeated block does not double and that no reader sees.
    """
    applied = change.execute(
        select(t.run_cursor.c.sequence).where(t.run_cursor.c.run == run, t.run_cursor.c.client == client)
    ).scalar()
    expected = (applied or 0) + 1
    if sequence < expected:
        return 0
    if sequence > expected:
        raise Conflict(f"block {sequence} of {client} came too early", why=f"block {expected} is expected")
    stores.streams.append(STREAM, _stamped(block, run, client, sequence), key=f"{run}:{client}:{sequence}")
    _merge_summaries(change, run, block)
    cursor = {"run": run, "client": client, "sequence": sequence}
    change.execute(insert_replace(change.connection, t.run_cursor, ["run", "client"]), [cursor])
    return int(block.num_rows)


def list_series(connection: Connection, run: str) -> list[Series]:
    """The summaries of all series of a run, by key and context."""
    query = select(t.run_series).where(t.run_series.c.run == run).order_by(t.run_series.c.key, t.run_series.c.context)
    return [_series(row) for row in connection.execute(query)]


def read_history(
    stores: Stores, connection: Connection, run: str, *, key: str, context: str, limit: int, offset: int
) -> list[Point]:
    """Points of one series as they were logged, ordered by time, step, value."""
    at = (t.run_series.c.run == run, t.run_series.c.key == key, t.run_series.c.context == context)
    found = connection.execute(select(t.run_series.c.from_at, t.run_series.c.to_at).where(*at)).one_or_none()
    if found is None:
        raise NotFound(f"run:{run} has no metric {key!r}" + (f" with context {context}" if context else ""))
    table = stores.streams.scan(
        STREAM, start=from_us(found.from_at), end=from_us(found.to_at) + timedelta(microseconds=1)
    )
    rows = _committed(table, connection, run, key, context)
    rows.sort(key=lambda row: (row[0], row[1], math.isnan(row[2]), row[2]))
    return [Point(at=from_us(ts), step=step, value=figure(value)) for ts, step, value in rows[offset : offset + limit]]


def _stamped(block: pa.Table, run: str, client: str, sequence: int) -> pa.Table:
    import pyarrow as pa

    rows = block.num_rows
    stamped = block.append_column("run", pa.array([run] * rows, pa.string()))
    stamped = stamped.append_column("client", pa.array([client] * rows, pa.string()))
    return stamped.append_column("sequence", pa.array([sequence] * rows, pa.int64())).combine_chunks()


def _committed(
    table: pa.Table, connection: Connection, run: str, key: str, context: str
) -> list[tuple[int, int, float]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if table.num_rows == 0:
        return []
    wanted = pc.and_(pc.equal(table["run"], run), pc.equal(table["key"], key))
    mine = table.filter(pc.and_(wanted, pc.equal(table["context"], context)))
    query = select(t.run_cursor.c.client, t.run_cursor.c.sequence).where(t.run_cursor.c.run == run)
    applied = {row.client: row.sequence for row in connection.execute(query)}
    columns = zip(
        mine["ts"].cast(pa.int64()).to_pylist(),
        mine["step"].to_pylist(),
        mine["value"].to_pylist(),
        mine["client"].to_pylist(),
        mine["sequence"].to_pylist(),
        strict=True,
    )
    return [(ts, step, value) for ts, step, value, client, seq in columns if seq <= applied.get(client, 0)]


def _merge_summaries(change: Change, run: str, block: pa.Table) -> None:
    import pyarrow as pa

    groups: dict[tuple[str, str], list[At]] = defaultdict(list)
    columns = (block["key"], block["context"], block["value"], block["step"], block["ts"].cast(pa.int64()))
    for key, context, value, step, at in zip(*(column.to_pylist() for column in columns), strict=True):
        groups[key, context].append(At(value, step, at))
    keys = sorted({key for key, _ in groups})
    query = select(t.run_series).where(t.run_series.c.run == run, t.run_series.c.key.in_(keys))
    stored = {(row.key, row.context): _summary(row) for row in change.execute(query)}
    rows = [
        _row(run, key, context, merge(stored.get((key, context), Summary()), summarise(points)))
        for (key, context), points in sorted(groups.items())
    ]
    if rows:
        change.execute(insert_replace(change.connection, t.run_series, ["run", "key", "context"]), rows)


def _row(run: str, key: str, context: str, s: Summary) -> dict[str, Any]:
    row: dict[str, Any] = {"run": run, "key": key, "context": context, "count": s.count, "nan_count": s.nan_count}
    for name in ("first", "last", "min", "max"):
        point: At | None = getattr(s, name)
        row |= {name: _stored(point.value) if point else None}
        row |= {f"{name}_step": point.step if point else 0, f"{name}_at": point.at_us if point else 0}
    last_is_nan = int(s.last is not None and math.isnan(s.last.value))
    sums = {"total": str(s.total), "inf_count": s.inf_count, "neg_inf_count": s.neg_inf_count}
    mean = s.mean
    ends = {"mean": None if mean is None else _stored(mean), "from_at": s.from_us, "to_at": s.to_us}
    return row | {"last_is_nan": last_is_nan} | sums | ends


def _stored(value: float) -> float | None:
    return None if math.isnan(value) else value


def _summary(row: Any) -> Summary:
    def at(name: str) -> At | None:
        value = getattr(row, name)
        return None if value is None else At(value, getattr(row, f"{name}_step"), getattr(row, f"{name}_at"))

    return Summary(
        count=row._mapping["count"],  # row.count is a tuple method
        nan_count=row.nan_count,
        first=at("first"),
        last=At(math.nan, row.last_step, row.last_at) if row.last_is_nan else at("last"),
        min=at("min"),
        max=at("max"),
        total=ExactSum.parse(row.total),
        inf_count=row.inf_count,
        neg_inf_count=row.neg_inf_count,
        from_us=row.from_at,
        to_us=row.to_at,
    )


def _series(row: Any) -> Series:
    s = _summary(row)
    mean = s.mean
    return Series(
        key=row.key,
        context=row.context,
        count=s.count,
        nan_count=s.nan_count,
        first=_figure(s.first),
        last=_figure(s.last),
        last_step=row.last_step,
        min=_figure(s.min),
        min_step=s.min.step if s.min else None,
        max=_figure(s.max),
        max_step=s.max.step if s.max else None,
        mean=None if mean is None else figure(mean),
    )


def _figure(point: At | None) -> Figure | None:
    return None if point is None else figure(point.value)
