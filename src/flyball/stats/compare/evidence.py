"""What a test found, and how over-dispersion weakens it."""

from __future__ import annotations

from math import sqrt

from msgspec import Struct
from scipy.special import ndtr, ndtri

Z95 = 1.959963984540054  # the normal quantile of two-sided 95 % intervals


class Evidence(Struct, frozen=True):
    """`p` of "nothing changed", the size of the change and its 95 % interval [lo, hi], in `unit`.

    Units: `sd` (standard deviations of the reference), `ln sd` (log ratio of spreads), `js` (Jensen-Shannon distance,
    0 to 1), `share` (difference of shares, or a share).
    """

    p: float
    effect: float
    lo: float
    hi: float
    unit: str

    def beyond(self, smallest: float) -> bool:
        """Does the interval lie beyond ± the smallest effect that matters?

        >>> Evidence(0.001, 0.3, 0.2, 0.4, "sd").beyond(0.1)
        True
        """
        return self.lo > smallest or self.hi < -smallest


def weaken(p: float, phi: float) -> float:
    """The p-value after dividing its z by √φ; φ = 1 changes nothing, φ < 1 is taken as 1.

    >>> round(weaken(0.0455, 4.0), 3)
    0.317
    """
    if phi <= 1.0 or p >= 1.0:
        return p
    return float(2.0 * ndtr(ndtri(p / 2.0) / sqrt(phi)))
