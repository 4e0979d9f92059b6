"""Online key-value rows: the newest packed row of each key, where newer-wins is decided inside the store."""

from flyball.store.online.base import VERSION_BYTES, Online
from flyball.store.online.open import ONLINE_STORES, open_online

__all__ = ["ONLINE_STORES", "VERSION_BYTES", "Online", "open_online"]
