"""What is expected of a dataset's rows: declared once, checked on everything that lands.

Row checks judge each row; at severity `error` the failing rows go to quarantine and the rest is published. Table checks
judge what landed as a whole; at `error` they block the commit. `critical` blocks in both cases, `warn` and `info` only
record. A null satisfies every row check except `Nulls`; NaN is a value and fails a range.
"""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from flyball.core.errors import BadInput

Severity = Literal["info", "warn", "error", "critical"]
ColumnName = Annotated[str, Meta(min_length=1, max_length=256)]
Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0)]
Count = Annotated[int, Meta(ge=0)]


class _Check(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="check"):
    """What all checks share; `id` is made from the check and its column when it is not given."""

    is_row_check: ClassVar[bool] = False
    id: Annotated[str, Meta(max_length=200)] = ""
    severity: Severity = "error"

    @property
    def columns_used(self) -> tuple[str, ...]:
        """The columns that must exist for the check to be evaluated."""
        column = getattr(self, "column", None)
        return (column,) if column else ()

    @property
    def name(self) -> str:
        """The given id, or `range(temp)`."""
        return self.id or f"{self.__struct_config__.tag}({', '.join(self.columns_used)})"


class _RowCheck(_Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    is_row_check: ClassVar[bool] = True
    column: ColumnName
    tolerance: Share = 0.0
    """Failing share of the non-null rows that still passes; exactly at the bound passes."""


class Schema(_Check, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="schema"):
    """These columns exist with these types (`int64`, `double`, `string`, `timestamp[us, tz=UTC]`, …)."""

    columns: dict[str, str]
    allow_more: bool = True


class Nulls(_RowCheck, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="nulls"):
    """Values are present. With `max_share` above 0 it is a statement about the table and does not quarantine rows."""

    max_share: Share = 0.0


class Range(_RowCheck, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="range"):
    """Numbers lie between the bounds, both included."""

    low: float | None = None
    high: float | None = None


class InSet(_RowCheck, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="in_set"):
    """Values are among those listed."""

    values: Annotated[tuple[str | int | float | bool, ...], Meta(min_length=1, max_length=10_000)]


class Matches(_RowCheck, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="matches"):
    """Text matches the whole pattern, in the RE2 dialect."""

    pattern: Annotated[str, Meta(min_length=1, max_length=1000)]


class Unique(_Check, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="unique"):
    """No two of the rows that landed agree in these columns; the second and later ones fail."""

    is_row_check: ClassVar[bool] = True
    columns: Annotated[tuple[ColumnName, ...], Meta(min_length=1, max_length=50)]
    tolerance: Share = 0.0

    @property
    def columns_used(self) -> tuple[str, ...]:
        return self.columns


class Freshness(_Check, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="freshness"):
    """The newest time in the column is at most so old when the rows land."""

    column: ColumnName
    max_age_s: Positive


class Volume(_Check, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="volume"):
    """How many rows land: absolute, or as a ratio to what the version before brought."""

    min_rows: Count | None = None
    max_rows: Count | None = None
    min_ratio: Positive | None = None
    max_ratio: Positive | None = None


class Distribution(_Check, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="distribution"):
    """The numbers that land look like those of the version before; says so when they look like another unit.

    `max_shift` bounds how far the median moves, in interquartile ranges of the reference. `last` compares with the last
    so many landings only, which keeps a season from looking like a change: on hourly temperatures, a week against the
    four before moves by 1.8 at most over a year, and by 2.1 at least when °F became °C.
    """

    column: ColumnName
    max_shift: Positive = 2.0
    detect_unit_change: bool = True
    unit: Annotated[str, Meta(max_length=40)] = ""
    """The column's unit as a word (`°F`, `hours`, `metres`), if known; then only changes from it are looked for."""
    last: Annotated[int, Meta(ge=1, le=1000)] | None = None
    min_rows: Annotated[int, Meta(ge=1)] = 30
    """With fewer values than this there is no verdict."""


Expectation: TypeAlias = Schema | Nulls | Range | InSet | Matches | Unique | Freshness | Volume | Distribution


class Suite(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All expectations of a dataset; `version` 0 is the empty suite that every dataset begins with."""

    version: int = 0
    checks: tuple[Expectation, ...] = ()


def check_suite(checks: tuple[Expectation, ...]) -> None:
    """Raise `BadInput` for two checks of one name, an empty range, or a pattern that is none."""
    seen: set[str] = set()
    for check in checks:
        if check.name in seen:
            raise BadInput(f"two checks are called {check.name!r}", hint="give one of them an id")
        seen.add(check.name)
        if isinstance(check, Range) and _is_empty(check):
            raise BadInput(f"{check.name} has no value between its bounds", hint="give low, high or both, low ≤ high")
        if isinstance(check, Volume) and not any((check.min_rows, check.max_rows, check.min_ratio, check.max_ratio)):
            raise BadInput(f"{check.name} states no bound", hint="give min_rows, max_rows, min_ratio or max_ratio")
        if isinstance(check, Matches):
            _check_pattern(check)


def read_checks(text: bytes) -> tuple[Expectation, ...]:
    """Checks from JSON, a list of objects such as `{"check": "range", "column": "temp", "low": -30}`; or from TOML.

    >>> read_checks(b'[{"check": "nulls", "column": "id"}]')[0].name
    'nulls(id)'
    """
    is_json = text.lstrip()[:2] in {b"[]", b"[{"} or text.lstrip()[:2].strip() == b"["
    try:
        if is_json:
            return msgspec.json.decode(text, type=tuple[Expectation, ...])
        return msgspec.toml.decode(text, type=dict[str, tuple[Expectation, ...]]).get("checks", ())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = "JSON" if is_json else "TOML"
        raise BadInput(f"the expectations are not valid {what}", why=str(error)[:300]) from error


def _is_empty(check: Range) -> bool:
    if check.low is None or check.high is None:
        return check.low is check.high
    return not check.low <= check.high


def _check_pattern(check: Matches) -> None:
    try:
        re.compile(check.pattern)
    except re.error as error:
        raise BadInput(f"{check.name}: the pattern is not a regular expression", why=str(error)) from error
