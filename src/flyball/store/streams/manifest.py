"""The manifest of a stream: which rows are sealed, in which objects, and what of each segment file they cover.

It is one small file, replaced atomically. That replacement is the moment in which rows move from a segment to objects;
segment files are deleted only afterwards.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from blake3 import blake3
from msgspec import Struct

from flyball.core.errors import NewerSchema, StoreCorrupt
from flyball.store.files import replace_file
from flyball.store.streams.base import SealedFile

_FORMAT = 1
_CHECKSUM_BYTES = 8


class KeyFile(Struct, frozen=True, array_like=True):
    """The idempotency keys of one seal, in the file `keys-<sequence>`, and the time of the newest."""

    sequence: int
    newest_at_us: int


class Manifest(Struct, frozen=True, kw_only=True):
    """Everything about the sealed part of a stream."""

    format: int = _FORMAT
    sequence: int = 0
    position: int = 0
    rows: int = 0
    files: tuple[SealedFile, ...] = ()
    consumed: dict[str, int] = {}
    keys: tuple[KeyFile, ...] = ()


def manifest_path(folder: Path) -> Path:
    """Where the manifest of a stream's folder is."""
    return folder / "manifest"


def decode_manifest(data: bytes, path: Path) -> Manifest:
    """The manifest in these bytes; none at all is that of a stream never sealed."""
    if not data:
        return Manifest()
    body = data[_CHECKSUM_BYTES:]
    if data[:_CHECKSUM_BYTES] != blake3(body).digest(_CHECKSUM_BYTES):
        raise StoreCorrupt(f"the manifest {path} is damaged", hint="flyball doctor --scrub")
    written_by = msgspec.msgpack.decode(body, type=_Head).format
    if written_by > _FORMAT:
        raise NewerSchema(f"{path} has format {written_by}", why=f"this Flyball reads up to {_FORMAT}")
    return msgspec.msgpack.decode(body, type=Manifest)


def load_manifest(folder: Path) -> Manifest:
    """The present manifest."""
    path = manifest_path(folder)
    try:
        return decode_manifest(path.read_bytes(), path)
    except FileNotFoundError:
        return Manifest()


def store_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest; durable when it returns."""
    body = msgspec.msgpack.encode(manifest)
    data = blake3(body).digest(_CHECKSUM_BYTES) + body
    replace_file(manifest_path(folder), data, temporary=folder / f".manifest.{os.getpid()}")


class _Head(Struct, frozen=True):
    format: int
