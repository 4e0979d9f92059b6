"""What changed between two keys, in words."""

from __future__ import annotations

from flyball.pipelines.model import KeyDoc


def differences(before: KeyDoc, after: KeyDoc) -> list[str]:
    """One phrase for each component that differs: code first, then arguments and inputs, then the environment.

    >>> old = KeyDoc(components={"argument lr": "a"}, said={"argument lr": "0.1"})
    >>> new = KeyDoc(components={"argument lr": "b"}, said={"argument lr": "0.2"})
    >>> differences(old, new)
    ['argument lr changed (0.1 → 0.2)']
    """
    changed = [
        name
        for name in sorted(before.components.keys() | after.components.keys(), key=_order)
        if before.components.get(name) != after.components.get(name)
    ]
    # Values are hashed together with the interpreter that holds them: when that moved, equal values are not news.
    moved = any(_is_environment(name) for name in changed)
    return [_phrase(name, before, after) for name in changed if not (moved and _looks_equal(name, before, after))]


def _phrase(name: str, before: KeyDoc, after: KeyDoc) -> str:
    old, new = before.components.get(name), after.components.get(name)
    if old is None:
        return f"{name} is new"
    if new is None:
        return f"{name} is gone"
    if _is_environment(name):
        return f"{name} {old} → {new}"
    told, tells = before.said.get(name, ""), after.said.get(name, "")
    if name.startswith("argument "):
        return f"{name} changed ({told} → {tells})" if told != tells else f"{name} changed (content of {tells})"
    return f"{name} changed ({tells})" if tells else f"{name} changed"


def _is_environment(name: str) -> bool:
    return name in {"python", "flyball"} or name.startswith("distribution ")


def _looks_equal(name: str, before: KeyDoc, after: KeyDoc) -> bool:
    return name.startswith("argument ") and before.said.get(name) == after.said.get(name) and name in before.components


def _order(name: str) -> tuple[int, str]:
    return (2 if _is_environment(name) else 1 if name.startswith("argument ") else 0, name)
