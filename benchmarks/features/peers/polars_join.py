"""Polars: `join_asof` by entity after the later of two tied rows was chosen, the TTL as its tolerance."""

import sys
from pathlib import Path

import polars as pl
from measure import Measured

VIEWS = {"a": 7, "b": 7, "c": 6}
folder = Path(sys.argv[1])
with Measured() as measured:
    answer = pl.scan_parquet(folder / "labels.parquet").sort("event_timestamp")
    for view in VIEWS:
        rows = (
            pl.scan_parquet(folder / f"view_{view}.parquet")
            .sort("event_timestamp", "created")
            .unique(["entity", "event_timestamp"], keep="last", maintain_order=True)
            .drop("created")
        )
        answer = answer.join_asof(rows, on="event_timestamp", by="entity", tolerance="30d", check_sortedness=False)
    found = answer.collect()
    names = [f"{view}{k}" for view, width in VIEWS.items() for k in range(width)]
    columns = {name: found[name].fill_null(float("nan")).to_numpy() for name in names}
    label = found["label"].to_numpy()
measured.say(label, columns)
