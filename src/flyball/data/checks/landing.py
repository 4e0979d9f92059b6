"""What a check sees: the rows that landed, the present moment, and what the version before looked like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from flyball.data.model import CheckStatus
from flyball.data.summary import ColumnSummary

BoolArray: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Reference:
    """The version that rows are compared with."""

    version: int
    rows: int
    """Rows of it when a whole table is judged, rows that it brought when only new rows are."""
    summary: Callable[[str, int | None], ColumnSummary | None]
    """A column's summary over the last so many landings (None: all of them); None when it has no such column."""


@dataclass(frozen=True)
class Landing:
    """The rows to judge."""

    table: pa.Table
    now: datetime
    reference: Reference | None = None
    _valid: dict[str, BoolArray] = field(default_factory=dict)

    def valid(self, column: str) -> BoolArray:
        """Which rows have a value there; computed once for all checks of a column."""
        if column not in self._valid:
            self._valid[column] = self.table[column].is_valid().to_numpy()
        return self._valid[column]


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; `failing` are the rows that fail, for row checks."""

    status: CheckStatus
    sentence: str
    checked: int
    failing: BoolArray | None = None
    observed: dict[str, float | str | None] = field(default_factory=dict)


def row_finding(
    failing: BoolArray, *, checked: int, tolerance: float, says: str, example: str | None = None
) -> Finding:
    """The verdict of a row check: the failing share of the rows it applies to against the tolerance, bound included."""
    count = int(failing.sum())
    share = count / checked if checked else 0.0
    status: CheckStatus = "failed" if share > tolerance else "passed"
    shown = f", for example {example}" if example and count else ""
    sentence = f"{count:,} of {checked:,} rows {says}{shown}"
    return Finding(status, sentence, checked, failing, {"failing": count, "share": share})


def first_failing(table: pa.Table, column: str, failing: BoolArray) -> str | None:
    """The first failing value, for the sentence."""
    places = np.flatnonzero(failing)
    return str(table[column][int(places[0])].as_py())[:60] if places.size else None
