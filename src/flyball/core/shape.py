"""What a text must look like, in words: a regular expression tells little to whoever mistyped an id."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from msgspec import Meta

from flyball.core.errors import BadInput

_MATCHING = re.compile(r"[Ee]xpected `str` matching regex (?P<pattern>'.*?'|\".*?\")(?= - at |$)", re.DOTALL)


class _Shape(NamedTuple):
    what: str
    hint: str


_SHAPES: dict[str, _Shape] = {}


def shaped(
    pattern: str, what: str, *, hint: str = "", min_length: int | None = None, max_length: int | None = None
) -> Meta:
    """A `Meta` whose refusal names `what`, with its article, instead of the pattern; two shapes need two patterns."""
    _SHAPES[repr(pattern)] = _Shape(what, hint)
    return Meta(pattern=pattern, min_length=min_length, max_length=max_length)


def refused(error: Exception, what: str, *, given: object = None) -> BadInput:
    """The `BadInput` for a failed conversion; `given` is the text that did not fit, where the caller knows it.

    >>> import msgspec
    >>> try:
    ...     msgspec.convert("abc", Id)
    ... except msgspec.ValidationError as error:
    ...     print(refused(error, "the parameter 'id' has a wrong value", given="abc").what)
    'abc' is not an id of 32 hexadecimal digits
    """
    said = str(error)
    found = _MATCHING.search(said)
    shape = _SHAPES.get(found["pattern"]) if found else None
    if found is None or shape is None:
        return BadInput(what, why=said[:500])
    if isinstance(given, str):
        return BadInput(f"{given[:80]!r} is not {shape.what}", hint=shape.hint)
    return BadInput(what, why=said.replace(found[0], f"expected {shape.what}")[:500], hint=shape.hint)


# (?![\s\S]) instead of $: `$` would let a trailing newline through.
Id = Annotated[
    str,
    shaped(
        r"^[0-9a-f]{32}(?![\s\S])",
        "an id of 32 hexadecimal digits",
        hint="take one from a list, such as that of `flyball run list`, without the kind before it",
    ),
]
"""What `core.ids` makes: 32 hexadecimal digits, time-ordered."""

Digest = Annotated[str, shaped(r"^[0-9a-f]{64}(?![\s\S])", "a digest of 64 hexadecimal digits")]
"""BLAKE3-256 of plain bytes, in hexadecimal digits."""
