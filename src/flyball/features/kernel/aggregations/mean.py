"""Mean, and the rate of a claim as the mean of a boolean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.core.errors import SchemaMismatch
from flyball.features.kernel.columns import Column, Int64Array
from flyball.features.kernel.series import Part, counts_of, sums_of


def mean(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Exact sum over count, float64; null for an empty window and where infinities of both signs meet."""
    count, sums = counts_of(parts), sums_of(parts).high
    values = sums / np.maximum(count, 1)
    return Column(values, (count > 0) & ~np.isnan(values))


def rate(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Share of true among the non-null values of a boolean column."""
    if parts[0].series.values.dtype.kind != "b":
        raise SchemaMismatch("rate needs a boolean column", hint="use mean for numbers")
    return mean(parts, moments)
