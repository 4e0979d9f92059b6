"""The shape of an inference request of the Open Inference Protocol v2, as msgspec reads it in one pass."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Raw, Struct

from flyball.core import to_us
from flyball.serving.worker.refuse import Refused, bad_input


class Parameters(Struct):
    """What Flyball reads of a request's parameters; others are left alone, as the protocol demands."""

    unit: str | list[str] | None = None
    business_key: str | list[str] | None = None
    event_time: str | list[str] | None = None


class FloatTensor(Struct):
    """An input whose data is a flat list of numbers: the common case, read without a detour."""

    name: str
    shape: list[int]
    datatype: str
    data: list[float]


class FloatRequest(Struct):
    """A request of flat numbers only."""

    inputs: list[FloatTensor]
    id: str | None = None
    parameters: Parameters | None = None


class GapTensor(Struct):
    """An input whose data is a flat list of numbers, some of them missing."""

    name: str
    shape: list[int]
    datatype: str
    data: list[float | None]


class GapRequest(Struct):
    """A request of flat numbers, some of them missing."""

    inputs: list[GapTensor]
    id: str | None = None
    parameters: Parameters | None = None


class AnyTensor(Struct):
    """An input of any kind; its data is read once its column is known."""

    name: str
    shape: list[int]
    datatype: str
    data: Raw


class AnyRequest(Struct):
    """Any request."""

    inputs: list[AnyTensor]
    id: str | None = None
    parameters: Parameters | None = None


_FLOATS = msgspec.json.Decoder(FloatRequest)
_GAPS = msgspec.json.Decoder(GapRequest)
_ANY = msgspec.json.Decoder(AnyRequest)


def read_floats(body: bytes) -> FloatRequest | None:
    """The request if it is of flat numbers; None says that it must be read the other way."""
    try:
        return _FLOATS.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def read_gaps(body: bytes) -> GapRequest | None:
    """The request if it is of flat numbers and nulls; None says that it must be read the other way."""
    try:
        return _GAPS.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def read_any(body: bytes) -> AnyRequest:
    """The request; `Refused` names what is wrong with the JSON."""
    try:
        return _ANY.decode(body)
    except msgspec.ValidationError as error:
        why, _, at = str(error).partition(" - at `$")
        raise bad_input(
            "the request does not fit the protocol",
            pointer=_pointer(at.rstrip("`")),
            expected="an Open Inference Protocol v2 request",
            got=why,
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(400, "bad-input", "the body is not JSON", why=str(error)[:200]) from error
    except RecursionError as error:
        raise Refused(400, "too-large", "the body is nested too deeply") from error


def _pointer(path: str) -> str:
    return path.replace("[...]", "/*").replace("[", "/").replace("]", "").replace(".", "/")


def per_row(value: str | list[str] | None, rows: int, name: str) -> list[str] | None:
    """A parameter that is one text for the request or one per row, as one per row."""
    if value is None:
        return None
    if isinstance(value, str):
        return [value] * rows
    if len(value) != rows:
        raise bad_input(
            f"{name} must be one text, or one for each row",
            pointer=f"/parameters/{name}",
            expected=f"{rows} values",
            got=len(value),
        )
    return value


def event_times_us(value: str | list[str] | None, rows: int) -> list[int] | None:
    """Event times in microseconds, read from RFC 3339; without an offset they are refused, since they mean nothing."""
    texts = per_row(value, rows, "event_time")
    if texts is None:
        return None
    if isinstance(value, str):
        return [_time_us(value, 0)] * rows
    return [_time_us(text, row) for row, text in enumerate(texts)]


def _time_us(text: str, row: int) -> int:
    try:
        return to_us(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise bad_input(
            "event_time is not a time",
            pointer=f"/parameters/event_time/{row}",
            expected="RFC 3339 with an offset, such as 2013-02-09T14:00:00Z",
            got=text,
        ) from None
