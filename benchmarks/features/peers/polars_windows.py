"""Polars: labels and events in one frame, `rolling` by entity once for each window, then the label rows of it."""

import sys
from pathlib import Path

import polars as pl
from measure import Measured

WINDOWS_HOURS = {"1h": 1, "1d": 24, "7d": 168, "30d": 720, "90d": 2160}
folder = Path(sys.argv[1])
with Measured() as measured:
    labels = pl.read_parquet(folder / "labels.parquet")
    events = pl.read_parquet(folder / "events.parquet")
    both = pl.concat([events, labels], how="diagonal").sort("entity", "event_timestamp")
    is_label = both["label"].is_not_null()
    label, columns = both["label"].filter(is_label).to_numpy(), {}
    for name, hours in WINDOWS_HOURS.items():
        rolled = both.rolling("event_timestamp", period=f"{hours}h", closed="left", group_by="entity").agg(
            pl.col("value").count().alias(f"count_{name}"),
            pl.col("value").sum().alias(f"sum_{name}"),
            pl.col("value").max().alias(f"max_{name}"),
        )
        for column in (f"count_{name}", f"sum_{name}", f"max_{name}"):
            columns[column] = rolled[column].filter(is_label).cast(pl.Float64).fill_null(float("nan")).to_numpy()
measured.say(label, columns)
