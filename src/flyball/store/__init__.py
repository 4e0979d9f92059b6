"""Where bytes live: catalog (SQL), objects (content-addressed), streams (append-only), online (key-value)."""

from flyball.store.service import Service
from flyball.store.stores import Stores, open_stores

__all__ = ["Service", "Stores", "open_stores"]
