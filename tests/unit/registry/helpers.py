"""Small models and rows, trained once."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from flyball.core import RandomIds
from flyball.registry import ModelVersion, register_model
from flyball.registry.flavours.base import Matrix
from flyball.workspace import Workspace

COLUMNS = ("hour", "wind", "delay_rate", "distance")


def some_rows(count: int = 200) -> Matrix:
    """Numbers with gaps in them."""
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(count, len(COLUMNS))).astype(np.float32)
    rows[:, 1] = np.round(rows[:, 1] * 2)
    rows[rng.random(rows.shape) < 0.1] = np.nan
    return rows


def some_targets(rows: Matrix) -> Any:
    """Classes that depend on the first column and on whether the last is missing."""
    return ((np.nan_to_num(rows[:, 0]) + np.isnan(rows[:, -1])) > 0.2).astype(int)


@cache
def some_model(depth: int = 3) -> Any:
    """A trained classifier."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows = some_rows()
    return HistGradientBoostingClassifier(max_iter=5, max_depth=depth, random_state=0).fit(rows, some_targets(rows))


def register(ws: Workspace, name: str = "late-flight", *, depth: int = 3, run: str | None = None) -> ModelVersion:
    """Register a small model."""
    return register_model(
        models=ws.models,
        objects=ws.objects,
        name=name,
        model=some_model(depth),
        example=some_rows(),
        columns=COLUMNS,
        run=run,
        metrics={"auc": 0.71},
        description="boosted trees",
    )


def start_run(ws: Workspace) -> str:
    """A run that used a dataset."""
    run_id = RandomIds().new()
    ws.runs.start(id=run_id, experiment="late", name="train", params={"depth": 3})
    return f"run:{run_id}"
