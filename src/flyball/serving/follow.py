"""How far the workers of this machine have followed the control plane: read from what they share."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from flyball.core.errors import FlyballError, Unavailable
from flyball.serving.model import ServingStatus, WorkerInfo
from flyball.serving.places import Places
from flyball.serving.snapshot import ServedDeployment, read_snapshot
from flyball.serving.word import Word
from flyball.serving.worker.status import read_statuses

_LOOK_EVERY_S = 0.002


def serving_status(home: Path, project: str, name: str, policy_gen: int) -> ServingStatus:
    """What the workers say about one deployment."""
    places = Places(home)
    generation = _in_force(places)
    served = _find(places, generation, project, name)
    statuses = read_statuses(places)
    refused = refusals(places, generation).get(f"{project}/{name}", "")
    return ServingStatus(
        deployment=name,
        policy_gen=policy_gen,
        served_gen=served.policy_gen if served and not refused else None,
        refused=refused,
        workers=tuple(
            WorkerInfo(
                index=status.index,
                pid=status.pid,
                is_serving=status.is_serving,
                generation=status.generation,
                requests=sum(status.counters.requests.values()),
            )
            for status in statuses
        ),
        url=_address(places),
    )


def wait_until_served(home: Path, project: str, name: str, policy_gen: int, *, timeout_s: float = 5.0) -> None:
    """Return once every worker answers by this policy generation, or a later one.

    Raises `Unavailable` with the reason when the workers refused it, or when time is up.
    """
    places = Places(home)
    deadline = time.monotonic() + timeout_s
    seen = -1
    while True:
        generation = _in_force(places)
        if generation != seen:
            seen = generation
            served = _find(places, generation, project, name)
            if served is not None and served.policy_gen >= policy_gen:
                reason = refusals(places, generation).get(f"{project}/{name}")
                if reason is None:
                    return
                raise Unavailable(f"the workers refused policy {policy_gen} of deployment:{name}", why=reason)
        if time.monotonic() > deadline:
            raise Unavailable(
                f"policy {policy_gen} of deployment:{name} is not served yet",
                why=f"no worker followed within {timeout_s:g} s",
                hint="flyball deployment status; are the serving workers running?",
            )
        time.sleep(_LOOK_EVERY_S)


def refusals(places: Places, generation: int) -> dict[str, str]:
    """`project/deployment` to the reason why it is not served by this generation's policy."""
    try:
        return msgspec.json.decode(places.refused(generation).read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return {}


def _address(places: Places) -> str | None:
    try:
        return places.address.read_text(encoding="ascii")
    except FileNotFoundError:
        return None


def _in_force(places: Places) -> int:
    if not places.word.exists():
        return 0
    word = Word(places.word)
    try:
        return word.read()
    finally:
        word.close()


def _find(places: Places, generation: int, project: str, name: str) -> ServedDeployment | None:
    try:
        snapshot = read_snapshot(places, generation)
    except FlyballError:
        return None
    return next((d for d in snapshot.deployments if (d.project, d.name) == (project, name)), None)
