"""What an ONNX file may not hold: tensors in other files, and functions from outside the standard operator sets."""

from __future__ import annotations

from collections.abc import Iterator

from flyball.core.canonical import digest
from flyball.registry.wire import NotWire, fields

_DOMAINS = frozenset({b"", b"ai.onnx", b"ai.onnx.ml", b"com.microsoft"})
_DEEPEST = 32  # levels of nested graphs; a real model has two or three

# Field numbers of onnx.proto that lead to tensors and nodes, by the kind of message they stand in.
_MODEL = {7: "graph", 8: "opset", 25: "function"}
_GRAPH = {1: "node", 5: "tensor", 15: "sparse"}
_FUNCTION = {7: "node"}
_NODE = {5: "attribute"}
_ATTRIBUTE = {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"}
_SPARSE = {1: "tensor", 2: "tensor"}
_INSIDE: dict[str, dict[int, str]] = {
    "model": _MODEL,
    "graph": _GRAPH,
    "function": _FUNCTION,
    "node": _NODE,
    "attribute": _ATTRIBUTE,
    "sparse": _SPARSE,
    "tensor": {},
    "opset": {},
}


def onnx_fault(content: bytes) -> str | None:
    """Why the bytes are no ONNX file that can be stored, or None.

    >>> onnx_fault(b"hello")
    'it is no ONNX file: wire type 4'
    """
    # A model is judged when it is made, stored, loaded and compared: the same bytes are read once.
    key = digest(content)
    if key not in _judged:
        if len(_judged) >= _MOST_JUDGED:
            _judged.clear()
        _judged[key] = _read_fault(content)
    return _judged[key]


_judged: dict[str, str | None] = {}
_MOST_JUDGED = 256


def _read_fault(content: bytes) -> str | None:
    try:
        numbers = {number for number, _ in fields(memoryview(content))}
        if not {1, 7} <= numbers:
            return "it is no ONNX file: it has no graph"
        for kind, message in _messages("model", memoryview(content), 0):
            fault = _fault(kind, message)
            if fault:
                return fault
    except NotWire as error:
        return f"it is no ONNX file: {error}"
    return None


def _messages(kind: str, message: memoryview, depth: int) -> Iterator[tuple[str, memoryview]]:
    if depth > _DEEPEST * 2:
        raise NotWire("graphs are nested too deeply")
    yield kind, message
    inside = _INSIDE[kind]
    if not inside:
        return
    for number, value in fields(message):
        child = inside.get(number)
        if child is not None and isinstance(value, memoryview):
            yield from _messages(child, value, depth + 1)


def _fault(kind: str, message: memoryview) -> str | None:
    if kind == "tensor":
        for number, value in fields(message):
            if number == 13 or (number == 14 and value != 0):
                return "it keeps tensors in other files, which could be any file of the machine that loads it"
    if kind in {"opset", "node"}:
        domain_field = 1 if kind == "opset" else 7
        for number, value in fields(message):
            if number == domain_field and isinstance(value, memoryview) and bytes(value) not in _DOMAINS:
                return f"it uses operators of {bytes(value)[:60].decode(errors='replace')!r}, which are not standard"
    return None
