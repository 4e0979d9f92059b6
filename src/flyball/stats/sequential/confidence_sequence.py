"""Intervals for a mean that hold at all times at once (Waudby-Smith et al., arXiv 2103.06476)."""

from __future__ import annotations

from math import inf, log, nan, sqrt

from msgspec import Struct

from flyball.stats.interval.model import Interval


class Moments(Struct, frozen=True):
    """Count, sum and sum of squares of one arm's values; add them up as they come."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: Moments) -> Moments:
        return Moments(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float:
        return self.total / self.n if self.n else nan

    @property
    def variance(self) -> float:
        """With n - 1; NaN below two values."""
        return max(self.squares - self.total**2 / self.n, 0.0) / (self.n - 1) if self.n > 1 else nan


def mean_sequence(arm: Moments, *, alpha: float = 0.05, best_at: int = 5_000) -> Interval:
    """Asymptotic confidence sequence of a mean; tightest near `best_at` values. Two values at least, else unbounded."""
    half = half_width(arm.n, sqrt(arm.variance), alpha=alpha, best_at=best_at) if arm.n > 1 else inf
    return Interval(arm.mean, arm.mean - half, arm.mean + half, 1.0 - alpha)


def difference_sequence(arm: Moments, base: Moments, *, alpha: float = 0.05, best_at: int = 5_000) -> Interval:
    """The same for mean of `arm` minus mean of `base`, of independent units assigned at random."""
    gap = arm.mean - base.mean
    if min(arm.n, base.n) < 2:
        return Interval(gap, -inf, inf, 1.0 - alpha)
    n = arm.n + base.n
    # The variance of one unit's contribution to the difference, when n units were dealt to the two arms.
    spread = sqrt(n * (arm.variance / arm.n + base.variance / base.n))
    half = half_width(n, spread, alpha=alpha, best_at=best_at)
    return Interval(gap, gap - half, gap + half, 1.0 - alpha)


def half_width(n: int, sd: float, *, alpha: float, best_at: int = 5_000) -> float:
    """σ·√(2(nρ²+1)/(n²ρ²)·ln(√(nρ²+1)/α)) with ρ² = (-2 ln α + ln(-2 ln α) + 1)/best_at.

    >>> round(half_width(5_000, 1.0, alpha=0.05), 4)
    0.0429
    """
    rho = (-2.0 * log(alpha) + log(-2.0 * log(alpha)) + 1.0) / best_at
    grown = n * rho + 1.0
    return sd * sqrt(2.0 * grown / (n * n * rho) * log(sqrt(grown) / alpha))
