"""The content key of a call: what it depends on, each part by its content, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from blake3 import blake3
from msgspec import Struct

from flyball.compute import Fingerprint, fingerprint
from flyball.core import digest
from flyball.pipelines.model import KeyDoc

FORMAT = "flyball-step-1"
"""Part of every key: a change of how keys or values are written begins a new cache instead of misreading the old."""


class InputMark(Struct, frozen=True):
    """Stands in an argument for the output of another step."""

    digest: str


class Identity(Struct, frozen=True, kw_only=True):
    """A call's key with everything that went into it; without a key something cannot be hashed, and is named."""

    key: str | None
    doc: KeyDoc
    unhashable: tuple[str, ...]


def identify(
    fn: Callable[..., Any],
    arguments: Mapping[str, Any],
    *,
    sources: Mapping[str, str] | None = None,
    ignore: Collection[str] = (),
    code: Fingerprint | None = None,
) -> Identity:
    """The identity of calling `fn` with these arguments, in which `InputMark` stands for outputs of other steps.

    Counted are the code that `fn` reaches with the versions of the distributions in it, Python's minor version, and the
    arguments by value; a file or folder given by its path counts by its content and name. Names in `ignore` do not
    count. `sources` says for an argument which step it came from, for people only; `code` saves taking the fingerprint
    again.

    >>> identify(len, {"x": {"a": 1, "b": 2}}).key == identify(len, {"x": {"b": 2, "a": 1}}).key
    True
    """
    code = code or fingerprint(fn)
    components, said = dict(code.components), dict(code.spans)
    unhashable = list(code.unhashable)
    for name, value in arguments.items():
        if name in ignore:
            continue
        label = f"argument {name}"
        components[label], missing = _content(value)
        unhashable += [f"{label}: {each}" for each in missing]
        said[label] = (sources or {}).get(name) or _short(value)
    key = digest({"format": FORMAT, "code": code.digest, "components": components})
    return Identity(
        key=None if unhashable else key,
        doc=KeyDoc(components=components, said=said),
        unhashable=tuple(unhashable),
    )


def value_digest(value: Any) -> str | None:
    """Digest of a value that is not stored; None when it cannot be hashed."""
    found, missing = _content(value)
    return None if missing else found


def _content(value: Any) -> tuple[str, tuple[str, ...]]:
    file = _existing(value)
    if file is not None:
        # A str may be used as text as well, so it counts too; of a Path only the name does, not where it lies.
        name = file.name if isinstance(value, Path) else str(value)
        return digest({"path": name, "content": _content_of(file)}), ()
    found = fingerprint(_ordered(value))
    return found.digest, found.unhashable


def _ordered(value: Any) -> Any:
    """Dicts by their keys: the order in which parameters were written is not part of their value."""
    if type(value) is dict:
        return {k: _ordered(v) for k, v in sorted(value.items(), key=lambda pair: (str(type(pair[0])), str(pair[0])))}
    if type(value) in (list, tuple):
        return type(value)(_ordered(item) for item in value)
    return ("output of a step", value.digest) if isinstance(value, InputMark) else value


def _existing(value: Any) -> Path | None:
    if not isinstance(value, str | Path) or len(str(value)) > 1024 or not str(value):
        return None
    try:
        path = Path(value)
        return path if path.exists() else None
    except (OSError, ValueError):  # a text that cannot be a path, such as one with a NUL
        return None


def _content_of(path: Path) -> Any:
    if path.is_dir():
        return {str(file.relative_to(path)): _file_digest(file) for file in sorted(path.rglob("*")) if file.is_file()}
    return _file_digest(path) if path.is_file() else "no file"


def _file_digest(path: Path) -> str:
    return blake3().update_mmap(path).hexdigest()


def _short(value: Any) -> str:
    plain = type(value) in (int, float, bool, type(None), str)
    return repr(value) if plain and len(repr(value)) <= 60 else f"a {type(value).__name__}"
