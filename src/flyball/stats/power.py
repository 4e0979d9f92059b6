"""What a comparison could have seen: the number beside every verdict."""

from __future__ import annotations

from math import ceil

from scipy.special import ndtri


def smallest_visible(standard_error: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """The difference that a one-sided test at `alpha` finds with probability `power`.

    >>> round(smallest_visible(0.01), 4)
    0.0249
    """
    return standard_error * float(ndtri(1.0 - alpha) + ndtri(power))


def rows_needed(sd: float, margin: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Rows (pairs) so that a difference of `margin` is visible when one row's difference has that spread.

    >>> rows_needed(0.5, 0.05)
    619
    """
    return ceil((sd * float(ndtri(1.0 - alpha) + ndtri(power)) / margin) ** 2)
