"""The catalog port, its adapters, and the spine that lives in it: events, lineage, idempotent answers."""

from flyball.store.catalog.base import Catalog
from flyball.store.catalog.change import Change, Header
from flyball.store.catalog.metadata import BigKey, blob, integer, metadata, text
from flyball.store.catalog.open import open_catalog
from flyball.store.catalog.upsert import insert_ignore, insert_replace

__all__ = [
    "BigKey",
    "Catalog",
    "Change",
    "Header",
    "blob",
    "insert_ignore",
    "insert_replace",
    "integer",
    "metadata",
    "open_catalog",
    "text",
]
