"""The immutable picture from which workers serve: deployments, policies, variants, limits and rights of one generation.

It is all they need: they start and go on serving with the control plane down.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from flyball.core.errors import NotFound, StoreCorrupt
from flyball.serving.places import Places
from flyball.serving.signature import Signature

MILLION = 1_000_000


class Limits(Struct, frozen=True, kw_only=True):
    """What a request may cost, checked before it is parsed."""

    body_bytes: Annotated[int, Meta(ge=1)] = 16 * 2**20
    head_bytes: Annotated[int, Meta(ge=1)] = 64 * 2**10
    rows: Annotated[int, Meta(ge=1)] = 10_000
    queued_rows: Annotated[int, Meta(ge=1)] = 100_000
    batch_rows: Annotated[int, Meta(ge=1)] = 4_096
    arrival_s: Annotated[float, Meta(gt=0)] = 15.0
    """Longest time the head and the body of a request may take to arrive."""
    shadow_rows: Annotated[int, Meta(ge=0)] = 4_096
    """Rows that may wait for their shadow; beyond it the oldest are dropped and counted."""


class Key(Struct, frozen=True, kw_only=True):
    """One token that may ask for predictions; only its hash is known here."""

    sha256: str
    principal: str
    projects: tuple[str, ...]
    """Where it may predict; `*` is everywhere."""
    expires_at_us: int


class ServedVariant(Struct, frozen=True, kw_only=True):
    """One version under a name within its deployment."""

    name: str
    model: str
    digest: str
    runner: str
    entry: str
    files: dict[str, str]
    signature: Signature


class ServedArm(Struct, frozen=True, kw_only=True):
    """The share of units that a variant answers."""

    variant: str
    weight_ppm: int


class ServedDeployment(Struct, frozen=True, kw_only=True):
    """A deployment with the policy in force."""

    project: str
    name: str
    policy_gen: int
    kind: Literal["single", "canary"]
    arms: tuple[ServedArm, ...]
    ownership: tuple[tuple[int, int], ...]
    """Runs of buckets as (end, arm index), ends ascending, the last one 10⁶."""
    salt: str
    unit_key: str | None
    shadow: tuple[str, ...]
    variants: tuple[ServedVariant, ...]


class Snapshot(Struct, frozen=True, kw_only=True):
    """Everything a worker serves."""

    format: int = 1
    generation: int
    written_at_us: int
    default_project: str
    open_on_loopback: bool = False
    allowed_hosts: tuple[str, ...] = ()
    limits: Limits = Limits()
    keys: tuple[Key, ...] = ()
    deployments: tuple[ServedDeployment, ...] = ()


def read_snapshot(places: Places, generation: int) -> Snapshot:
    """The snapshot of one generation; `NotFound`, or `StoreCorrupt` when it does not hold what it must."""
    path = places.snapshot(generation)
    try:
        snapshot = msgspec.json.decode(path.read_bytes(), type=Snapshot)
    except FileNotFoundError:
        raise NotFound(f"there is no serving snapshot {generation}") from None
    except msgspec.MsgspecError as error:
        raise StoreCorrupt(f"{path.name} is not a serving snapshot", why=str(error)) from error
    if snapshot.format != 1 or snapshot.generation != generation:
        raise StoreCorrupt(f"{path.name} holds generation {snapshot.generation} in format {snapshot.format}")
    return snapshot
