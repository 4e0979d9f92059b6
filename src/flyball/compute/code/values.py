"""Canonical forms of values: equal values give equal forms in every process, unlike their pickles."""

from __future__ import annotations

import contextvars
import datetime as dt
import decimal
import enum
import fractions
import logging
import re
import struct
import threading
import types
import typing
import uuid
import zoneinfo
from pathlib import PurePath
from typing import Any

IGNORED: tuple[type, ...] = (
    logging.Logger,
    logging.LoggerAdapter,
    type(threading.Lock()),
    type(threading.RLock()),
    threading.Condition,
    threading.Event,
    threading.local,
    contextvars.ContextVar,
)
"""Things that coordinate or report and carry no value into a result."""

_BY_TEXT = (
    dt.date,
    dt.time,
    dt.timedelta,
    dt.timezone,
    decimal.Decimal,
    fractions.Fraction,
    uuid.UUID,
    PurePath,
    range,
    slice,
    complex,
    zoneinfo.ZoneInfo,
)
_TYPING = (types.GenericAlias, types.UnionType, typing.TypeVar, typing.ForwardRef)


def plain_token(value: Any) -> Any:
    """The form of a value without parts; None when it has parts or is unknown here.

    >>> plain_token(1), plain_token(True), plain_token(1.0)
    (['int', '1'], ['bool', 'True'], ['float', '3ff0000000000000'])
    """
    kind = type(value)
    if kind is str:
        return ["str", value]
    if kind is float:
        return ["float", struct.pack(">d", value).hex()]  # by its bits: -0.0 is not 0.0, and NaN equals itself
    if kind in (int, bool) or value is None or value is Ellipsis or value is NotImplemented:
        return [kind.__name__, str(value)]
    if kind in (bytes, bytearray):
        return [kind.__name__, bytes(value).hex()]
    if isinstance(value, _BY_TEXT) and not isinstance(value, enum.Enum):
        return [kind.__name__, repr(value) if not isinstance(value, PurePath) else value.as_posix()]
    if isinstance(value, re.Pattern):
        return ["pattern", repr(value.pattern), value.flags]
    if isinstance(value, _TYPING) or kind.__module__ == "typing":
        return ["annotation", repr(value)]
    return _array_token(value)


def _array_token(value: Any) -> Any:
    """NumPy arrays and scalars and Arrow data by their exact bytes; neither library is imported for it."""
    home = str(type(value).__module__).partition(".")[0]  # a compiled type may have something else than text there
    if home == "numpy" and hasattr(value, "dtype") and hasattr(value, "tobytes") and not value.dtype.hasobject:
        return ["numpy", str(value.dtype), list(value.shape), value.tobytes().hex()]
    if home == "pyarrow" and hasattr(value, "to_batches"):
        return ["arrow", *_arrow_columns(value)]
    return None


def _arrow_columns(table: Any) -> list[Any]:
    import pyarrow

    from flyball.core import digest

    sink = pyarrow.BufferOutputStream()
    # One chunk without slices: how a table was cut while it was made is not part of its value.
    whole = table.unify_dictionaries().combine_chunks()
    with pyarrow.ipc.new_stream(sink, whole.schema) as writer:
        writer.write_table(pyarrow.Table.from_arrays(whole.columns, schema=whole.schema))
    return [digest(sink.getvalue().to_pybytes())]


def state_of(value: Any) -> Any:
    """The parts from which an object could be rebuilt, as the pickle protocol names them, without pickling.

    Raises for what has a state outside Python: files, sockets, generators, database connections.
    """
    if isinstance(value, enum.Enum):
        return ("member", value.name, value.value)
    reduced = value.__reduce_ex__(4)
    if isinstance(reduced, str):
        return ("global", reduced)
    make, arguments, *rest = reduced
    state, items, pairs = (*rest, None, None, None)[:3]
    if isinstance(state, dict):
        state = dict(sorted(state.items(), key=lambda pair: str(pair[0])))
    return (
        f"{getattr(make, '__module__', '')}.{getattr(make, '__qualname__', '')}",
        tuple(part for part in arguments if part is not type(value)),
        state,
        list(items) if items is not None else None,
        dict(pairs) if pairs is not None else None,
    )
