"""What a model takes and gives, in the datatypes of the Open Inference Protocol."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.registry.signature import Column

__all__ = ["FLOATS", "INTEGERS", "Column", "Signature", "united"]


FLOATS: frozenset[str] = frozenset({"FP32", "FP64"})
INTEGERS: frozenset[str] = frozenset({"UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64"})


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The columns of one row, in the model's order, and the name of the one score it gives per row."""

    inputs: Annotated[tuple[Column, ...], Meta(min_length=1, max_length=10_000)]
    output: str = "score"
    output_datatype: Literal["FP32", "FP64"] = "FP32"


def united(signatures: tuple[Signature, ...]) -> Signature:
    """The columns that serve every one of several signatures; a name with two datatypes is a `ValueError`.

    >>> a = Signature(inputs=(Column(name="x"),))
    >>> b = Signature(inputs=(Column(name="x"), Column(name="y")))
    >>> [column.name for column in united((a, b)).inputs]
    ['x', 'y']
    """
    columns: dict[str, Column] = {}
    for column in (column for signature in signatures for column in signature.inputs):
        before = columns.setdefault(column.name, column)
        if before.datatype != column.datatype:
            raise ValueError(
                f"column {column.name} is {before.datatype} for one version, {column.datatype} for another"
            )
        if before.is_nullable and not column.is_nullable:
            columns[column.name] = column
    return Signature(
        inputs=tuple(columns.values()),
        output=signatures[0].output,
        output_datatype=signatures[0].output_datatype,
    )
