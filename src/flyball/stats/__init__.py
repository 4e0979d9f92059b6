"""Statistics as pure functions of arrays: mergeable sketches, tests, intervals, metrics, tests for any time.

No input or output, no clock, no random state of its own (`rng` is handed in). Each name is imported when it is used, so
that a serving worker that only assigns units pays for nothing else.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.stats.arrays import BoolArray, FloatArray, IntArray
    from flyball.stats.compare.cells import Cells, cells_of_sketches, cells_of_values
    from flyball.stats.compare.chi2 import chi2_p
    from flyball.stats.compare.evidence import Evidence, weaken
    from flyball.stats.compare.extremes import extremes, extremes_of_sketches
    from flyball.stats.compare.levels import levels, levels_of_sketches
    from flyball.stats.compare.location import location, superiority
    from flyball.stats.compare.mcnemar import mcnemar_p
    from flyball.stats.compare.missing import missing
    from flyball.stats.compare.new_levels import new_levels
    from flyball.stats.compare.scale import scale
    from flyball.stats.compare.shape import ks_p, merged_bins, shape
    from flyball.stats.compare.unit_change import UnitChange, unit_change
    from flyball.stats.dispersion import overdispersion
    from flyball.stats.distance.js import js_distance
    from flyball.stats.distance.psi import psi
    from flyball.stats.distance.wasserstein import wasserstein
    from flyball.stats.interval.bootstrap import bootstrap, bootstrap_mean
    from flyball.stats.interval.model import Interval
    from flyball.stats.interval.share_difference import share_difference
    from flyball.stats.interval.student import student
    from flyball.stats.interval.wilson import wilson
    from flyball.stats.metrics.auc import auc_difference, auc_interval, roc_auc
    from flyball.stats.metrics.average_precision import average_precision
    from flyball.stats.metrics.brier import brier, brier_losses
    from flyball.stats.metrics.calibration import ReliabilityBin, calibration_error, reliability
    from flyball.stats.metrics.confusion import Confusion, confusion
    from flyball.stats.metrics.log_loss import log_loss, log_losses
    from flyball.stats.multiplicity import FAMILY_SHARES, Scale, due_scales, spend, weighted_holm
    from flyball.stats.power import rows_needed, smallest_visible
    from flyball.stats.sequential.canary_errors import CanaryErrors
    from flyball.stats.sequential.confidence_sequence import Moments, difference_sequence, half_width, mean_sequence
    from flyball.stats.sequential.loss_change import LossChange
    from flyball.stats.sequential.sample_ratio import sample_ratio_e
    from flyball.stats.sketch.categorical import CategoricalSketch, categorical_sketch
    from flyball.stats.sketch.exact_sum import ExactSum
    from flyball.stats.sketch.frame import (
        CategoricalFrame,
        ColumnFrame,
        Frame,
        NumericFrame,
        categorical_frame,
        numeric_frame,
    )
    from flyball.stats.sketch.numeric import NumericSketch, numeric_sketch
    from flyball.stats.sketch.score import ScoreSketch, score_sketch

_HOMES = {
    "arrays": (
        "BoolArray",
        "FloatArray",
        "IntArray",
    ),
    "compare.cells": (
        "Cells",
        "cells_of_sketches",
        "cells_of_values",
    ),
    "compare.chi2": ("chi2_p",),
    "compare.evidence": (
        "Evidence",
        "weaken",
    ),
    "compare.extremes": ("extremes", "extremes_of_sketches"),
    "compare.levels": ("levels", "levels_of_sketches"),
    "compare.location": (
        "location",
        "superiority",
    ),
    "compare.mcnemar": ("mcnemar_p",),
    "compare.missing": ("missing",),
    "compare.new_levels": ("new_levels",),
    "compare.scale": ("scale",),
    "compare.shape": (
        "ks_p",
        "merged_bins",
        "shape",
    ),
    "compare.unit_change": (
        "UnitChange",
        "unit_change",
    ),
    "distance.js": ("js_distance",),
    "distance.psi": ("psi",),
    "distance.wasserstein": ("wasserstein",),
    "interval.bootstrap": (
        "bootstrap",
        "bootstrap_mean",
    ),
    "interval.model": ("Interval",),
    "interval.share_difference": ("share_difference",),
    "interval.student": ("student",),
    "interval.wilson": ("wilson",),
    "metrics.auc": (
        "auc_difference",
        "auc_interval",
        "roc_auc",
    ),
    "metrics.average_precision": ("average_precision",),
    "metrics.brier": (
        "brier",
        "brier_losses",
    ),
    "metrics.calibration": (
        "ReliabilityBin",
        "calibration_error",
        "reliability",
    ),
    "metrics.confusion": (
        "Confusion",
        "confusion",
    ),
    "metrics.log_loss": (
        "log_loss",
        "log_losses",
    ),
    "multiplicity": (
        "FAMILY_SHARES",
        "Scale",
        "due_scales",
        "spend",
        "weighted_holm",
    ),
    "dispersion": ("overdispersion",),
    "power": (
        "rows_needed",
        "smallest_visible",
    ),
    "sequential.canary_errors": ("CanaryErrors",),
    "sequential.confidence_sequence": (
        "Moments",
        "difference_sequence",
        "half_width",
        "mean_sequence",
    ),
    "sequential.loss_change": ("LossChange",),
    "sequential.sample_ratio": ("sample_ratio_e",),
    "sketch.categorical": (
        "CategoricalSketch",
        "categorical_sketch",
    ),
    "sketch.exact_sum": ("ExactSum",),
    "sketch.frame": (
        "CategoricalFrame",
        "ColumnFrame",
        "Frame",
        "NumericFrame",
        "categorical_frame",
        "numeric_frame",
    ),
    "sketch.numeric": (
        "NumericSketch",
        "numeric_sketch",
    ),
    "sketch.score": (
        "ScoreSketch",
        "score_sketch",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "FAMILY_SHARES",
    "BoolArray",
    "CanaryErrors",
    "CategoricalFrame",
    "CategoricalSketch",
    "Cells",
    "ColumnFrame",
    "Confusion",
    "Evidence",
    "ExactSum",
    "FloatArray",
    "Frame",
    "IntArray",
    "Interval",
    "LossChange",
    "Moments",
    "NumericFrame",
    "NumericSketch",
    "ReliabilityBin",
    "Scale",
    "ScoreSketch",
    "UnitChange",
    "auc_difference",
    "auc_interval",
    "average_precision",
    "bootstrap",
    "bootstrap_mean",
    "brier",
    "brier_losses",
    "calibration_error",
    "categorical_frame",
    "categorical_sketch",
    "cells_of_sketches",
    "cells_of_values",
    "chi2_p",
    "confusion",
    "difference_sequence",
    "due_scales",
    "extremes",
    "extremes_of_sketches",
    "half_width",
    "js_distance",
    "ks_p",
    "levels",
    "levels_of_sketches",
    "location",
    "log_loss",
    "log_losses",
    "mcnemar_p",
    "mean_sequence",
    "merged_bins",
    "missing",
    "new_levels",
    "numeric_frame",
    "numeric_sketch",
    "overdispersion",
    "psi",
    "reliability",
    "roc_auc",
    "rows_needed",
    "sample_ratio_e",
    "scale",
    "score_sketch",
    "shape",
    "share_difference",
    "smallest_visible",
    "spend",
    "student",
    "superiority",
    "unit_change",
    "wasserstein",
    "weaken",
    "weighted_holm",
    "wilson",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
