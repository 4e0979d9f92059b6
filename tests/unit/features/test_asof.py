from __future__ import annotations

import numpy as np

from flyball.features.kernel import AsofRule, Column, EventRows, LabelRows, NumpyPointInTimeJoin


def test_availability_is_the_rule_as_soon_as_a_view_says_when_rows_were_known() -> None:
    at = np.array([10])
    plain, created = EventRows(at, at), EventRows(at, at, created=Column.of([12]))

    assert AsofRule().resolve(plain) == "event"
    assert AsofRule(delay_us=5).resolve(plain) == AsofRule().resolve(created) == "available"
    assert AsofRule(as_of="event").resolve(created) == "event"


def test_a_declared_delay_moves_every_row() -> None:
    view = EventRows(np.array([0, 0]), np.array([10, 20]))

    matches = NumpyPointInTimeJoin().join(
        LabelRows(np.zeros(3, dtype=np.int64), np.array([14, 15, 25])), view, AsofRule(delay_us=5)
    )

    assert matches.row.tolist() == [-1, 0, 1]


def test_a_forecast_made_early_waits_for_its_own_time() -> None:
    view = EventRows(np.array([0, 0]), np.array([10, 20]), available_at=np.array([1, 2]))

    matches = NumpyPointInTimeJoin().join(LabelRows(np.array([0, 0]), np.array([9, 19])), view, AsofRule())

    assert matches.row.tolist() == [-1, 0]
