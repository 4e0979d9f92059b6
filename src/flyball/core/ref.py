"""One address for everything: `kind:name`, with `@version` or `@alias` behind it and `project/` in front.

```
dataset:flights@12      features:carrier_delays@3     run:0193…      model:late-flight@champion
airline/model:late-flight@4                           prediction:0193….2
```
`@n` is a version, `@name` an alias, a branch or a tag that moves. The project is left out when it is the current one.
"""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Struct

from flyball.core.errors import BadRef
from flyball.core.plugins import Registry
from flyball.core.shape import shaped

# (?![\s\S]) instead of $: `$` would let a trailing newline through.
NAME_PATTERN = r"^[a-z0-9][a-z0-9._-]*(?![\s\S])"
Name = Annotated[
    str,
    shaped(
        NAME_PATTERN,
        "a name",
        hint="use lower-case letters, digits, '.', '_' and '-', and begin with a letter or a digit",
        min_length=1,
        max_length=128,
    ),
]
"""What a user may call a thing: lower-case letters, digits, dot, underscore, hyphen."""

ProjectName = Annotated[
    str,
    shaped(
        r"^[a-z0-9][a-z0-9_-]*(?![\s\S])",
        "a project's name",
        hint="use lower-case letters, digits, '_' and '-', and begin with a letter or a digit",
        min_length=1,
        max_length=64,
    ),
]

_BUILT_IN_KINDS = """
approval artifact backup charter code cycle dataset deployment environment evaluation event experiment
feature-service features incident loop model monitor pipeline prediction principal project run source study
trial user
"""

KINDS: Registry[object] = Registry(
    "kinds",
    {kind: "flyball.core.ref:Ref" for kind in _BUILT_IN_KINDS.split()},
)
"""The kinds of thing a Ref can name; a plug-in adds one through the entry-point group `flyball.kinds`."""

_REF = re.compile(
    r"(?:(?P<project>[a-z0-9][a-z0-9_-]{0,63})/)?(?P<kind>[a-z][a-z-]{0,31}):"
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._/\[\]-]{0,254})(?:@(?P<selector>[A-Za-z0-9][A-Za-z0-9._~-]{0,127}))?"
)


class Ref(Struct, frozen=True):
    """A parsed address; `str(ref)` prints it back.

    >>> ref = Ref.parse("airline/model:late-flight@4")
    >>> ref.kind, ref.name, ref.version, ref.project
    ('model', 'late-flight', 4, 'airline')
    >>> str(ref.at("champion"))
    'airline/model:late-flight@champion'
    """

    kind: str
    name: str
    selector: str | None = None
    project: str | None = None

    @classmethod
    def parse(cls, text: str, *, kind: str | None = None) -> Ref:
        """Read an address; with `kind=` the prefix may be left out and another kind is refused.

        >>> Ref.parse("late-flight@4", kind="model")
        Ref(kind='model', name='late-flight', selector='4', project=None)
        """
        full = f"{kind}:{text}" if kind and ":" not in text else text
        match = _REF.fullmatch(full)
        if match is None:
            raise BadRef(
                f"{text[:80]!r} is not a Ref",
                hint="write kind:name or kind:name@version, e.g. model:late-flight@3",
            )
        ref = cls(**match.groupdict())
        if KINDS.find(ref.kind) is None:
            raise BadRef(
                f"{text[:80]!r} names an unknown kind",
                why=f"kinds: {', '.join(KINDS.names())}",
            )
        if kind and ref.kind != kind:
            raise BadRef(f"{text[:80]!r} is a {ref.kind}", why=f"a {kind} is needed here")
        return ref

    @property
    def version(self) -> int | None:
        """The selector as a version number, or None when it is an alias or missing."""
        return int(self.selector) if self.selector and self.selector.isdigit() else None

    def at(self, selector: str | int) -> Ref:
        """The same thing at another version or alias."""
        return Ref(self.kind, self.name, str(selector), self.project)

    def __str__(self) -> str:
        project = f"{self.project}/" if self.project else ""
        selector = f"@{self.selector}" if self.selector else ""
        return f"{project}{self.kind}:{self.name}{selector}"
