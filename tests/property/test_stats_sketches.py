"""Whatever way rows are split, ordered and merged, a sketch has the same bytes."""

import math
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flyball.stats import (
    CategoricalFrame,
    CategoricalSketch,
    ExactSum,
    NumericSketch,
    ScoreSketch,
    categorical_sketch,
    cells_of_sketches,
    numeric_frame,
    numeric_sketch,
    score_sketch,
)
from flyball.stats.sketch.numeric import cell_codes, cell_middles
from flyball.stats.sketch.varint import decode_varints, encode_varints

NUMBERS = st.lists(st.floats(width=64) | st.sampled_from([0.0, -0.0, 1.5, 1e-310, 1e308]), max_size=60)
FINITE = st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=60)
LEVELS = st.lists(st.none() | st.text(max_size=3) | st.sampled_from(["AA", "UA", "\ud800"]), max_size=60)


def merged_in_some_tree(parts, draw):
    """Merge neighbours or strangers until one is left."""
    parts = list(parts)
    while len(parts) > 1:
        one = parts.pop(draw(st.integers(0, len(parts) - 1)))
        other = parts.pop(draw(st.integers(0, len(parts) - 1)))
        parts.append(one.merge(other))
    return parts[0]


def some_split(rows, draw):
    shuffled = draw(st.permutations(rows))
    cuts = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=5)))
    return [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(rows)], strict=True)]


@given(NUMBERS, FINITE, st.data())
def test_numeric_sketches_are_equal_for_every_split_order_and_tree(rows, reference, data) -> None:
    frame = numeric_frame(np.array(reference))
    whole = numeric_sketch(np.array(rows), frame=frame)

    parts = [numeric_sketch(np.array(part), frame=frame) for part in some_split(rows, data.draw)]

    assert merged_in_some_tree(parts, data.draw).to_bytes() == whole.to_bytes()
    assert NumericSketch.from_bytes(whole.to_bytes(), frame=frame) == whole


@given(LEVELS, st.data())
def test_categorical_sketches_are_equal_for_every_split_order_and_tree(rows, data) -> None:
    frame = CategoricalFrame(("AA", "UA"))
    whole = categorical_sketch([f"{level}" if level == "\ud800" else level for level in rows], frame=frame)

    parts = [categorical_sketch(part, frame=frame) for part in some_split(rows, data.draw)]

    assert merged_in_some_tree(parts, data.draw) == whole


@given(st.integers(1, 900), st.data())
def test_the_sample_of_many_unknown_levels_does_not_depend_on_the_merges(levels, data) -> None:
    rows = [f"level-{k}" for k in range(levels)] * 2
    whole = categorical_sketch(rows)

    parts = [categorical_sketch(part) for part in (rows[:levels], rows[levels : levels + 300], rows[levels + 300 :])]

    assert merged_in_some_tree(parts, data.draw).to_bytes() == whole.to_bytes()
    assert CategoricalSketch.from_bytes(whole.to_bytes(), frame=whole.frame) == whole


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), max_size=40), st.data())
def test_score_sketches_are_equal_for_every_split_order_and_tree(rows, data) -> None:
    def of(part):
        scores, labels, known = (np.array([row[k] for row in part]) for k in range(3))
        return score_sketch(scores.astype(float), labels.astype(int), known=known.astype(bool))

    whole = of(rows)

    assert merged_in_some_tree([of(part) for part in some_split(rows, data.draw)], data.draw) == whole
    assert ScoreSketch.from_bytes(whole.to_bytes()) == whole


@given(FINITE)
def test_an_exact_sum_is_the_sum_of_the_fractions(values) -> None:
    total = ExactSum.of(np.array(values))

    assert Fraction(total.mantissa) * Fraction(2) ** total.exponent == sum(map(Fraction, values), Fraction())
    if abs(sum(map(Fraction, values), Fraction())) < Fraction(2) ** 1023:
        try:
            assert total.value() == math.fsum(values)
        except OverflowError:  # fsum gives up when a partial sum is too large; the exact sum does not
            assert math.isfinite(total.value())


@given(FINITE, st.floats(-1e6, 1e6))
def test_cells_ascend_with_the_values_and_their_middles_lie_in_them(values, origin) -> None:
    ordered = np.sort(np.array(values))

    codes = cell_codes(ordered, origin=origin)

    assert (np.diff(codes) >= 0).all()
    assert (np.diff(cell_middles(np.unique(codes))) > 0).all()
    assert (cell_codes(cell_middles(codes), origin=0.0) == codes).all()


@given(st.lists(st.integers(0, 2**63 - 1), max_size=50))
def test_varints_read_back(values) -> None:
    data = encode_varints(np.array(values, dtype=np.int64))

    back, used = decode_varints(data + b"\x01", count=len(values))

    assert back.tolist() == values
    assert used == len(data)


@given(NUMBERS, NUMBERS)
def test_two_sketches_side_by_side_lose_no_row(reference, current) -> None:
    frame = numeric_frame(np.array(reference))
    sides = [numeric_sketch(np.array(rows), frame=frame) for rows in (reference, current)]

    cells = cells_of_sketches(*sides)

    assert cells.sizes == (sides[0].n, sides[1].n)
    assert (np.diff(cells.values) >= 0).all()
