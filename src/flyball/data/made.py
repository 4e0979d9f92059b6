"""Objects that the server itself made while it judged a commit belong to the project without an upload."""

from __future__ import annotations

from collections.abc import Iterable

from flyball.store import Stores
from flyball.store.blobs import record_blobs
from flyball.store.catalog import Change


def record_made(stores: Stores, change: Change, digests: Iterable[str]) -> None:
    """Note that the project uses these objects, in the transaction that refers to them."""
    record_blobs(change, {digest: stores.objects.size(digest) for digest in sorted(set(digests))})
