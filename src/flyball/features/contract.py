"""The contract of `PointInTimeJoin` as tests: an engine's test class inherits it and gives the engine.

```python
class TestMyJoin(PointInTimeJoinContract):
    @pytest.fixture
    def engine(self):
        return MyJoin()
```
"""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest

from flyball.core.errors import BadInput
from flyball.features.kernel import AsofRule, Column, EventRows, Found, LabelRows, Matches, PointInTimeJoin, row_hashes

_EVENT = AsofRule(as_of="event")
_AVAILABLE = AsofRule(as_of="available")


class PointInTimeJoinContract:
    """Inherit, define the fixture `engine`; each test is one sentence of the port's docstring."""

    answers_available: ClassVar[bool] = True
    """False for an engine that refuses `as_of="available"`."""

    @pytest.fixture
    def engine(self) -> PointInTimeJoin:
        """The join under test; the engine's test class defines it."""
        raise NotImplementedError

    def test_the_latest_row_at_or_before_t_wins(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[0, 0, 0, 1], at=[10, 20, 30, 15])

        matches = engine.join(_labels([0, 0, 0, 1], [9, 20, 29, 100]), view, _EVENT)

        assert matches.row.tolist() == [-1, 1, 1, 3]
        assert matches.found.tolist() == [Found.NOT_FOUND, Found.PRESENT, Found.PRESENT, Found.PRESENT]

    def test_every_label_has_one_answer_in_its_place_repeats_included(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[1, 0], at=[5, 5])

        assert engine.join(_labels([1, 0, 1, 2, 1], [9, 9, 9, 9, 4]), view, _EVENT).row.tolist() == [0, 1, 0, -1, -1]

    def test_a_null_key_matches_nothing_not_even_a_null_key(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[-1, 0], at=[5, 5])

        assert engine.join(_labels([-1, 0], [9, 9]), view, _EVENT).row.tolist() == [-1, 1]

    def test_among_rows_of_one_time_the_last_created_wins_and_null_is_lowest(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[0, 0, 0, 1, 1], at=[5] * 5, created=[7, 9, 8, None, -3])

        assert engine.join(_labels([0, 1], [9, 9]), view, _EVENT).row.tolist() == [1, 4]

    def test_full_ties_go_to_the_greatest_content_hash_in_any_arrival_order(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[0, 0, 0], at=[5, 5, 5])
        winner = int(np.argmax(_require_tie(view)))

        for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
            matches = engine.join(_labels([0], [9]), _take(view, order), _EVENT)
            assert order[int(matches.row[0])] == winner

    def test_the_ttl_is_inclusive_and_an_expired_row_is_not_replaced_by_an_older_one(
        self, engine: PointInTimeJoin
    ) -> None:
        view = _view(entity=[0, 0], at=[10, 20])

        matches = engine.join(_labels([0, 0, 0], [30, 31, 19]), view, AsofRule(as_of="event", ttl_us=10))

        assert matches.row.tolist() == [1, -1, 0]
        assert matches.found.tolist() == [Found.PRESENT, Found.EXPIRED, Found.PRESENT]

    @pytest.mark.parametrize("ttl_us", [0, -1])
    def test_a_ttl_that_nothing_can_meet_is_refused(self, engine: PointInTimeJoin, ttl_us: int) -> None:
        with pytest.raises(BadInput, match="ttl"):
            engine.join(_labels([0], [1]), _view([0], [1]), AsofRule(as_of="event", ttl_us=ttl_us))

    def test_the_lag_of_serving_hides_the_newest_rows(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[0, 0], at=[10, 20])

        matches = engine.join(_labels([0, 0], [21, 22]), view, AsofRule(as_of="event", lag_us=2))

        assert matches.row.tolist() == [0, 1]

    def test_an_empty_view_and_no_labels_are_fine(self, engine: PointInTimeJoin) -> None:
        assert engine.join(_labels([0], [1]), _view([], []), _EVENT).row.tolist() == [-1]
        assert engine.join(_labels([], []), _view([0], [1]), _EVENT).row.tolist() == []

    def test_a_correction_made_after_t_does_not_hide_the_row_known_at_t(self, engine: PointInTimeJoin) -> None:
        view = _view(entity=[0, 0], at=[10, 10], created=[11, 50])

        matches = self._available(engine, _labels([0, 0, 0], [10, 49, 50]), view)

        assert matches is None or matches.row.tolist() == [-1, 0, 1]

    def test_rows_that_became_known_out_of_order_are_each_found_when_they_could_be(
        self, engine: PointInTimeJoin
    ) -> None:
        view = _view(entity=[0] * 4, at=[10, 20, 30, 40], created=[70, 25, 90, 80])

        matches = self._available(engine, _labels([0] * 6, [24, 25, 79, 80, 90, 39]), view)

        assert matches is None or matches.row.tolist() == [-1, 1, 1, 3, 3, 1]

    def _available(self, engine: PointInTimeJoin, labels: LabelRows, view: EventRows) -> Matches | None:
        if self.answers_available:
            return engine.join(labels, view, _AVAILABLE)
        with pytest.raises(BadInput, match="as_of"):
            engine.join(labels, view, _AVAILABLE)
        return None


def _labels(entity: list[int], at: list[int]) -> LabelRows:
    return LabelRows(np.array(entity, dtype=np.int64), np.array(at, dtype=np.int64))


def _view(entity: list[int], at: list[int], created: list[int | None] | None = None) -> EventRows:
    columns = {"value": Column.of(np.arange(len(entity)))}
    known = None
    if created is not None:
        known = Column.of([c or 0 for c in created], [c is not None for c in created])
    labels = _labels(entity, at)
    return EventRows(labels.entity, labels.at, columns, created=known, tie=row_hashes(columns, rows=len(entity)))


def _take(view: EventRows, rows: list[int]) -> EventRows:
    return EventRows(view.entity[rows], view.at[rows], view.columns, tie=_require_tie(view)[rows])


def _require_tie(view: EventRows) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    assert view.tie is not None
    return np.asarray(view.tie).reshape(-1)
