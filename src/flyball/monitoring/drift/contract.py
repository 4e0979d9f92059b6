"""The contract of `DriftTest` as tests: a test's own test class inherits it and names its subject.

```python
class TestEnergy(DriftTestContract):
    subject = ENERGY
```
"""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

import time
from collections import Counter
from typing import ClassVar, TypeAlias

import numpy as np
import pytest

from flyball.monitoring.drift.model import DriftTest, Kind, Pair, Sketch
from flyball.stats import (
    categorical_frame,
    categorical_sketch,
    numeric_frame,
    numeric_sketch,
)

_WINDOWS = 400
_Rows: TypeAlias = list[float | str]


class DriftTestContract:
    """Inherit and set `subject`; each test is one thing that every drift test promises."""

    subject: ClassVar[DriftTest]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run each test on each kind of column that the subject judges."""
        if "kind" in metafunc.fixturenames:
            metafunc.parametrize("kind", sorted(self.subject.kinds))

    def test_equal_columns_are_no_alarm(self, kind: Kind) -> None:
        rows = _rows(kind, np.random.default_rng(1), 2_000)

        found = self.subject.compute(_pair(kind, rows, rows), 1.0)

        assert found.p > 0.5
        assert not found.beyond(0.02)

    def test_the_answer_is_a_probability_and_an_interval_in_the_unit_it_claims(self, kind: Kind) -> None:
        rng = np.random.default_rng(2)

        for size in (max(self.subject.min_values, 1), 200):
            found = self.subject.compute(_pair(kind, _rows(kind, rng, 500), _rows(kind, rng, size)), 1.0)

            assert 0.0 <= found.p <= 1.0
            assert found.lo <= found.effect <= found.hi
            assert found.unit == self.subject.unit

    def test_constant_columns_have_an_answer(self, kind: Kind) -> None:
        rng = np.random.default_rng(3)
        constant = [_rows(kind, rng, 1)[0]] * 100

        for one, other in ((constant, constant), (constant, _rows(kind, rng, 100)), (_rows(kind, rng, 100), constant)):
            found = self.subject.compute(_pair(kind, one, other), 1.0)
            assert np.isfinite([found.p, found.effect, found.lo, found.hi]).all()

    def test_the_order_of_the_rows_changes_nothing(self, kind: Kind) -> None:
        rng = np.random.default_rng(4)
        reference, current = _rows(kind, rng, 500), _rows(kind, rng, 200)

        turned = self.subject.compute(_pair(kind, reference[::-1], current[::-1]), 1.0)

        assert turned == self.subject.compute(_pair(kind, reference, current), 1.0)

    def test_without_change_its_p_values_are_small_no_more_often_than_they_say(self, kind: Kind) -> None:
        rng = np.random.default_rng(5)
        p = np.array(
            [
                self.subject.compute(_pair(kind, _rows(kind, rng, 2_000), _rows(kind, rng, 200)), 1.0).p
                for _ in range(_WINDOWS)
            ]
        )

        for alpha in (0.05, 0.2):
            # Three standard errors of the simulation are allowed for.
            assert (p <= alpha).mean() <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / _WINDOWS)

    def test_overdispersion_makes_it_more_careful(self, kind: Kind) -> None:
        rng = np.random.default_rng(6)
        pair = _pair(kind, _rows(kind, rng, 500), _rows(kind, rng, 200))

        assert self.subject.compute(pair, 4.0).p >= self.subject.compute(pair, 1.0).p

    def test_a_window_of_ten_thousand_rows_is_judged_in_milliseconds(self, kind: Kind) -> None:
        rng = np.random.default_rng(7)
        pair = _pair(kind, _rows(kind, rng, 10_000), _rows(kind, rng, 10_000))

        started = time.perf_counter()
        self.subject.compute(pair, 1.0)

        assert time.perf_counter() - started < 0.25  # some 5 ms; the rest is for busy machines


def _rows(kind: Kind, rng: np.random.Generator, size: int) -> _Rows:
    if kind == "numeric":
        return list(np.where(rng.random(size) < 0.3, 0.0, np.round(rng.lognormal(size=size), 2)))
    # A long tail: some levels of each window were never seen before.
    return [f"level-{k}" for k in rng.zipf(1.8, size)]


def _pair(kind: Kind, reference: _Rows, current: _Rows) -> Pair[Sketch]:
    if kind == "numeric":
        numbers, others = np.array(reference, dtype=np.float64), np.array(current, dtype=np.float64)
        frame = numeric_frame(numbers)
        return Pair(numeric_sketch(numbers, frame=frame), numeric_sketch(others, frame=frame))
    counts, other_counts = Counter(map(str, reference)), Counter(map(str, current))
    levels = categorical_frame(counts)
    return Pair(categorical_sketch(counts, frame=levels), categorical_sketch(other_counts, frame=levels))
