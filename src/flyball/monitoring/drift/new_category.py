"""Categories that the reference never had."""

from __future__ import annotations

from typing import cast

from flyball.monitoring.drift.model import DriftTest, Pair, Sketch
from flyball.stats import CategoricalSketch, Evidence, new_levels


def _compute(pair: Pair[Sketch], phi: float) -> Evidence:
    texts = cast("Pair[CategoricalSketch]", pair)
    reference, current = texts.reference, texts.current
    # Rows of the reference outside the frame are as unknown as new ones will be, so they raise what is expected.
    expected = reference.singletons + reference.unknown
    return new_levels(current.unknown, current.n, singletons=expected, reference_rows=reference.n, phi=phi)


NEW_CATEGORY = DriftTest(
    name="new_category",
    compute=_compute,
    kinds=frozenset({"categorical"}),
    family="new_category",
    unit="share",
    says="{effect:.2%} of the rows have a category that the reference never had [{lo:.2%}, {hi:.2%}]",
)
