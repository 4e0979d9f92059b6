"""Sample variance and standard deviation.

From exact sums of x and x² held to 106 bits, so the subtraction that ruins `E[x²] - E[x]²` in plain doubles still
leaves 16 digits when the mean is 10⁸ standard deviations away from zero, and no shift has to be chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.features.kernel.columns import Column, FloatArray, Int64Array
from flyball.features.kernel.exact_sum import Term, window_sums
from flyball.features.kernel.series import Part, counts_of, sums_of


def variance(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Divided by n - 1; null below two values and where an infinity is inside."""
    count = counts_of(parts)
    n = count.astype(np.float64)
    total = sums_of(parts)
    squares = window_sums([Term(s, part.lo, part.hi) for part in parts for s in part.series.square_sums])
    with np.errstate(over="ignore", invalid="ignore"):
        first, first_error = _product(n, squares.high)
        second, second_error = _product(total.high, total.high)
        rest = first_error - second_error + n * squares.low - 2.0 * total.high * total.low
        spread = np.maximum((first - second) + rest, 0.0) / np.maximum(n * (n - 1.0), 1.0)
    return Column(spread, (count > 1) & np.isfinite(spread))


def standard_deviation(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Square root of `variance`."""
    spread = variance(parts, moments)
    with np.errstate(invalid="ignore"):
        return Column(np.sqrt(spread.values.astype(np.float64)), spread.valid)


def _product(a: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The product and its rounding error (Dekker 1971)."""
    product = a * b
    a_upper, b_upper = a * 134217729.0, b * 134217729.0
    a_upper, b_upper = a_upper - (a_upper - a), b_upper - (b_upper - b)
    a_lower, b_lower = a - a_upper, b - b_upper
    error = ((a_upper * b_upper - product) + a_upper * b_lower + a_lower * b_upper) + a_lower * b_lower
    return product, error
