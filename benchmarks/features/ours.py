"""Flyball's kernel, from Parquet files to columns in label order: `python ours.py join|windows FOLDER`."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "peers"))

import numpy as np
import pyarrow.parquet as pq
from measure import Measured
from workload import DAY_US, TTL_DAYS, VIEWS, WINDOWS_HOURS

from flyball.features.kernel import (
    Aggregation,
    AsofRule,
    Column,
    EventRows,
    LabelRows,
    NumpyPointInTimeJoin,
    Window,
    aggregate_windows,
)

with contextlib.suppress(ImportError):
    import pandas  # noqa: F401 - where it is installed pyarrow loads it on first use, and imports are not measured

HOUR_US = DAY_US // 24


def read(file: Path) -> dict[str, Any]:
    table = pq.ParquetFile(file).read()  # read_table would import pandas within the measured block
    times = {name: table[name].cast("int64") for name in table.column_names if name in ("event_timestamp", "created")}
    return {name: times.get(name, table[name]).to_numpy() for name in table.column_names}


def codes(*keys: np.ndarray) -> list[np.ndarray]:
    """Dense entity codes for keys of any kind."""
    _, found = np.unique(np.concatenate(keys), return_inverse=True)
    return np.split(found.astype(np.int64), np.cumsum([len(key) for key in keys])[:-1])


def join(folder: Path) -> tuple[Any, dict[str, Any]]:
    labels, answer = read(folder / "labels.parquet"), {}
    rule = AsofRule(ttl_us=TTL_DAYS * DAY_US, as_of="event")
    for view in VIEWS:
        rows = read(folder / f"view_{view}.parquet")
        asked, known = codes(labels["entity"], rows["entity"])
        columns = {name: Column.of(rows[name]) for name in rows if name[0] == view and name[1:].isdigit()}
        events = EventRows(known, rows["event_timestamp"], columns, created=Column.of(rows["created"]))
        matches = NumpyPointInTimeJoin().join(LabelRows(asked, labels["event_timestamp"]), events, rule)
        answer |= {name: filled(column.take(matches.row)) for name, column in columns.items()}
    return labels["label"], answer


def windows(folder: Path) -> tuple[Any, dict[str, Any]]:
    labels, rows = read(folder / "labels.parquet"), read(folder / "events.parquet")
    asked, known = codes(labels["entity"], rows["entity"])
    events = EventRows(known, rows["event_timestamp"], {"value": Column.of(rows["value"])})
    wanted = [
        Aggregation(name=f"{kind}_{name}", kind=kind, column="value", window=Window(length_us=hours * HOUR_US))
        for name, hours in WINDOWS_HOURS.items()
        for kind in ("count", "sum", "max")
    ]
    found = aggregate_windows(events, LabelRows(asked, labels["event_timestamp"]), wanted, as_of="event")
    return labels["label"], {name: filled(column) for name, column in found.items()}


def filled(column: Column) -> np.ndarray:
    return np.where(column.valid, column.values.astype(np.float64), np.nan)


if __name__ == "__main__":
    with Measured() as measured:
        label, columns = {"join": join, "windows": windows}[sys.argv[1]](Path(sys.argv[2]))
    measured.say(label, columns)
