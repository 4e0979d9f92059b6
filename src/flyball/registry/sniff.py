"""What a file is, by its content and never by its name: only formats that load without running code are stored."""

from __future__ import annotations

import pickletools

import msgspec

from flyball.core.errors import UnsafeModel
from flyball.registry.onnx_check import onnx_fault

# Opcodes through which unpickling imports names or calls them.
_CALLING = frozenset(
    {"GLOBAL", "STACK_GLOBAL", "REDUCE", "BUILD", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "EXT1", "EXT2", "EXT4"}
)
_CONTAINERS = {
    b"PK\x03\x04": "a zip archive, as PyTorch and Keras write, which may hold pickles",
    b"\x1f\x8b": "gzip data, as joblib writes around pickles",
    b"BZh": "bzip2 data, as joblib writes around pickles",
    b"\xfd7zXZ": "xz data, as joblib writes around pickles",
    b"\x5d\x00\x00": "lzma data, as joblib writes around pickles",
    b"\x04\x22\x4d\x18": "lz4 data, as joblib writes around pickles",
    b"\x28\xb5\x2f\xfd": "zstd data, as joblib writes around pickles",
    b"\x93NUMPY": "a NumPy array, which may hold pickled objects",
    b"\x89HDF": "an HDF5 file, as Keras writes, whose layers may hold code",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


def check_file(path: str, content: bytes) -> None:
    r"""Return if the file is ONNX, JSON or plain text; `UnsafeModel` says what it is otherwise.

    >>> check_file("model.onnx", b"\x80\x04]\x94.")
    Traceback (most recent call last):
        ...
    flyball.core.errors.UnsafeModel: model.onnx cannot be stored: it is a pickle...
    """
    reason = unsafe_reason(content)
    if reason is not None:
        raise UnsafeModel(
            f"{path} cannot be stored",
            why=reason,
            hint="save it as ONNX; flyball.registry.register_model converts scikit-learn and proves it equal",
        )


def unsafe_reason(content: bytes) -> str | None:
    """Why the bytes are not stored, or None for ONNX, JSON and text."""
    for magic, what in _CONTAINERS.items():
        if content.startswith(magic):
            return f"it is {what}"
    if _is_pickle(content):
        return "it is a pickle: loading it runs whatever its maker put in"
    if _is_json(content):
        return None
    fault = onnx_fault(content)
    if fault is None or _is_text(content):
        return None
    return fault


def _is_pickle(content: bytes) -> bool:
    """By the protocol mark, or by reading opcodes to the end and meeting one that imports or calls."""
    if content[:1] == b"\x80" and content[1:2] <= b"\x08":
        return True
    seen: set[str] = set()
    try:
        for opcode, argument, _ in pickletools.genops(content):
            # Plain text can look like an import; one of names that no module can have is none.
            if opcode.name in {"GLOBAL", "INST"} and not _names_something(str(argument)):
                return False
            seen.add(opcode.name)
    except (ValueError, IndexError, KeyError, OverflowError, MemoryError, AttributeError):
        # Unpickling runs opcodes until it fails, so a broken end does not make a pickle harmless.
        return bool(seen & {"GLOBAL", "INST", "STACK_GLOBAL"}) and bool(seen & {"REDUCE", "INST", "OBJ", "BUILD"})
    return bool(seen & _CALLING)


def _names_something(argument: str) -> bool:
    parts = argument.split(" ")
    return len(parts) == 2 and all(name.isidentifier() for part in parts for name in part.split("."))


def _is_json(content: bytes) -> bool:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character in "\n\r\t" for character in text)
