"""What a cycle of a loop says when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.governance.facts import Fact, Facts
from flyball.loop.model import Cycle
from flyball.loop.rows import read_cycle
from flyball.store import Stores

_ENDED = {
    "promoted": "its challenger was promoted",
    "rejected": "its challenger was rejected",
    "rolled_back": "its challenger was rolled back",
    "skipped": "it was skipped",
    "aborted": "it was given up",
    "failed": "it failed",
}


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """Why the cycle started, what the verdicts said, how it ended; raises `NotFound`."""
    with stores.catalog.read() as connection:
        cycle = read_cycle(connection, project, ref.name)
    found: dict[str, Fact] = {
        "loop": cycle.loop,
        "loop_version": cycle.loop_version,
        "number": cycle.number,
        "cause": cycle.cause,
        "stage": cycle.stage,
        "outcome": cycle.outcome,
        "reason": cycle.reason,
        "champion": cycle.champion,
        "challenger": cycle.challenger,
        "opened_at": cycle.opened_at.isoformat(),
        "ended_at": None if cycle.ended_at is None else cycle.ended_at.isoformat(),
        "verdicts": [f"{verdict.verdict}: {verdict.says}" for verdict in cycle.verdicts],
    }
    # The champion is named in the sentence, not followed: what it came from is another story.
    parents = (
        cycle.challenger,
        cycle.run and f"run:{cycle.run}",
        cycle.approval and f"approval:{cycle.approval}",
    )
    return Facts(
        ref=f"cycle:{cycle.id}",
        sentence=_sentence(cycle),
        facts=found,
        parents=tuple(parent for parent in parents if parent),
    )


def _sentence(cycle: Cycle) -> str:
    started = (
        f"cycle {cycle.number} of loop:{cycle.loop} started on {cycle.opened_at:%Y-%m-%d %H:%M} UTC because of: "
        f"{cycle.cause}"
    )
    parts = [started]
    if cycle.challenger:
        against = f" against {cycle.champion}" if cycle.champion else ""
        parts.append(f"it trained {cycle.challenger}{against}")
    if cycle.verdicts:
        parts.append(f"the gates said: {', '.join(verdict.says for verdict in cycle.verdicts)}")
    if cycle.outcome is None:
        parts.append(f"it is in stage {cycle.stage}: {cycle.reason}")
    else:
        when = f" on {cycle.ended_at:%Y-%m-%d %H:%M} UTC" if cycle.ended_at else ""
        parts.append(f"{_ENDED[cycle.outcome]}{when}: {cycle.reason}")
    return f"{'; '.join(part.rstrip('.') for part in parts)}."
