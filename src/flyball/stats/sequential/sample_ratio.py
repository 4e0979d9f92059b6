"""Do the arms get the traffic they were promised? A multinomial e-process (Lindon and Malek, arXiv 2011.03567)."""

from __future__ import annotations

from math import exp

import numpy as np
from scipy.special import gammaln

from flyball.core.errors import BadInput
from flyball.stats.arrays import FloatArray, IntArray

_CONCENTRATION = 100.0


def sample_ratio_e(counts: IntArray, shares: FloatArray, *, concentration: float = _CONCENTRATION) -> float:
    """Evidence against the promised `shares` (summing to 1) from `counts` per arm, both of shape (arms,).

    The Dirichlet mixture's likelihood over that of the promise: whenever it is looked at, P(ever ≥ 1/α) ≤ α. The larger
    `concentration`, the more it looks for small deviations. Values beyond e^700 are cut there.

    >>> sample_ratio_e(np.array([5_000, 5_000]), np.array([0.5, 0.5])) < 1
    True
    >>> sample_ratio_e(np.array([5_300, 4_700]), np.array([0.5, 0.5])) > 1_000
    True
    """
    if counts.shape != shares.shape or not np.isclose(shares.sum(), 1.0) or (shares <= 0).any():
        raise BadInput("the promised shares must be positive and sum to 1", why=f"got {shares.tolist()}")
    prior = concentration * shares
    log_e = gammaln(prior.sum()) - gammaln(prior.sum() + counts.sum())
    log_e += float(np.sum(gammaln(prior + counts) - gammaln(prior) - counts * np.log(shares)))
    return exp(min(float(log_e), 700.0))
