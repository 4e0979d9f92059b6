"""The mix of categories."""

from __future__ import annotations

from typing import cast

from flyball.monitoring.drift.model import DriftTest, Pair, Sketch
from flyball.stats import CategoricalSketch, Evidence, levels_of_sketches


def _compute(pair: Pair[Sketch], phi: float) -> Evidence:
    texts = cast("Pair[CategoricalSketch]", pair)
    return levels_of_sketches(texts.reference, texts.current, phi=phi)


LEVELS = DriftTest(
    name="levels",
    compute=_compute,
    kinds=frozenset({"categorical"}),
    family="univariate",
    unit="js",
    says="the mix of categories changed by a Jensen-Shannon distance of {effect:.2f} [{lo:.2f}, {hi:.2f}]",
)
