"""Did the mix of categories change? Chi-squared with rare levels pooled."""

from __future__ import annotations

import numpy as np

from flyball.core.errors import BadInput
from flyball.stats.arrays import IntArray
from flyball.stats.compare.chi2 import chi2_p, pool_rare
from flyball.stats.compare.evidence import Evidence, weaken
from flyball.stats.compare.js_effect import js_effect
from flyball.stats.sketch.categorical import CategoricalSketch


def levels(reference: IntArray, current: IntArray, *, rest: tuple[int, int] = (0, 0), phi: float = 1.0) -> Evidence:
    """Counts per level on both sides, shape (k,); levels with an expected count below 5 are tested as one.

    `rest` counts rows on either side whose rare level is not known; they join the rare ones.
    The effect is the Jensen-Shannon distance over the pooled levels, without the part that noise explains.
    """
    pooled = pool_rare(reference, current, rest=rest)
    return Evidence(weaken(chi2_p(*pooled), phi), *js_effect(*pooled, phi=phi), "js")


def levels_of_sketches(reference: CategoricalSketch, current: CategoricalSketch, *, phi: float = 1.0) -> Evidence:
    """The same from sketches of one frame; every unknown level in a sample is a level of its own.

    Columns in which nearly every value is different (ids) have only rare levels and therefore show no change.
    """
    if reference.frame != current.frame:
        raise BadInput("these sketches cannot be compared", why="they were made in different frames")
    unknown = sorted({item.level for sketch in (reference, current) for item in sketch.sample})
    sides, rest = [], []
    for sketch in (reference, current):
        held = {item.level: item.count for item in sketch.sample}
        sides.append(np.append(sketch.known, [held.get(level, 0) for level in unknown]).astype(np.int64))
        rest.append(sketch.unknown - sum(held.values()))
    return levels(sides[0], sides[1], rest=(rest[0], rest[1]), phi=phi)
