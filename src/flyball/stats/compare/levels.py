"""Did the mix of categories change? Chi-squared with rare levels pooled."""

from __future__ import annotations

from flyball.stats.arrays import IntArray
from flyball.stats.compare.chi2 import chi2_p, pool_rare
from flyball.stats.compare.evidence import Evidence, weaken
from flyball.stats.compare.js_effect import js_effect


def levels(reference: IntArray, current: IntArray, *, phi: float = 1.0) -> Evidence:
    """Counts per level on both sides, shape (k,); levels with an expected count below 5 are tested as one.

    The effect is the Jensen-Shannon distance over the pooled levels, without the part that noise explains.
    """
    pooled = pool_rare(reference, current)
    return Evidence(weaken(chi2_p(*pooled), phi), *js_effect(*pooled, phi=phi), "js")
