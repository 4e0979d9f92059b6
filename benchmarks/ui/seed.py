"""A workspace with very many runs, made in a minute or two: `python benchmarks/ui/seed.py HOME --runs 100000`.

Every run has five metrics and five params. Rows are made by the tracking room's own functions and written in bulk, so
the catalog is one that a server could have written; there are no points behind the figures and no events.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import Any

from flyball import connect
from flyball.tracking import tables as t
from flyball.tracking.params import _row as param_row  # as `write_params` writes it, without a query for each run
from flyball.tracking.series import _row as series_row
from flyball.tracking.summary import At, summarise

PROJECT = "bench"
START_US = 1_700_000_000_000_000
MINUTE_US = 60_000_000
BATCH = 5_000
METRICS = ("auc", "loss", "brier", "recall", "val/precision")
EXPERIMENTS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--runs", type=int, default=100_000)
    flags = parser.parse_args()
    began = time.perf_counter()
    seed(flags.home, flags.runs)
    sys.stderr.write(f"{flags.runs:,} runs in {time.perf_counter() - began:.0f} s\n")


def seed(home: Path, runs: int) -> None:
    """Write the runs into a fresh workspace; the same number gives the same runs."""
    made = random.Random(runs)
    with connect(home=home, project=PROJECT) as ws:
        catalog = ws.stores.catalog
        with catalog.change("seed") as change:
            names = [{"project": PROJECT, "name": f"exp-{i}", "created_at": START_US} for i in range(EXPERIMENTS)]
            change.execute(t.experiment.insert(), names)
        for first in range(0, runs, BATCH):
            batch = [one_run(made, number) for number in range(first, min(runs, first + BATCH))]
            with catalog.change("seed") as change:
                for at, table in enumerate((t.run, t.run_param, t.run_tag, t.run_series)):
                    change.execute(table.insert(), [row for rows in batch for row in rows[at]])


def one_run(made: random.Random, number: int) -> tuple[list[dict[str, Any]], ...]:
    """Rows of one run in the tables of runs, params, tags and series."""
    at = START_US + number * MINUTE_US
    id = f"{at // 1000:012x}{made.getrandbits(80):020x}"
    has_failed = number % 20 == 0
    run = {
        "id": id,
        "project": PROJECT,
        "experiment": f"exp-{number % EXPERIMENTS}",
        "name": f"run-{number}",
        "owner": f"user:u{number % 7}",
        "parent": None,
        "state": "failed" if has_failed else "finished",
        "started_at": at,
        "ended_at": at + made.randrange(1_000_000_000),
        "notes": "",
        "error": "Traceback\n" * 100 if has_failed else "",
        "entry": None,
        "entry_params": None,
    }
    params = {
        "lr": made.choice([0.1, 0.01, 0.001]),
        "depth": made.randrange(2, 12),
        "model": made.choice(["xgb", "lgbm", "rf"]),
        "seed": number,
        "l2": made.random(),
    }
    series = []
    for key in METRICS:
        value = made.random()
        summary = summarise([At(value, 0, at), At(value + 0.1, 1, at + 1)])
        series.append(series_row(id, key, "", summary))
    tag = {"run": id, "key": "team", "value": made.choice(["red", "blue"])}
    return [run], [param_row(id, key, value) for key, value in params.items()], [tag], series


if __name__ == "__main__":
    main()
