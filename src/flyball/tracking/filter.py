"""The search language, parsed by hand into a tree: `metrics.auc > 0.7 and params.lr = '0.1' and not tags.team = 'x'`.

```
expression := term (OR term)*
term       := factor (AND factor)*
factor     := NOT factor | ( expression ) | test
test       := field (= | != | < | <= | > | >= | [NOT] LIKE | [NOT] ILIKE) value | field [NOT] IN ( value, … )
            | field BETWEEN value AND value | field IS [NOT] NULL
field      := metrics.KEY[.min|.max|.mean|.first|.last|.count] | params.KEY | tags.KEY | attribute   (KEY or `text`)
value      := number | 'text' | -7d (time ago, for times: s m h d w)
```
A missing value is unknown: no comparison finds it, neither does NOT; only IS NULL does.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from flyball.core.errors import BadInput

MAX_TEXT = 10_000
MAX_DEPTH = 64
MAX_TERMS = 200
AGGREGATES = ("last", "min", "max", "mean", "first", "count")
ATTRIBUTES = ("id", "name", "state", "status", "experiment", "owner", "parent", "started_at", "ended_at", "created",
              "duration_s", "notes")  # fmt: skip
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<ago>-\d+(?:\.\d+)?[smhdw]\b)|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))"
    r"|(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w./-]*(?:`[^`]+`(?:\.[a-z]+)?)?)|(?P<sign><=|>=|!=|=|<|>|\(|\)|,)"
)
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}


class Ago(Struct, frozen=True):
    """A time that many seconds before now."""

    seconds: float


Value = str | float | Ago


class Field(Struct, frozen=True):
    """What is compared; `aggregate` counts for metrics only."""

    entity: Literal["metrics", "params", "tags", "attributes"]
    key: str
    aggregate: str = "last"


class Test(Struct, frozen=True):
    """One comparison."""

    __test__ = False  # not for pytest
    field: Field
    operator: Literal["=", "!=", "<", "<=", ">", ">=", "like", "ilike", "in", "between", "null"]
    values: tuple[Value, ...] = ()


class Not(Struct, frozen=True):
    """Negation, in three-valued logic."""

    of: Node


class Both(Struct, frozen=True):
    """All or any of the parts."""

    word: Literal["and", "or"]
    parts: tuple[Node, ...]


Node = Test | Not | Both


def parse_filter(text: str) -> Node | None:
    """The tree of a filter; None for an empty one. `BadInput` names the position and what was expected there.

    >>> parse_filter("metrics.auc.max > 0.7").field
    Field(entity='metrics', key='auc', aggregate='max')
    """
    if len(text) > MAX_TEXT:
        raise BadInput("the filter is too long", why=f"{len(text)} characters, at most {MAX_TEXT}")
    return _Parser(text).parse() if text.strip() else None


def parse_field(text: str) -> Field:
    """A field as it is written in filters and in orders."""
    parser = _Parser(text)
    return parser.whole_field()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.position = 0
        self.depth = 0
        self.terms = 0

    def parse(self) -> Node:
        node = self.expression()
        if self.peek()[0] != "end":
            raise self.error("AND, OR or the end")
        return node

    def whole_field(self) -> Field:
        field = self.field()
        if self.peek()[0] != "end":
            raise self.error("the end")
        return field

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadInput("the filter is nested too deeply", why=f"at most {MAX_DEPTH} levels")
        parts = [self.term()]
        while self.word("or"):
            parts.append(self.term())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Both("or", tuple(parts))

    def term(self) -> Node:
        parts = [self.factor()]
        while self.word("and"):
            parts.append(self.factor())
        return parts[0] if len(parts) == 1 else Both("and", tuple(parts))

    def factor(self) -> Node:
        negations = 0
        while self.word("not"):
            negations += 1
        if self.sign("("):
            node = self.expression()
            self.need(")")
        else:
            node = self.test()
        return Not(node) if negations % 2 else node

    def test(self) -> Node:
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise BadInput("the filter has too many comparisons", why=f"at most {MAX_TERMS}")
        field = self.field()
        if self.word("is"):
            negated = self.word("not")
            if not self.word("null"):
                raise self.error("NULL")
            return Not(Test(field, "null")) if negated else Test(field, "null")
        negated = self.word("not")
        node = self.comparison(field, only_words=negated)
        return Not(node) if negated else node

    def comparison(self, field: Field, *, only_words: bool) -> Node:
        if self.word("in"):
            self.need("(")
            values = [self.value()]
            while self.sign(","):
                values.append(self.value())
            self.need(")")
            return Test(field, "in", tuple(values))
        if self.word("like"):
            return Test(field, "like", (self.value(),))
        if self.word("ilike"):
            return Test(field, "ilike", (self.value(),))
        if not only_words:
            if self.word("between"):
                low = self.value()
                if not self.word("and"):
                    raise self.error("AND")
                return Test(field, "between", (low, self.value()))
            for sign in ("=", "!=", "<", "<=", ">", ">="):
                if self.sign(sign):
                    return Test(field, sign, (self.value(),))
        raise self.error("a comparison such as =, <, LIKE, IN")

    def field(self) -> Field:
        kind, text, _ = self.peek()
        if kind != "word":
            raise self.error("a field such as metrics.auc")
        self.position += 1
        entity, dot, key = text.partition(".")
        key, aggregate = _key(key)
        if dot and entity in {"metrics", "params", "tags"} and key:
            suffix = aggregate if entity == "metrics" else ""
            return Field(entity, key if not aggregate or suffix else f"{key}.{aggregate}", suffix or "last")  # type: ignore[arg-type]
        name = key if entity == "attributes" else text
        if name not in ATTRIBUTES:
            self.position -= 1
            raise self.error(f"metrics.KEY, params.KEY, tags.KEY or one of {', '.join(ATTRIBUTES)}")
        return Field("attributes", name)

    def value(self) -> Value:
        kind, text, _ = self.peek()
        self.position += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "ago":
            return Ago(float(text[1:-1]) * _SECONDS[text[-1]])
        self.position -= 1
        raise self.error("a number or 'text' in quotes")

    def peek(self) -> tuple[str, str, int]:
        return self.tokens[self.position]

    def word(self, word: str) -> bool:
        kind, text, _ = self.peek()
        found = kind == "word" and text.lower() == word
        self.position += found
        return found

    def sign(self, sign: str) -> bool:
        kind, text, _ = self.peek()
        found = kind == "sign" and text == sign
        self.position += found
        return found

    def need(self, sign: str) -> None:
        if not self.sign(sign):
            raise self.error(repr(sign))

    def error(self, expected: str) -> BadInput:
        _, text, at = self.peek()
        return BadInput(
            f"the filter cannot be read at position {at + 1}",
            why=f"{expected} is expected, {text[:40] or 'the end'!r} found",
        )


def _key(text: str) -> tuple[str, str]:
    if text.startswith("`"):
        key, _, rest = text[1:].partition("`")
        return key, rest.removeprefix(".") if rest.removeprefix(".") in AGGREGATES else ""
    key, dot, last = text.rpartition(".")
    return (key, last) if dot and last in AGGREGATES else (text, "")


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadInput(
                f"the filter cannot be read at position {at + 1}", why=f"{text[at : at + 10]!r} means nothing here"
            )
        if match.lastgroup != "space":
            found.append((str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, ("end", "", len(text))]
