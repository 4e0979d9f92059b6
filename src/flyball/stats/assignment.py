"""Which arm a unit belongs to: the same one on every worker, machine and restart.

`blake2b-64(salt ‖ unit)` picks one of a million buckets, each owned by an arm. Ownership is kept from one policy to the
next and only the buckets that must change hands do, so growing an arm never moves a unit out of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from hashlib import blake2b
from typing import TypeAlias

from flyball.core.errors import BadInput

BUCKETS = 1_000_000

Ownership: TypeAlias = tuple[tuple[int, str], ...]
"""Runs of buckets as (end, arm): each run starts where the one before ends."""


def bucket_of(salt: bytes, unit: str) -> int:
    """The bucket of a unit, 0 to 999 999; another salt is an independent draw.

    >>> bucket_of(b"experiment-1", "booking-1")
    211891
    """
    return int.from_bytes(blake2b(salt + unit.encode(), digest_size=8).digest(), "big") % BUCKETS


def owner_of(ownership: Ownership, bucket: int) -> str:
    """The arm that owns a bucket.

    >>> owner_of(((900_000, "live"), (BUCKETS, "canary")), 950_000)
    'canary'
    """
    return ownership[bisect_right(ownership, bucket, key=lambda run: run[0])][1]


def reassign(before: Ownership, weights: Mapping[str, int]) -> Ownership:
    """Ownership for new weights (parts per million, summing to 10⁶; `BadInput` otherwise), moving the fewest buckets.

    Arms that shrink or vanish give up their highest buckets; arms that grow take those, lowest first, in the order of
    `weights`. Nothing else moves.

    >>> reassign(((1_000_000, "live"),), {"live": 900_000, "canary": 100_000})
    ((900000, 'live'), (1000000, 'canary'))
    """
    if sum(weights.values()) != BUCKETS or min(weights.values()) < 0:
        raise BadInput("weights must be whole parts per million that sum to 1000000", why=f"got {dict(weights)}")
    left = dict(weights)
    runs: list[tuple[int, int, str | None]] = []
    start = 0
    for end, arm in before:
        kept = min(end - start, left.get(arm, 0))
        if kept:
            left[arm] -= kept
            runs.append((start, start + kept, arm))
        if start + kept < end:
            runs.append((start + kept, end, None))
        start = end
    if start < BUCKETS:
        runs.append((start, BUCKETS, None))
    return _joined(_fill(runs, left))


def _fill(runs: list[tuple[int, int, str | None]], left: dict[str, int]) -> list[tuple[int, str]]:
    filled: list[tuple[int, str]] = []
    for start, end, arm in runs:
        if arm is not None:
            filled.append((end, arm))
            continue
        at = start
        while at < end:
            taker = next(name for name, wanted in left.items() if wanted > 0)
            size = min(left[taker], end - at)
            left[taker] -= size
            at += size
            filled.append((at, taker))
    return filled


def _joined(runs: list[tuple[int, str]]) -> Ownership:
    joined: list[tuple[int, str]] = []
    for end, arm in runs:
        if joined and joined[-1][1] == arm:
            joined.pop()
        joined.append((end, arm))
    return tuple(joined)
