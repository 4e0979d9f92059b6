from __future__ import annotations

import math

import pytest

from flyball.core.errors import BadInput, SchemaMismatch
from flyball.features.kernel import Column, Expression, evaluate


def test_null_in_null_out_and_division_by_zero_is_null() -> None:
    share = Expression("share", ("part", "whole"), lambda part, whole: part / whole)

    values = evaluate([share], {"part": Column.of([1.0, math.nan, 0.0]), "whole": Column.of([0.0, 2.0, 0.0])})

    assert values["share"].to_list() == [None, None, None]


def test_an_infinity_that_came_in_goes_out() -> None:
    double = Expression("double", ("x",), lambda x: x * 2)

    assert evaluate([double], {"x": Column.of([math.inf, 3.0])})["double"].to_list() == [math.inf, 6.0]


def test_an_expression_may_use_those_before_it() -> None:
    steps = [Expression("a", ("n",), lambda n: n + 1), Expression("b", ("a", "n"), lambda a, n: a * n)]

    assert evaluate(steps, {"n": Column.of([2, 3])})["b"].to_list() == [6, 12]


def test_wrong_names_and_shapes_are_refused() -> None:
    columns = {"n": Column.of([2, 3])}

    with pytest.raises(SchemaMismatch, match="'m'"):
        evaluate([Expression("a", ("m",), lambda m: m)], columns)
    with pytest.raises(BadInput, match="taken"):
        evaluate([Expression("n", ("n",), lambda n: n)], columns)
    with pytest.raises(BadInput, match="returned"):
        evaluate([Expression("a", ("n",), lambda n: n[:1])], columns)
