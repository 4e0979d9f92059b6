from __future__ import annotations

import math

import numpy as np

from flyball.features.kernel.exact_sum import Term, running_sum, window_sums


def total(values: list[float]) -> float:
    array = np.array(values)
    term = Term(running_sum(array, np.ones(array.size, dtype=np.bool_)), np.array([0]), np.array([array.size]))
    return float(window_sums([term]).high[0])


def test_known_hard_sums_are_exact() -> None:
    assert total([0.1] * 10) == 1.0
    assert total([1e100, 1.0, -1e100]) == 1.0
    assert total([5e-324, 5e-324]) == 1e-323
    assert total([-1.0, 2.0**-200]) == math.fsum([-1.0, 2.0**-200])


def test_the_largest_doubles_can_be_added_and_only_a_true_overflow_is_infinite() -> None:
    largest = math.ldexp(1.0, 1023)

    assert total([largest]) == largest
    assert total([largest, -largest, 3.0]) == 3.0
    assert total([largest, largest / 2]) == 1.5 * largest
    assert math.isinf(total([largest, largest]))


def test_no_rows_sum_to_zero() -> None:
    assert total([]) == 0.0
    assert total([0.0, -0.0]) == 0.0


def test_a_column_of_whole_numbers_needs_one_running_sum() -> None:
    column = np.arange(-500.0, 500.0)

    assert list(running_sum(column, np.ones(1000, dtype=np.bool_)).limbs) == [0]
