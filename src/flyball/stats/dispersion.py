"""How much more real windows differ from each other than independent rows would."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri, ndtri

from flyball.stats.arrays import FloatArray


def overdispersion(p: FloatArray, *, confidence: float = 0.5) -> float:
    """φ ≥ 1 from the two-sided p-values of the reference's own windows, each tested against the rest, shape (w,).

    φ is the mean square of the z-values; with a `confidence` above ½ it is the upper bound at that confidence. Dividing
    later z-values by √φ (`weaken`) gives windows of this process the false-alarm rate that independent rows would have.
    NaN is left out; without a window φ = 1.

    >>> overdispersion(np.array([0.6, 0.2, 0.8, 0.4]))
    1.0
    """
    kept = p[np.isfinite(p)]
    if kept.size == 0:
        return 1.0
    z = ndtri(np.clip(kept, 1e-300, 1.0) / 2.0)
    per_window = kept.size if confidence == 0.5 else float(chdtri(kept.size, confidence))
    return max(1.0, float(np.sum(z**2)) / per_window)
