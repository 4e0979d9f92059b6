"""Manifests: canonical JSON that names the objects of which one version of a table or a folder consists."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Protocol, TypeAlias
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Meta, Struct

from flyball.core import Digest
from flyball.core import digest as blake3_of
from flyball.core.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

Scalar: TypeAlias = int | float | str | bool | None
_ZSTD = b"\x28\xb5\x2f\xfd"
FRAGMENT_ROWS = 262_144
"""Most rows of one fragment: one row group, a unit that fits a core's cache when a few columns are read."""


class Blobs(Protocol):
    """What this room needs of an object store; the store itself and the server's uploads both have it."""

    def put(self, data: bytes | memoryview) -> str: ...
    def put_file(self, path: Path) -> str: ...
    def get(self, digest: str) -> bytes: ...
    def get_to(self, digest: str, path: Path) -> None: ...


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column; its `id` stays when the name or the width changes."""

    id: Annotated[int, Meta(ge=1)]
    name: str
    type: str
    nullable: bool = True


class Stats(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts of one column in one fragment; bounds are absent when they cannot be spelled exactly."""

    nulls: int
    low: int | str | None = None
    high: int | str | None = None


class ColumnFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Parquet object with some columns of a fragment; `names` are the columns' names inside it."""

    object: Digest
    fields: tuple[int, ...]
    names: tuple[str, ...]


class Fragment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run of rows that is stored once and shared by all versions that hold it."""

    id: str
    rows: Annotated[int, Meta(ge=0)]
    size_bytes: Annotated[int, Meta(ge=0)]
    files: Annotated[tuple[ColumnFile, ...], Meta(min_length=1)]
    row_sum: str
    col_sums: dict[str, str]
    stats: dict[str, Stats]


class TableManifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="table", tag_field="kind"):
    """One version of a table."""

    kind: ClassVar[Literal["table"]] = "table"
    v: Literal[1] = 1
    key: tuple[int, ...]
    order: Literal["set"] = "set"
    columns: tuple[Column, ...]
    next_field: int
    """The id of the next new column; ids of dropped columns are never given again, old fragments still hold them."""
    rows: int
    size_bytes: int
    row_sum: str
    col_sums: dict[str, str]
    digest: Digest
    fragments: tuple[Fragment, ...]

    @property
    def key_names(self) -> tuple[str, ...]:
        """The key columns' names, in the order of the declaration."""
        names = {column.id: column.name for column in self.columns}
        return tuple(names[field] for field in self.key)

    def objects(self) -> list[str]:
        """Digests of everything the manifest refers to."""
        return [file.object for fragment in self.fragments for file in fragment.files]


class TreeEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a folder."""

    path: str
    object: Digest
    size_bytes: Annotated[int, Meta(ge=0)]


class TreeManifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="files", tag_field="kind"):
    """One version of a folder of files; `rows` counts files."""

    kind: ClassVar[Literal["files"]] = "files"
    v: Literal[1] = 1
    rows: int
    size_bytes: int
    digest: Digest
    entries: tuple[TreeEntry, ...]

    def objects(self) -> list[str]:
        """Digests of everything the manifest refers to."""
        return [entry.object for entry in self.entries]


Manifest: TypeAlias = TableManifest | TreeManifest


def put_manifest(objects: Blobs, manifest: Manifest) -> str:
    """Store a manifest; equal manifests have equal digests on every machine."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(to_json(manifest))
    digest = objects.put(sink.getvalue().to_pybytes())
    _RECENT.keep(objects, digest, manifest)
    return digest


def to_json(manifest: Manifest) -> bytes:
    """Canonical JSON; a manifest has neither fractions nor huge integers, so the encoder's own sorting gives it."""
    return msgspec.json.encode(manifest, order="sorted")


def get_manifest(objects: Blobs, digest: str) -> Manifest:
    """Read a manifest; bytes that are no manifest are `BadInput`."""
    known = _RECENT.find(objects, digest)
    if known is not None:
        return known
    content = objects.get(digest)
    try:
        if content.startswith(_ZSTD):
            content = _decompressed(content)
        manifest = msgspec.json.decode(content, type=TableManifest | TreeManifest)
    except (msgspec.DecodeError, OSError) as error:
        raise BadInput(f"object {digest} is not a manifest", why=str(error)[:300]) from error
    _RECENT.keep(objects, digest, manifest)
    return manifest


class _Recent:
    """The manifests used last, by store: a commit needs the head's several times, and decoding one takes 20 ms at 50
    fragments of 25 columns. Content under a digest never changes, so nothing goes stale.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._stores: WeakKeyDictionary[Blobs, OrderedDict[str, Manifest]] = WeakKeyDictionary()

    def find(self, objects: Blobs, digest: str) -> Manifest | None:
        with self._lock:
            kept = self._stores.get(objects)
            return kept.get(digest) if kept else None

    def keep(self, objects: Blobs, digest: str, manifest: Manifest) -> None:
        with self._lock:
            kept = self._stores.setdefault(objects, OrderedDict())
            kept[digest] = manifest
            if len(kept) > self._size:
                kept.popitem(last=False)


_RECENT = _Recent(8)


def table_digest(columns: tuple[Column, ...], *, rows: int, row_sum: str, col_sums: dict[str, str]) -> str:
    """The content identity of a table: equal rows and columns, whatever the layout, give the same digest."""
    described = sorted([column.name, column.type, col_sums.get(str(column.id), "")] for column in columns)
    return blake3_of({"rows": rows, "row_sum": row_sum, "columns": described, "order": "set"})


def tree_digest(entries: tuple[TreeEntry, ...]) -> str:
    """The content identity of a folder: its paths and the digests of its files."""
    return blake3_of([[entry.path, entry.object] for entry in sorted(entries, key=lambda entry: entry.path)])


_LARGEST_MANIFEST_BYTES = 256 * 2**20


def _decompressed(content: bytes) -> bytes:
    import pyarrow as pa

    with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
        plain: bytes = stream.read(_LARGEST_MANIFEST_BYTES)
        if len(plain) >= _LARGEST_MANIFEST_BYTES:
            raise OSError("the manifest is larger than 256 MiB")
    return plain
