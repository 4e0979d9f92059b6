"""Are there more categories never seen before than the reference leads to expect?"""

from __future__ import annotations

from math import sqrt

from scipy.special import betainc

from flyball.stats.compare.evidence import Evidence, weaken
from flyball.stats.interval.wilson import wilson


def new_levels(unseen: int, current_rows: int, *, singletons: int, reference_rows: int, phi: float = 1.0) -> Evidence:
    """One-sided binomial test of `unseen` rows against the Good-Turing bound; the effect is their share.

    >>> new_levels(5, 1000, singletons=0, reference_rows=10_000).p < 0.001
    True
    """
    bound = unseen_bound(singletons, reference_rows)
    p = float(betainc(unseen, current_rows - unseen + 1, bound)) if unseen else 1.0
    share = wilson(unseen, current_rows)
    return Evidence(weaken(p, phi), share.estimate, share.lo if unseen else 0.0, share.hi, "share")


def unseen_bound(singletons: int, rows: int) -> float:
    """Upper bound for the chance that the next row has a level never seen: (s + 1 + 2√(s+1))/N (Good 1953)."""
    return min(1.0, (singletons + 1 + 2 * sqrt(singletons + 1)) / rows) if rows else 1.0
