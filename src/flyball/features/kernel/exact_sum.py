"""Sums of floats over any window, exact before one final rounding, whatever the order and the history around it.

Each double is an integer times a power of two. It is split into 32-bit limbs on one absolute grid (limb j weighs
2^(32 j)); running sums of limbs are int64 and exact for up to 2^31 rows; a window is the difference of two of them.
The limbs are carried into one canonical form, so the answer depends on the exact sum alone: not on the order of rows,
on chunks or threads, on what lies outside the window, or on how much history a store still holds. Integral columns
(minutes, cents) need a single limb; two-limb and three-limb columns cost two and three running sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from flyball.features.kernel.columns import BoolArray, FloatArray, Int64Array

_BITS = 32
_MASK = np.int64(2**_BITS - 1)
_HALF = np.int64(2 ** (_BITS - 1))
_TOP = 31  # 2^(32*31) is the last limb whose weight times a small digit is still a finite double


class DoubleDouble(NamedTuple):
    """An unevaluated sum `high + low` with |low| at most half a unit in the last place of `high`."""

    high: FloatArray
    low: FloatArray


class RunningSum(NamedTuple):
    """Running sums of one column: `limbs[j][p]` covers sorted positions below p; infinities are counted apart."""

    limbs: dict[int, Int64Array]
    plus_infinity: Int64Array | None
    minus_infinity: Int64Array | None


class Term(NamedTuple):
    """One segment `[lo, hi)` of a running sum per label."""

    running: RunningSum
    lo: Int64Array
    hi: Int64Array


def running_sum(values: FloatArray, valid: BoolArray) -> RunningSum:
    """Prepare a column; rows that are not valid add nothing. O(n) per limb in use."""
    finite = np.where(valid & np.isfinite(values), values, 0.0)
    infinite = valid & np.isinf(values)
    plus = _count(infinite & (values > 0)) if infinite.any() else None
    minus = _count(infinite & (values < 0)) if infinite.any() else None
    return RunningSum(_limb_sums(finite), plus, minus)


def window_sums(terms: Sequence[Term]) -> DoubleDouble:
    """Per label the sum over all its segments, to 106 bits; infinities add up as IEEE 754 says."""
    labels = terms[0].lo.size
    high, low, carry = np.zeros(labels), np.zeros(labels), np.zeros(labels, dtype=np.int64)
    used = [j for term in terms for j in term.running.limbs]
    for j in range(min(used, default=0), min(max(used, default=0) + 3, _TOP + 1)):
        total = carry
        for term in terms:
            if j in term.running.limbs:
                prefix = term.running.limbs[j]
                total = total + (prefix[term.hi] - prefix[term.lo])
        # Balanced digits (-2^31 .. 2^31-1): the leading digit outweighs all below it, so nothing cancels.
        digit = total if j == _TOP else ((total + _HALF) & _MASK) - _HALF
        carry = (total - digit) >> _BITS
        with np.errstate(over="ignore"):
            high, low = _add(high, low, np.ldexp(digit.astype(np.float64), _BITS * j))
    return _with_infinities(terms, high, low)


def _limb_sums(values: FloatArray) -> dict[int, Int64Array]:
    mantissa, exponent = np.frexp(values)
    whole = np.ldexp(np.abs(mantissa), 53).astype(np.int64)
    index, shift = np.divmod(exponent.astype(np.int64) - 53, _BITS)
    sign = np.where(values < 0, np.int64(-1), np.int64(1))
    low = (whole & _MASK) << shift
    upper = ((whole >> _BITS) << shift) + (low >> _BITS)
    parts = (sign * (low & _MASK), sign * (upper & _MASK), sign * (upper >> _BITS))
    sums: dict[int, Int64Array] = {}
    occupied = index[whole != 0]
    if occupied.size == 0:
        return sums
    for j in range(int(occupied.min()), int(occupied.max()) + 3):
        limb = sum((np.where(index == j - k, part, 0) for k, part in enumerate(parts)), np.zeros(1, dtype=np.int64))
        if limb.any():
            sums[j] = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(limb)])
    return sums


def _add(high: FloatArray, low: FloatArray, more: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Knuth's TwoSum, then renormalised; an overflow stays infinite."""
    total = high + more
    with np.errstate(invalid="ignore"):
        shadow = total - high
        error = (high - (total - shadow)) + (more - shadow)
        rest = np.where(np.isfinite(total), low + error, 0.0)
        rounded = total + rest
        return rounded, np.where(np.isfinite(rounded), rest - (rounded - total), 0.0)


def _with_infinities(terms: Sequence[Term], high: FloatArray, low: FloatArray) -> DoubleDouble:
    for term in terms:
        for counts, value in ((term.running.plus_infinity, np.inf), (term.running.minus_infinity, -np.inf)):
            if counts is not None:
                inside = counts[term.hi] > counts[term.lo]
                with np.errstate(invalid="ignore"):
                    high = np.where(inside, high + value, high)
                low = np.where(inside, 0.0, low)
    return DoubleDouble(high, low)


def _count(claim: BoolArray) -> Int64Array:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(claim, dtype=np.int64)])
