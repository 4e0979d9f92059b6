"""Objects as files of a local folder: `<root>/ab/<digest>`."""

from __future__ import annotations

import errno
import os
import stat
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from flyball.core.errors import BadConfig, FlyballError, NotFound, StoreCorrupt, Unavailable
from flyball.store.files import PIECE_BYTES, failure, read_pieces, sync_folder, write_all
from flyball.store.objects.key import ObjectKey, digest_of

_TEMPORARY = "tmp"
_ABANDONED_AFTER_S = 24 * 3600


def open_folder(url: str) -> FolderObjects:
    """The store at `file:///absolute/folder`."""
    root = Path(url.removeprefix("file://"))
    if not root.is_absolute():
        raise BadConfig(f"{url} names no absolute folder", hint="file:///var/lib/flyball/objects")
    return FolderObjects(root)


class FolderObjects:
    """The `Objects` port on one file system: written to a temporary file, synced, then renamed to its digest.

    Several processes may share the folder. A new object costs two syncs (file and folder).
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._temporary = root / _TEMPORARY
        try:
            self._temporary.mkdir(parents=True, exist_ok=True)
            self._drop_abandoned()
        except OSError as error:
            raise failure(error, f"open the object folder {root}") from error

    def put(self, data: bytes | memoryview) -> str:
        """Store bytes; see the port."""
        key = ObjectKey(digest_of(data))
        if not self._holds(key):
            self._write(iter((data,)), expected=key)
        return key.digest

    def put_file(self, path: Path) -> str:
        """Store a file in pieces of 1 MiB; the digest is taken from the bytes that were copied."""
        with self._opened(path) as source:
            return self._write(read_pieces(source)).digest

    def get(self, digest: str) -> bytes:
        """The bytes, verified."""
        key = ObjectKey(digest)
        with self._reading(key) as source:
            data = self._checked_read(key, source)
        if digest_of(data) != digest:
            raise _corrupt(key, "its bytes have another digest")
        return data

    def get_to(self, digest: str, path: Path) -> None:
        """Copy to `path`, through a neighbouring temporary file."""
        key = ObjectKey(digest)
        partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            with self._reading(key) as source, partial.open("xb") as target:
                if _copy(key, source, target) != digest:
                    raise _corrupt(key, "its bytes have another digest")
            partial.replace(path)
        except OSError as error:
            raise failure(error, f"write object {digest} to {path}") from error
        finally:
            partial.unlink(missing_ok=True)

    def open_local(self, digest: str) -> Path | None:
        """The file itself, unread."""
        key = ObjectKey(digest)
        self._size(key)
        return self._root / key.path

    def has(self, digest: str) -> bool:
        """Whether the file exists."""
        return (self._root / ObjectKey(digest).path).exists()

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Those without a file."""
        return [digest for digest in digests if not self.has(digest)]

    def size(self, digest: str) -> int:
        """The file's length."""
        return self._size(ObjectKey(digest))

    def list(self) -> Iterator[str]:
        """Folder by folder; what appears or goes meanwhile may or may not be among them."""
        for prefix in sorted(os.listdir(self._root)):
            with suppress(FileNotFoundError, NotADirectoryError):
                for name in os.listdir(self._root / prefix):
                    key = ObjectKey.of_path(f"{prefix}/{name}")
                    if key is not None:
                        yield key.digest

    def delete(self, digest: str) -> None:
        """Unlink the file."""
        try:
            (self._root / ObjectKey(digest).path).unlink(missing_ok=True)
        except OSError as error:
            raise failure(error, f"delete object {digest}") from error

    def _holds(self, key: ObjectKey) -> bool:
        """Whether a good copy is there already, made durable in case its writer died before it synced the folder."""
        path = self._root / key.path
        try:
            with path.open("rb") as source:
                good = _copy(key, source, None) == key.digest
        except FileNotFoundError:
            return False
        except StoreCorrupt:
            return False
        if good:
            sync_folder(path.parent)
        return good

    def _write(self, pieces: Iterator[bytes | memoryview], *, expected: ObjectKey | None = None) -> ObjectKey:
        partial = self._temporary / uuid.uuid4().hex
        hasher = blake3()
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o444)
            try:
                for piece in pieces:
                    hasher.update(piece)
                    write_all(descriptor, piece)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            key = expected or ObjectKey(hasher.hexdigest())
            self._publish(partial, key)
        except OSError as error:
            raise failure(error, "store an object") from error
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        return key

    def _publish(self, partial: Path, key: ObjectKey) -> None:
        path = self._root / key.path
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            sync_folder(self._root)
        partial.replace(path)
        sync_folder(path.parent)

    def _size(self, key: ObjectKey) -> int:
        try:
            status = (self._root / key.path).stat()
        except FileNotFoundError:
            raise _absent(key) from None
        except OSError as error:
            raise failure(error, f"look at object {key.digest}") from error
        if not stat.S_ISREG(status.st_mode):
            raise _corrupt(key, "something that is no file has its name")
        return status.st_size

    def _reading(self, key: ObjectKey) -> BinaryIO:
        try:
            return (self._root / key.path).open("rb")
        except FileNotFoundError:
            raise _absent(key) from None
        except OSError as error:
            raise failure(error, f"read object {key.digest}") from error

    def _opened(self, path: Path) -> BinaryIO:
        try:
            return path.open("rb")
        except FileNotFoundError:
            raise NotFound(f"there is no file {path}") from None
        except OSError as error:
            raise Unavailable(f"cannot read {path}", why=str(error)) from error

    def _checked_read(self, key: ObjectKey, source: BinaryIO) -> bytes:
        try:
            return source.read()
        except OSError as error:
            raise _read_failure(key, error) from error

    def _drop_abandoned(self) -> None:
        """Remove what killed writers left; a day is far beyond any upload that still runs."""
        limit = time.time() - _ABANDONED_AFTER_S
        for partial in self._temporary.iterdir():
            with suppress(FileNotFoundError):
                if partial.stat().st_mtime < limit:
                    partial.unlink()


def _copy(key: ObjectKey, source: BinaryIO, target: BinaryIO | None) -> str:
    """Hash a file piece by piece, writing the pieces on when there is a target."""
    hasher = blake3()
    while True:
        try:
            piece = source.read(PIECE_BYTES)
        except OSError as error:
            raise _read_failure(key, error) from error
        if not piece:
            return hasher.hexdigest()
        hasher.update(piece)
        if target is not None:
            target.write(piece)


def _absent(key: ObjectKey) -> NotFound:
    return NotFound(f"there is no object {key.digest}")


def _corrupt(key: ObjectKey, why: str) -> StoreCorrupt:
    return StoreCorrupt(f"object {key.digest} is damaged", why=why, hint="flyball doctor --scrub")


def _read_failure(key: ObjectKey, error: OSError) -> FlyballError:
    if error.errno == errno.EIO:
        return _corrupt(key, f"the disk cannot read it ({error.strerror})")
    return failure(error, f"read object {key.digest}")
