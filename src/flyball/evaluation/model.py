"""What an evaluation found: figures with intervals, slices, comparisons, gates."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Digest

VerdictKind = Literal["better", "not worse", "worse", "can't tell"]
MetricName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(@0?\.\d+)?(?![\s\S])", max_length=100)]
"""Such as `roc_auc`, or `recall@0.3` for a metric of decisions "score ≥ 0.3"."""


class Measured(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A metric over rows, with its 95 % interval; None where it cannot be said, as for an AUC of one class."""

    metric: MetricName
    value: float | None
    lo: float | None
    hi: float | None
    n: int
    slice: str = ""
    """The column whose level the rows share; empty for all rows."""
    level: str = ""


class Comparison(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two score vectors on the same rows. The difference is turned so that above 0 means the first is better."""

    metric: MetricName
    estimate: float | None
    lo: float | None
    """One-sided 95 % lower bound; so is `hi` an upper bound."""
    hi: float | None
    n: int
    margin: float
    verdict: VerdictKind
    smallest_visible: float | None
    """The difference these rows would show with probability 0.8."""
    p_worse: float | None
    """P of data like these if the first were just `margin` worse; small means: worse than that."""
    says: str
    slice: str = ""
    level: str = ""


class Gate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition that must hold before a version may go on.

    With `min` or `max`: the metric's interval must lie on the right side. With `vs="baseline"`: surely better than the
    baseline by more than `margin`. With `vs="champion"`: surely not worse than the champion by more than `margin`. With
    `slice`: the same per level of that column, refused only where a level is surely worse, after Holm's correction.
    """

    metric: MetricName
    min: float | None = None
    max: float | None = None
    slice: str | None = None
    vs: Literal["baseline", "champion"] | None = None
    margin: Annotated[float, Meta(ge=0)] = 0.0


class GateResult(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a gate holds, and the numbers."""

    check: str
    """The gate in words, such as `roc_auc vs champion`."""
    metric: MetricName
    value: float | None
    """The metric, or its difference to the baseline or champion."""
    threshold: float
    lo: float | None
    hi: float | None
    n: int
    verdict: VerdictKind
    passed: bool
    says: str


class Report(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One subject's figures on one set of rows."""

    n: int
    metrics: tuple[Measured, ...] = ()
    slices: tuple[Measured, ...] = ()
    gates: tuple[GateResult, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every gate holds; true without gates."""
        return all(gate.passed for gate in self.gates)


class Evaluation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report on record: what was evaluated, on which data, by whom, and where the whole report is."""

    id: str
    subject: str
    dataset: str
    passed: bool
    n: int
    metrics: tuple[Measured, ...]
    gates: tuple[GateResult, ...]
    digest: Digest
    """Object with the whole report."""
    at: datetime
    by: str

    @property
    def ref(self) -> str:
        """`evaluation:ID`."""
        return f"evaluation:{self.id}"
