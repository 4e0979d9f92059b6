"""Every column of a window against the reference, under one false-alarm knob."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from flyball.core.errors import BadInput
from flyball.monitoring.drift.model import ColumnDrift, DriftReport, DriftTest, MinEffect, Pair, Sketch
from flyball.monitoring.drift.registry import DRIFT_TESTS
from flyball.monitoring.drift.says import sentence
from flyball.monitoring.drift.table_sketch import TableSketch
from flyball.stats import Evidence, spend, weighted_holm


def drift_report(
    reference: TableSketch,
    current: TableSketch,
    *,
    false_alarms: float = 0.01,
    min_effect: MinEffect | None = None,
    importances: Mapping[str, float] | None = None,
    phi: Mapping[str, float] | None = None,
    tests: Iterable[str] | None = None,
    min_rows: int = 50,
) -> DriftReport:
    """At most `false_alarms` false alarms per window, over all columns and tests together, if nothing changed.

    For windows merged by `due_scales` give `false_alarms=knob * scale.share`. `importances` (by column, 1 if not given)
    move budget inside a family; `phi` are over-dispersion factors by "column/test", from `measure_phi`; `tests` are
    names from `DRIFT_TESTS` (default: all of them). A window below `min_rows` is not tested.
    """
    if reference.frame != current.frame:
        raise BadInput("these tables cannot be compared", why="their sketches were made in different frames")
    smallest, weight = min_effect or MinEffect(), importances or {}
    asked, refused = _ask(reference, current, tests=tests, min_rows=min_rows, phi=phi or {})
    # A column's tests of values share its importance, so that a numeric column with three draws no more than a text.
    siblings = [sum(c == column and t.family == test.family for c, t, _ in asked) for column, test, _ in asked]
    parts = np.array([weight.get(column, 1.0) / k for (column, _, _), k in zip(asked, siblings, strict=True)])
    budget = spend([test.family for _, test, _ in asked], parts)
    adjusted = weighted_holm(np.array([evidence.p for _, _, evidence in asked]), budget)
    found = []
    for (column, test, evidence), p, share in zip(asked, adjusted.tolist(), budget.tolist(), strict=True):
        matters = smallest.of(column, test)
        alarm = p <= false_alarms and evidence.beyond(matters)
        found.append(
            ColumnDrift(
                column=column,
                test=test.name,
                family=test.family,
                p=evidence.p,
                p_adjusted=p,
                alpha=share * false_alarms,
                effect=evidence.effect,
                lo=evidence.lo,
                hi=evidence.hi,
                unit=evidence.unit,
                min_effect=matters,
                alarm=alarm,
                says=sentence(column, test, evidence, reference.columns[column], current.columns[column], alarm=alarm),
            )
        )
    return DriftReport(
        alpha=false_alarms,
        reference_rows=reference.rows,
        current_rows=current.rows,
        # Where adjusted values are equal (often 1) the raw ones rank.
        found=tuple(sorted(found, key=lambda item: (item.p_adjusted, item.p / item.alpha, item.column, item.test))),
        not_testable=refused,
    )


def _ask(
    reference: TableSketch,
    current: TableSketch,
    *,
    tests: Iterable[str] | None,
    min_rows: int,
    phi: Mapping[str, float],
) -> tuple[list[tuple[str, DriftTest, Evidence]], tuple[tuple[str, str], ...]]:
    if current.rows < min_rows:
        return [], tuple((name, f"{current.rows} rows, {min_rows} are needed") for name in reference.frame.names)
    chosen = [DRIFT_TESTS.get(name) for name in (DRIFT_TESTS.names() if tests is None else tests)]
    asked: list[tuple[str, DriftTest, Evidence]] = []
    refused: dict[str, str] = {}
    for name in reference.frame.names:
        pair: Pair[Sketch] = Pair(reference.columns[name], current.columns[name])
        for test in chosen:
            if pair.kind not in test.kinds:
                continue
            have = min(pair.reference.n, pair.current.n)
            if have < test.min_values or reference.rows == 0:
                refused[name] = f"{have} values on one side, {test.min_values} are needed"
            else:
                asked.append((name, test, test.compute(pair, phi.get(f"{name}/{test.name}", 1.0))))
    return asked, tuple(refused.items())
