"""Bytes over the border: a project's own objects, uploaded before and read after the operation that refers to them.

Knowing a digest is no right: a project reads only objects it brought itself or that an operation recorded for it, and
"which are missing?" answers *missing* for everything else, so that the answer tells nothing about other projects.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

from msgspec import Meta
from sqlalchemy import select

from flyball.core import Digest as Digest
from flyball.core import Raw, operation
from flyball.core import digest as blake3_of
from flyball.core.errors import BadInput, NotFound
from flyball.store.catalog import Change, insert_ignore
from flyball.store.catalog import tables as t
from flyball.store.service import Service
from flyball.store.stores import Stores


class Blobs(Service):
    """Upload and read objects by digest, within one project."""

    noun: ClassVar[str] = "blobs"

    @operation("POST", "/blobs/missing", needs="data.write", changes=False)
    def missing(self, digests: Annotated[tuple[Digest, ...], Meta(max_length=10_000)]) -> list[str]:
        """Which of these this project does not have, in the order asked."""
        return self._unknown(digests)

    @operation("PUT", "/blobs/{digest}", needs="data.write")
    def put(self, digest: Digest, body: bytes) -> None:
        """Store bytes under their digest; other bytes are refused. Durable when it returns, harmless to repeat."""
        if blake3_of(body) != digest:
            raise BadInput(
                "the uploaded bytes have another digest",
                why=f"expected {digest}",
                hint="upload them again",
            )
        self.stores.objects.put(body)
        with self.change() as change:
            record_blobs(change, {digest: len(body)})

    @operation("GET", "/blobs/{digest}", needs="data.read")
    def get(self, digest: Digest) -> Raw:
        """The bytes of an object that this project refers to."""
        if self._unknown((digest,)):
            raise NotFound(f"this project has no object {digest}")
        return Raw(self.stores.objects.get(digest))

    def _unknown(self, digests: tuple[str, ...]) -> list[str]:
        query = select(t.blob_use.c.digest).where(
            t.blob_use.c.project == self.project, t.blob_use.c.digest.in_(digests)
        )
        with self.read() as connection:
            known = {row.digest for row in connection.execute(query)}
        return [digest for digest in digests if digest not in known]


def record_blobs(change: Change, sizes: dict[str, int]) -> None:
    """Note that the project uses these objects (digest to size in bytes)."""
    rows = [{"project": change.project, "digest": d, "size_bytes": n, "at": change.now_us} for d, n in sizes.items()]
    if rows:
        change.execute(insert_ignore(change.connection, t.blob_use), rows)


def adopt_blobs(stores: Stores, change: Change, digests: Iterable[str]) -> None:
    """Let the project refer to these objects, in the transaction that refers to them; `BadInput` for an unknown one.

    An embedded workspace writes objects directly, so existence is enough there; through a server they must have been
    uploaded to this project.
    """
    wanted = sorted(set(digests))
    query = select(t.blob_use.c.digest).where(t.blob_use.c.project == change.project, t.blob_use.c.digest.in_(wanted))
    known = {row.digest for row in change.execute(query)}
    unknown = [d for d in wanted if d not in known]
    absent = stores.objects.missing(unknown) if change.call.is_embedded else unknown
    if absent:
        raise BadInput(
            f"{len(absent)} objects were never uploaded",
            why=f"the first is {absent[0]}",
            hint="upload, then repeat",
        )
    record_blobs(change, {d: stores.objects.size(d) for d in unknown})
