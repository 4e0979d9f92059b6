"""The search language, parsed by hand into a tree: `metrics.auc > 0.7 and params.lr = '0.1' and not tags.team = 'x'`.

```
expression := term (OR term)*
term       := factor (AND factor)*
factor     := NOT factor | ( expression ) | test
test       := field (= | != | < | <= | > | >= | [NOT] LIKE | [NOT] ILIKE) value | field [NOT] IN ( value, … )
            | field BETWEEN value AND value | field IS [NOT] NULL
field      := metrics.KEY[.min|.max|.mean|.first|.last|.count] | params.KEY | tags.KEY | attribute
KEY        := word | `text` | "text"; the quote within is written twice
value      := number | 'text' | "text" | -7d (time ago, for times: s m h d w)
```
A missing value is unknown: no comparison finds it, neither does NOT; only IS NULL does.
"""

from __future__ import annotations

import difflib
import re

from flyball.core.errors import BadInput
from flyball.tracking.search.tree import AGGREGATES, ATTRIBUTES, Ago, Both, Field, Node, Not, Test, Value

MAX_TEXT = 10_000
MAX_DEPTH = 64
MAX_TERMS = 200
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<ago>-\d+(?:\.\d+)?[smhdw]\b)|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))"
    r"|(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")"
    r"|(?P<word>[A-Za-z_][\w./-]*(?:(?:`(?:[^`]|``)+`|(?<=\.)\"(?:[^\"]|\"\")+\")(?:\.[a-z]+)?)?)"
    r"|(?P<sign><=|>=|!=|=|<|>|\(|\)|,)"
)
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}


def parse_filter(text: str) -> Node | None:
    """The tree of a filter; None for an empty one. `BadInput` names the position and what was expected there.

    >>> parse_filter("metrics.auc.max > 0.7").field
    Field(entity='metrics', key='auc', aggregate='max')
    """
    if len(text) > MAX_TEXT:
        raise BadInput("the filter is too long", why=f"{len(text)} characters, at most {MAX_TEXT}")
    return _Parser(text).parse() if text.strip() else None


def parse_field(text: str) -> Field:
    """A field as it is written in filters, orders and columns.

    >>> parse_field("params.`my key`")
    Field(entity='params', key='my key', aggregate='last')
    """
    return _Parser(text, of=f"the field {text[:60]!r}").whole_field()


class _Parser:
    def __init__(self, text: str, of: str = "the filter") -> None:
        self.of = of
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

    def comparison(self, field: Field, *, only_words: bool) -> Test:
        if self.word("in"):
            self.need("(")
            at = self.at()
            values = [self.value()]
            while self.sign(","):
                values.append(self.value())
            self.need(")", ", or )")
            return Test(field, "in", tuple(values), at)
        if self.word("like"):
            return Test(field, "like", at=self.at(), values=(self.value(),))
        if self.word("ilike"):
            return Test(field, "ilike", at=self.at(), values=(self.value(),))
        if not only_words:
            if self.word("between"):
                at, low = self.at(), self.value()
                if not self.word("and"):
                    raise self.error("AND")
                return Test(field, "between", (low, self.value()), at)
            for sign in ("=", "!=", "<", "<=", ">", ">="):
                if self.sign(sign):
                    return Test(field, sign, at=self.at(), values=(self.value(),))
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
            near = difflib.get_close_matches(name, ATTRIBUTES, 1)
            raise self.error(
                f"metrics.KEY, params.KEY, tags.KEY or one of {', '.join(ATTRIBUTES)}",
                hint=f"did you mean {near[0]}?" if near else f"metrics.{name}, params.{name} or tags.{name}",
            )
        return Field("attributes", ATTRIBUTES[name])

    def value(self) -> Value:
        kind, text, _ = self.peek()
        self.position += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            quote = text[0]
            return text[1:-1].replace(quote * 2, quote)
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

    def at(self) -> int:
        return self.peek()[2]

    def need(self, sign: str, expected: str = "") -> None:
        if not self.sign(sign):
            raise self.error(expected or repr(sign))

    def error(self, expected: str, *, hint: str = "") -> BadInput:
        _, text, at = self.peek()
        return unreadable(
            at, f"{expected} is expected, {text[:40] or 'the end'!r} found", text=text, hint=hint, of=self.of
        )


def unreadable(at: int, why: str, *, text: str = "", hint: str = "", of: str = "the filter") -> BadInput:
    """The error at a position; `details` hold it as numbers, so that an editor can mark the word."""
    return BadInput(
        f"{of} cannot be read at position {at + 1}",
        why=why,
        hint=hint,
        details={"position": at + 1, "length": max(1, len(text))},
    )


def _key(text: str) -> tuple[str, str]:
    if (quote := text[:1]) in {"`", '"'}:
        end = text.rindex(quote)  # behind it stands at most an aggregate
        key, rest = text[1:end].replace(quote * 2, quote), text[end + 1 :].removeprefix(".")
        return key, rest if rest in AGGREGATES else ""
    key, dot, last = text.rpartition(".")
    return (key, last) if dot and last in AGGREGATES else (text, "")


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise unreadable(at, f"{text[at : at + 10]!r} means nothing here")
        if match.lastgroup != "space":
            found.append((str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, ("end", "", len(text))]
