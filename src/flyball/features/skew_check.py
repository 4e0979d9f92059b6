"""Is what was served what training would have computed? Feature by feature, row by row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct


class FeatureSkew(Struct, frozen=True, kw_only=True):
    """One feature's comparison over some rows."""

    feature: str
    rows: int
    mismatches: int
    """Rows where the values differ by more than the tolerance."""
    missing: int
    """Rows served without a value where the batch has one."""
    extra: int
    """Rows served with a value where the batch has none."""
    largest: float
    """The largest difference seen."""


def skew(served: pa.Table, batch: pa.Table, features: Sequence[str], *, tolerance: float = 1e-6) -> list[FeatureSkew]:
    """Compare two tables of equal length and order; differences count relative to the batch value, from 1 upwards.

    >>> served = pa.table({"n": [1.0, 2.0, None]})
    >>> [found] = skew(served, pa.table({"n": [1.0, 2.5, 3.0]}), ["n"])
    >>> found.mismatches, found.missing, found.extra, found.largest
    (1, 1, 0, 0.5)
    """
    return [_compare(name, served[name], batch[name], tolerance) for name in features]


def _compare(name: str, served: pa.ChunkedArray, batch: pa.ChunkedArray, tolerance: float) -> FeatureSkew:
    here, there = np.asarray(pc.is_valid(served)), np.asarray(pc.is_valid(batch))
    one = pc.fill_null(served.cast(pa.float64()), 0.0).to_numpy()
    two = pc.fill_null(batch.cast(pa.float64()), 0.0).to_numpy()
    gap = np.where(here & there, np.abs(one - two), 0.0)
    return FeatureSkew(
        feature=name,
        rows=len(served),
        mismatches=int((gap > tolerance * np.maximum(1.0, np.abs(two))).sum()),
        missing=int((there & ~here).sum()),
        extra=int((here & ~there).sum()),
        largest=float(gap.max(initial=0.0)),
    )
