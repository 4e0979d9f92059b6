"""Do two classifiers err on different rows equally often? McNemar's exact test (1947)."""

from __future__ import annotations

from scipy.special import bdtr


def mcnemar_p(only_first_wrong: int, only_second_wrong: int) -> float:
    """Two-sided exact p from the rows on which just one of the two is wrong; 1 when there are none.

    >>> mcnemar_p(0, 6)
    0.03125
    """
    rows = only_first_wrong + only_second_wrong
    return min(1.0, 2.0 * float(bdtr(min(only_first_wrong, only_second_wrong), rows, 0.5))) if rows else 1.0
