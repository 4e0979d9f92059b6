"""Which arm answers a unit: the same one on every worker, machine and restart.

`blake2b-64(salt ‖ unit)` picks one of a million buckets; each bucket is owned by an arm. Ownership is kept from one
policy to the next and only the buckets that must change hands do, so growing an arm never moves a unit out of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b

BUCKETS = 1_000_000

Ownership = tuple[tuple[int, str], ...]
"""Runs of buckets as (end, owner): each run starts where the one before ends."""


def bucket_of(salt: bytes, unit: str) -> int:
    """The bucket of a unit, 0 to 999 999.

    >>> bucket_of(b"s", "booking-1") == bucket_of(b"s", "booking-1")
    True
    """
    return int.from_bytes(blake2b(salt + unit.encode(), digest_size=8).digest(), "big") % BUCKETS


def owner_of(ownership: Ownership, bucket: int) -> str:
    """The arm that owns a bucket.

    >>> owner_of(((900_000, "live"), (BUCKETS, "canary")), 950_000)
    'canary'
    """
    return ownership[bisect_right([end for end, _ in ownership], bucket)][1]


def reassign(before: Ownership, weights: Sequence[tuple[str, int]]) -> Ownership:
    """Ownership for new weights (parts per million, summing to 10⁶), moving the fewest buckets.

    Arms that shrink or vanish give up their highest buckets; arms that grow take those, lowest first.

    >>> reassign((), [("live", 1_000_000)])
    ((1000000, 'live'),)
    >>> reassign(((1_000_000, "live"),), [("live", 900_000), ("canary", 100_000)])
    ((900000, 'live'), (1000000, 'canary'))
    """
    wanted = {arm: weight for arm, weight in weights if weight > 0}
    kept, free = _kept_and_free(before, wanted)
    needs = dict(wanted)
    for start, end, arm in kept:
        needs[arm] -= end - start
    taken = _take(free, needs)
    return _joined(sorted(kept + taken))


Run = tuple[int, int, str]


def _kept_and_free(before: Ownership, wanted: dict[str, int]) -> tuple[list[Run], list[tuple[int, int]]]:
    left = dict(wanted)
    kept: list[Run] = []
    free: list[tuple[int, int]] = []
    start = 0
    for end, arm in before:
        keep = min(end - start, left.get(arm, 0))
        if keep:
            kept.append((start, start + keep, arm))
            left[arm] -= keep
        if start + keep < end:
            free.append((start + keep, end))
        start = end
    if start < BUCKETS:
        free.append((start, BUCKETS))
    return kept, free


def _take(free: list[tuple[int, int]], needs: dict[str, int]) -> list[Run]:
    taken: list[Run] = []
    waiting = [(arm, count) for arm, count in needs.items() if count > 0]
    for start, end in free:
        at = start
        while at < end:
            arm, count = waiting[0]
            size = min(count, end - at)
            taken.append((at, at + size, arm))
            at += size
            waiting[0] = (arm, count - size)
            if count == size:
                waiting.pop(0)
    return taken


def _joined(runs: list[Run]) -> Ownership:
    joined: list[tuple[int, str]] = []
    for _, end, arm in runs:
        if joined and joined[-1][1] == arm:
            joined[-1] = (end, arm)
        else:
            joined.append((end, arm))
    return tuple(joined)
