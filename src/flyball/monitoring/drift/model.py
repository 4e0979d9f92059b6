"""What a drift test is, and what a report says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Generic, Literal, TypeAlias, TypeVar, cast

from msgspec import Struct, field

from flyball.core.errors import BadInput
from flyball.stats import CategoricalSketch, Cells, Evidence, NumericSketch, cells_of_sketches

Sketch: TypeAlias = NumericSketch | CategoricalSketch
Kind = Literal["numeric", "categorical"]
S = TypeVar("S", bound=Sketch)


class Pair(Generic[S]):
    """The reference's and the current sketch of one column, with what the tests of both share."""

    def __init__(self, reference: S, current: S) -> None:
        if reference.frame != current.frame:
            raise BadInput("these sketches cannot be compared", why="they were made in different frames")
        self.reference = reference
        self.current = current

    @property
    def kind(self) -> Kind:
        return "numeric" if isinstance(self.reference, NumericSketch) else "categorical"

    @cached_property
    def cells(self) -> Cells:
        """Both sides on common cells; numeric columns only."""
        return cells_of_sketches(cast("NumericSketch", self.reference), cast("NumericSketch", self.current))


class DriftTest(Struct, frozen=True, kw_only=True):
    """One question about a column. `compute(pair, φ)` is pure; its p-value is valid however often it is not asked.

    `kinds` are the columns it can judge, `family` the share of the false-alarm budget it draws from, `unit` that of its
    effect (see `Evidence`), `says` the sentence for an alarm, with {effect}, {lo} and {hi}. `min_values` rows with a
    value are needed on both sides (for `missing` any row counts), else the column is not testable.
    """

    name: str
    compute: Callable[[Pair[Sketch], float], Evidence]
    kinds: frozenset[Kind]
    family: str
    unit: str
    says: str
    min_values: int = 10


class MinEffect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The smallest changes that matter: in standard deviations, log ratio of spreads, shares, Jensen-Shannon distance.

    Values out of range and new categories should not exist at all, so any share of them matters. `columns` overrides
    the one of a column's own tests of values (not of missing values, range and new categories).
    """

    sd: float = 0.1
    ln_sd: float = 0.1
    share: float = 0.02
    js: float = 0.05
    range: float = 0.0
    new_category: float = 0.0
    columns: Mapping[str, float] = field(default_factory=dict)

    def of(self, column: str, test: DriftTest) -> float:
        """The smallest effect that matters for a test of a column."""
        if test.family == "univariate":
            return self.columns.get(column, {"sd": self.sd, "ln sd": self.ln_sd, "js": self.js}.get(test.unit, 0.0))
        return {"range": self.range, "new_category": self.new_category}.get(test.family, self.share)


class ColumnDrift(Struct, frozen=True, kw_only=True):
    """What one test found in one column: an alarm if p_adjusted ≤ the knob and the interval is beyond min_effect.

    `alpha` is what this test may spend of the knob by itself. `says` is a sentence without values of single rows.
    """

    column: str
    test: str
    family: str
    p: float
    p_adjusted: float
    alpha: float
    effect: float
    lo: float
    hi: float
    unit: str
    min_effect: float
    alarm: bool
    says: str


class DriftReport(Struct, frozen=True, kw_only=True):
    """All tests of a window, by adjusted p; and which columns could not be tested, and why."""

    alpha: float
    reference_rows: int
    current_rows: int
    found: tuple[ColumnDrift, ...]
    not_testable: tuple[tuple[str, str], ...]

    @property
    def alarm(self) -> bool:
        return any(item.alarm for item in self.found)

    @property
    def alarms(self) -> tuple[ColumnDrift, ...]:
        """What is wrong: of each column and family the strongest alarm."""
        first: dict[tuple[str, str], ColumnDrift] = {}
        for item in self.found:
            if item.alarm:
                first.setdefault((item.column, item.family), item)
        return tuple(first.values())

    @property
    def strongest(self) -> tuple[ColumnDrift, ...]:
        """One finding per column: its alarm, or else its strongest evidence."""
        first: dict[str, ColumnDrift] = {}
        for item in sorted(self.found, key=lambda item: not item.alarm):
            first.setdefault(item.column, item)
        return tuple(first.values())
