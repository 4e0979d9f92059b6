"""Request-time expressions: named functions of columns, the same in training and at serving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from flyball.core.errors import BadInput, SchemaMismatch
from flyball.features.kernel.columns import AnyArray, Column


@dataclass(frozen=True, slots=True)
class Expression:
    """One output. `compute` gets an array per input and returns one of the same length, row by row: no state, no clock.

    Null in, null out: the result is null wherever an input is, and where a float result is NaN or a division by zero.
    """

    name: str
    inputs: tuple[str, ...]
    compute: Callable[..., AnyArray]


def evaluate(expressions: Sequence[Expression], columns: Mapping[str, Column]) -> dict[str, Column]:
    """The outputs in order; an expression may use those before it.

    >>> share = Expression("share", ("part", "whole"), lambda part, whole: part / whole)
    >>> evaluate([share], {"part": Column.of([1.0, 2.0]), "whole": Column.of([4.0, 0.0])})["share"].to_list()
    [0.25, None]
    """
    known = dict(columns)
    results: dict[str, Column] = {}
    for expression in expressions:
        if expression.name in known:
            raise BadInput(f"the name {expression.name!r} is taken", hint="rename the expression")
        results[expression.name] = known[expression.name] = _evaluate_one(expression, known)
    return results


def _evaluate_one(expression: Expression, columns: Mapping[str, Column]) -> Column:
    missing = [name for name in expression.inputs if name not in columns]
    if missing or not expression.inputs:
        raise SchemaMismatch(f"{expression.name} needs inputs that are not there", why=f"{missing or 'none declared'}")
    inputs = [columns[name] for name in expression.inputs]
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.asarray(expression.compute(*(column.values for column in inputs)))
    if values.shape != inputs[0].values.shape:
        raise BadInput(f"{expression.name} returned {values.shape} for {inputs[0].values.shape}")
    given = np.logical_and.reduce([column.valid for column in inputs])
    result = Column.of(values, given)
    if result.values.dtype.kind != "f":
        return result
    # x / 0 is null: an infinity that no input brought along came from a division.
    brought = np.logical_or.reduce([_infinite(column) for column in inputs])
    return Column(result.values, result.valid & (np.isfinite(result.values.astype(np.float64)) | brought))


def _infinite(column: Column) -> AnyArray:
    if column.values.dtype.kind != "f":
        return np.zeros(column.values.shape, dtype=np.bool_)
    return np.isinf(column.values.astype(np.float64))
