"""Aggregations by name. Each is a function of a window's parts to one column; third parties register the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from flyball.core.plugins import Registry
from flyball.features.kernel.columns import Column, Int64Array
from flyball.features.kernel.series import Part

Aggregate: TypeAlias = Callable[[Sequence[Part], Int64Array], Column]
"""`(parts, moments)` to one value per label. Nulls are skipped; an empty window is 0 for counts and sums, else null."""

_HERE = "flyball.features.kernel.aggregations"

AGGREGATIONS: Registry[Aggregate] = Registry(
    "aggregation",
    {
        "count": f"{_HERE}.count:count",
        "last": f"{_HERE}.last:last",
        "max": f"{_HERE}.extremes:maximum",
        "mean": f"{_HERE}.mean:mean",
        "min": f"{_HERE}.extremes:minimum",
        "rate": f"{_HERE}.mean:rate",
        "since_last": f"{_HERE}.last:since_last",
        "std": f"{_HERE}.spread:standard_deviation",
        "sum": f"{_HERE}.total:total",
        "var": f"{_HERE}.spread:variance",
    },
)

__all__ = ["AGGREGATIONS", "Aggregate"]
