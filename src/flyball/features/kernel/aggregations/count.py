"""How many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.features.kernel.columns import Column, Int64Array
from flyball.features.kernel.series import Part, counts_of


def count(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Rows of the window, or non-null values if a column is named; int64, 0 for an empty window."""
    return Column(counts_of(parts), np.ones(moments.size, dtype=np.bool_))
