"""Objects in an S3-compatible bucket: `<prefix>/ab/<digest>`, spoken through obstore."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import obstore
from blake3 import blake3
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from flyball.core.errors import NotFound, StoreCorrupt, Unavailable
from flyball.store.files import failure, read_pieces
from flyball.store.objects.key import ObjectKey, digest_of
from flyball.store.objects.s3_url import S3Url, parse_s3_url

if TYPE_CHECKING:
    from obstore import GetResult

_PART_BYTES = 8 << 20
"""One part of a large upload; S3 allows 10 000 of them, so an object may have 80 GB."""
_PARTS_AT_ONCE = 4
_ASK_FIRST_BYTES = 1 << 20
"""Below it a second upload is cheaper than asking whether the first one is there."""
_QUESTIONS_AT_ONCE = 16


def open_s3(url: str) -> S3Objects:
    """The store at `s3://bucket/prefix?endpoint=…&region=…`; the bucket must exist, credentials come from `AWS_*`."""
    return S3Objects(parse_s3_url(url))


class S3Objects:
    """The `Objects` port on a bucket.

    Uploads are signed over their content, so the store itself refuses bytes that changed on the way; failed requests
    are repeated with growing pauses for up to 30 s.
    """

    def __init__(self, where: S3Url) -> None:
        self._where = where
        self._store = S3Store(
            where.bucket,
            prefix=where.prefix or None,
            config={"endpoint": where.endpoint, "region": where.region} if where.endpoint else {"region": where.region},
            client_options={
                "allow_http": where.endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=5),
                "timeout": timedelta(seconds=60),
            },
            retry_config={"max_retries": 6, "retry_timeout": timedelta(seconds=30)},
        )

    def put(self, data: bytes | memoryview) -> str:
        """Store bytes; see the port."""
        key = ObjectKey(digest_of(data))
        if len(data) < _ASK_FIRST_BYTES or self._find_size(key) != len(data):
            self._upload(key, bytes(data))
        return key.digest

    def put_file(self, path: Path) -> str:
        """Store a file in parts of 8 MiB; it is read twice, first for its digest."""
        try:
            with path.open("rb") as source:
                return self._put_stream(source)
        except FileNotFoundError:
            raise NotFound(f"there is no file {path}") from None
        except OSError as error:
            raise failure(error, f"read {path}") from error

    def _put_stream(self, source: BinaryIO) -> str:
        hasher = blake3()
        for piece in read_pieces(source):
            hasher.update(piece)
        size_bytes = source.tell()
        source.seek(0)
        key = ObjectKey(hasher.hexdigest())
        if size_bytes <= _PART_BYTES:
            return self._put_small(key, source.read(_PART_BYTES + 1))
        if self._find_size(key) != size_bytes:
            self._upload(key, _unchanged(source, key))
        return key.digest

    def _put_small(self, key: ObjectKey, data: bytes) -> str:
        if digest_of(data) != key.digest:
            raise _changed()
        return self.put(data)

    def _upload(self, key: ObjectKey, data: bytes | Iterator[bytes]) -> None:
        with self._answering(f"store object {key.digest}"):
            try:
                obstore.put(self._store, key.path, data, chunk_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE)
            except FileNotFoundError as error:
                what = f"there is no bucket {self._where.bucket}"
                raise Unavailable(what, why=_first_line(error), hint="create it, or correct the URL") from error

    def get(self, digest: str) -> bytes:
        """The bytes, verified."""
        key = ObjectKey(digest)
        with self._answering(f"read object {digest}"):
            data = bytes(self._get(key).bytes())
        if digest_of(data) != digest:
            raise _corrupt(key)
        return data

    def get_to(self, digest: str, path: Path) -> None:
        """Download to `path`, through a neighbouring temporary file."""
        key = ObjectKey(digest)
        partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        hasher = blake3()
        try:
            with self._answering(f"read object {digest}"):
                result = self._get(key)
                with partial.open("xb") as target:
                    for piece in result.stream(_PART_BYTES):
                        hasher.update(piece)
                        target.write(piece)
            if hasher.hexdigest() != digest:
                raise _corrupt(key)
            partial.replace(path)
        except OSError as error:
            raise failure(error, f"write object {digest} to {path}") from error
        finally:
            partial.unlink(missing_ok=True)

    def open_local(self, digest: str) -> Path | None:
        """None: the bytes are elsewhere."""
        ObjectKey(digest)
        return None

    def has(self, digest: str) -> bool:
        """One HEAD request."""
        return self._find_size(ObjectKey(digest)) is not None

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Asked 16 at a time."""
        asked = list(digests)
        with ThreadPoolExecutor(_QUESTIONS_AT_ONCE, thread_name_prefix="objects") as pool:
            return [digest for digest, has in zip(asked, pool.map(self.has, asked), strict=True) if not has]

    def size(self, digest: str) -> int:
        """One HEAD request."""
        size_bytes = self._find_size(ObjectKey(digest))
        if size_bytes is None:
            raise NotFound(f"there is no object {digest}")
        return size_bytes

    def list(self) -> Iterator[str]:
        """Page by page."""
        with self._answering("list the objects"):
            for page in obstore.list(self._store, chunk_size=1000):
                for meta in page:
                    key = ObjectKey.of_path(meta["path"])
                    if key is not None:
                        yield key.digest

    def delete(self, digest: str) -> None:
        """S3 itself does not mind when it is absent."""
        with self._answering(f"delete object {digest}"):
            try:
                obstore.delete(self._store, ObjectKey(digest).path)
            except FileNotFoundError:
                return

    def _get(self, key: ObjectKey) -> GetResult:
        try:
            return obstore.get(self._store, key.path)
        except FileNotFoundError:
            raise NotFound(f"there is no object {key.digest}") from None

    def _find_size(self, key: ObjectKey) -> int | None:
        with self._answering(f"look at object {key.digest}"):
            try:
                return obstore.head(self._store, key.path)["size"]
            except FileNotFoundError:
                return None

    @contextmanager
    def _answering(self, doing: str) -> Iterator[None]:
        where = f"s3://{self._where.bucket}"
        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as error:
            why, hint = _first_line(error), "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            raise Unavailable(f"{where} refuses to {doing}", why=why, hint=hint) from error
        except BaseError as error:
            raise Unavailable(f"{where} did not {doing}", why=_first_line(error), hint="try again") from error


def _unchanged(source: BinaryIO, key: ObjectKey) -> Iterator[bytes]:
    """The file's pieces; if it changed since its digest was taken, the upload fails instead of completing."""
    hasher = blake3()
    for piece in read_pieces(source, _PART_BYTES):
        hasher.update(piece)
        yield piece
    if hasher.hexdigest() != key.digest:
        raise _changed()


def _changed() -> Unavailable:
    return Unavailable("the file changed while it was stored", hint="store it again once nobody writes to it")


def _corrupt(key: ObjectKey) -> StoreCorrupt:
    hint = "flyball doctor --scrub"
    return StoreCorrupt(f"object {key.digest} is damaged", why="its bytes have another digest", hint=hint)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
