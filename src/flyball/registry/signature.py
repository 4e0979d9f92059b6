"""One input of a model; serving workers use it too, so nothing heavy is imported here."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Datatype = Literal[
    "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP32", "FP64", "BYTES"
]
"""The datatypes of the Open Inference Protocol."""


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One input: a name, a datatype, and whether a value may be missing (`null`)."""

    name: Annotated[str, Meta(min_length=1, max_length=256)]
    datatype: Datatype = "FP32"
    is_nullable: bool = False
