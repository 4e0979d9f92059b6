"""Content-addressed objects: the bytes of data, models, artifacts and sealed segments, found by their digest only."""

from flyball.store.objects.base import Objects
from flyball.store.objects.key import ObjectKey
from flyball.store.objects.open import OBJECT_STORES, open_objects

__all__ = ["OBJECT_STORES", "ObjectKey", "Objects", "open_objects"]
