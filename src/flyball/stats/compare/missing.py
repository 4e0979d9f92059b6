"""Did the share of missing values change? Fisher's exact test (1934), two-sided."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy.special import gammaln

from flyball.stats.compare.evidence import Evidence, weaken
from flyball.stats.interval.share_difference import share_difference

_SPREADS = 40.0  # beyond 40 standard deviations the hypergeometric mass is below what a double can hold


def missing(
    reference_missing: int, reference_rows: int, current_missing: int, current_rows: int, *, phi: float = 1.0
) -> Evidence:
    """Exact whatever the counts; the effect is the difference of the shares with Newcombe's interval.

    >>> found = missing(100, 10_000, 30, 1_000)
    >>> found.p < 1e-5, round(found.effect, 3)
    (True, 0.02)
    """
    p = fisher_p(reference_missing, reference_rows, current_missing, current_rows)
    gap = share_difference(current_missing, current_rows, reference_missing, reference_rows, widen=sqrt(max(phi, 1.0)))
    return Evidence(weaken(p, phi), gap.estimate, gap.lo, gap.hi, "share")


def fisher_p(first: int, first_rows: int, second: int, second_rows: int) -> float:
    """Probability of a table no likelier than this one, the margins given. O(√rows)."""
    total, marked = first_rows + second_rows, first + second
    mean = second_rows * marked / total
    spread = sqrt(mean * (1 - marked / total) * first_rows / max(total - 1, 1))
    reach = _SPREADS * spread + _SPREADS
    low = max(0, marked - first_rows, int(mean - reach))
    high = min(marked, second_rows, int(mean + reach))
    if not low <= second <= high:
        return 0.0
    k = np.arange(low, high + 1, dtype=np.float64)
    log_mass = -(
        gammaln(k + 1) + gammaln(second_rows - k + 1) + gammaln(marked - k + 1) + gammaln(first_rows - marked + k + 1)
    )
    mass = np.exp(log_mass - log_mass.max())
    # Tables as likely as this one differ by rounding only; SciPy and R allow for the same 1e-7.
    return float(min(1.0, mass[mass <= mass[second - low] * (1 + 1e-7)].sum() / mass.sum()))
