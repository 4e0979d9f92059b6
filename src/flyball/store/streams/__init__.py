"""Append-only columnar streams: metric points, predictions, labels, spans."""

from flyball.store.streams.base import SealedFile, SealedSegment, Streams
from flyball.store.streams.open import open_streams

__all__ = ["SealedFile", "SealedSegment", "Streams", "open_streams"]
