"""Code objects in a form that only changes when what they do changes.

The loaded code object is read, not the source file: a file may have been edited since, and lambdas, notebooks and
`exec` have no file of their own. Line numbers, comments, docstrings and formatting are not in it.
"""

from __future__ import annotations

import bisect
import dis
from collections.abc import Iterator
from types import CodeType

from msgspec import Struct

_NO_MEANING = frozenset({"CACHE", "EXTENDED_ARG", "NOP", "RESUME", "PRECALL"})
_HAS_DOCSTRING = 0x4000000  # a code flag since Python 3.13
_GLOBAL = frozenset({"LOAD_GLOBAL", "LOAD_NAME"})
_ATTRIBUTE = frozenset({"LOAD_ATTR", "LOAD_METHOD"})


class Use(Struct, frozen=True):
    """A global that code reads, with the attributes that follow it: `np.linalg.norm` is ("np", ("linalg", "norm"))."""

    name: str
    attributes: tuple[str, ...]


class Import(Struct, frozen=True):
    """An import inside a body; `names` is empty for `import module`."""

    module: str
    level: int
    names: tuple[str, ...]


def normal_form(code: CodeType) -> list[object]:
    """Instructions with their arguments resolved, nested code included, as lists, strings, numbers and constants."""
    steps = _without_docstring(_steps(code))
    offsets = [step.offset for step in steps]
    return [
        [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & ~_HAS_DOCSTRING],
        list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + 2]),
        [[step.opname, _argument(step, offsets)] for step in steps],
    ]


def _steps(code: CodeType) -> list[dis.Instruction]:
    return [step for step in dis.get_instructions(code) if step.opname not in _NO_MEANING]


def _without_docstring(steps: list[dis.Instruction]) -> list[dis.Instruction]:
    # A function's docstring is loaded by no instruction; that of a class or module is stored as __doc__.
    stores = {n for n, step in enumerate(steps) if step.opname == "STORE_NAME" and step.argval == "__doc__"}
    return [step for n, step in enumerate(steps) if n not in stores and n + 1 not in stores]


def _argument(step: dis.Instruction, offsets: list[int]) -> object:
    if step.opcode in dis.hasjrel or step.opcode in dis.hasjabs:
        # Positions count instructions that mean something, so that a wide constant table moves no jump target.
        return ["to", bisect.bisect_left(offsets, step.argval)]
    if isinstance(step.argval, CodeType):
        return ["code", normal_form(step.argval)]
    if step.opcode in dis.hasconst:
        return ["const", Constant(step.argval)]
    if step.opcode in dis.hasname or step.opcode in dis.haslocal or step.opcode in dis.hasfree:
        return ["name", str(step.argval)]
    return step.arg


class Constant:
    """Marks a constant, which the canonical encoder writes with its exact type."""

    def __init__(self, value: object) -> None:
        self.value = value


def uses(code: CodeType) -> Iterator[Use]:
    """Every global read in this code and the code nested in it."""
    steps = _steps(code)
    for position, step in enumerate(steps):
        if step.opname in _GLOBAL:
            yield Use(str(step.argval), _attributes(steps, position + 1))
    for inner in nested(code):
        yield from uses(inner)


def imports(code: CodeType) -> Iterator[Import]:
    """Every import statement in this code and the code nested in it."""
    steps = _steps(code)
    for position, step in enumerate(steps):
        if step.opname == "IMPORT_NAME":
            level = steps[position - 2].argval
            names = steps[position - 1].argval or ()
            yield Import(str(step.argval), level if isinstance(level, int) else 0, tuple(names))
    for inner in nested(code):
        yield from imports(inner)


def strings(code: CodeType) -> set[str]:
    """Every text constant in this code and the code nested in it."""
    found = {constant for constant in code.co_consts if isinstance(constant, str)}
    for inner in nested(code):
        found |= strings(inner)
    return found


def nested(code: CodeType) -> list[CodeType]:
    """Code objects of inner functions, lambdas, comprehensions and class bodies."""
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def span(code: CodeType) -> str:
    """The source lines, as `lines 3-9`.

    >>> span(compile("x = 1", "f", "exec"))
    'lines 1-1'
    """
    lines = [line for _, _, line in code.co_lines() if line]
    last = max([*lines, *(int(span(inner).rpartition("-")[2]) for inner in nested(code))], default=1)
    return f"lines {code.co_firstlineno}-{last}"


def _attributes(steps: list[dis.Instruction], start: int) -> tuple[str, ...]:
    found = []
    for step in steps[start:]:
        if step.opname not in _ATTRIBUTE:
            break
        found.append(str(step.argval))
    return tuple(found)
