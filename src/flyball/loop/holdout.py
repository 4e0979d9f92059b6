"""What a training function hands to the loop: the model, and a scored holdout on which everything is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from flyball.core.errors import BadInput

HOLDOUT = "holdout.parquet"
"""The run's artifact that `write_holdout` makes."""
_SCORED = ("label", "score", "baseline")


class Trained(Struct, frozen=True, kw_only=True):
    """What a training function returns."""

    model: Any
    """The estimator; a flavour of the registry stores it."""
    example: Any
    """Typical input rows, a table with the model's columns in order; the conversion is tried on them."""
    threshold: float | None = None
    """Score from which a prediction counts as a warning."""


class Holdout(Struct, frozen=True, kw_only=True):
    """Rows kept from training: truth, the challenger's and the baseline's scores, features and slices."""

    features: pa.Table
    labels: Any
    scores: Any
    baseline: Any
    slices: dict[str, Any]


def write_holdout(rows: pa.Table, *, label: Any, score: Any, baseline: Any, slices: Sequence[str] = ()) -> bytes:
    """Parquet with the features and slices of `rows` beside truth and scores; slices are stored as `slice.NAME`."""
    features = rows.drop_columns([name for name in slices if name in rows.column_names])
    columns = {name: features[name] for name in features.column_names}
    columns |= {f"slice.{name}": rows[name] for name in slices}
    columns |= {"label": pa.array(label), "score": pa.array(score), "baseline": pa.array(baseline)}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def read_holdout(content: bytes) -> Holdout:
    """The inverse; `BadInput` says which column a training function forgot."""
    table = pq.read_table(pa.BufferReader(content))
    missing = [name for name in _SCORED if name not in table.column_names]
    if missing:
        raise BadInput(f"the training's {HOLDOUT} lacks {', '.join(missing)}", hint="write it with write_holdout")
    sliced = [name for name in table.column_names if name.startswith("slice.")]
    return Holdout(
        features=table.drop_columns([*_SCORED, *sliced]),
        labels=table["label"].to_numpy().astype(np.int64),
        scores=table["score"].to_numpy(),
        baseline=table["baseline"].to_numpy(),
        slices={name.removeprefix("slice."): np.array(table[name].to_pylist()) for name in sliced},
    )
