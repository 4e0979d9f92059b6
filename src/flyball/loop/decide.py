"""When to start a cycle and when not to: pure functions of facts, so that every refusal can be tested as a table."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from flyball.loop.model import Limits, Triggers


class Situation(Struct, frozen=True, kw_only=True):
    """What is known at one moment about a loop and its deployment."""

    now: datetime
    open_incidents: tuple[str, ...]
    """Kinds of the deployment's open incidents, such as `drift`, `performance`, `quality`."""
    live_since: datetime | None
    """When the live version was promoted; None if nothing is live."""
    new_labels: int
    """Outcomes that became known since the live version's training data ended."""
    last_cycle_ended_at: datetime | None
    cycles_in_30_days: int
    has_active_cycle: bool
    is_paused: bool
    breaker: str | None


def triggers_fired(triggers: Triggers, at: Situation) -> list[str]:
    """The causes for a cycle, each as a phrase; empty when nothing calls for one."""
    causes = [f"open {kind} incident" for kind in at.open_incidents if kind in triggers.incidents]
    if triggers.max_age_days is not None and at.live_since is not None:
        age = at.now - at.live_since
        if age >= timedelta(days=triggers.max_age_days):
            causes.append(f"the live version is {age.days} days old (limit {triggers.max_age_days:g})")
    if triggers.min_new_labels is not None and at.new_labels >= triggers.min_new_labels:
        causes.append(f"{at.new_labels} new outcomes (limit {triggers.min_new_labels})")
    return causes


def obstacles(limits: Limits, at: Situation) -> list[str]:
    """Every reason why a cycle may not start now, so that a person sees all of them and not the first."""
    found = []
    if at.is_paused:
        found.append("the loop is paused")
    if at.breaker is not None:
        found.append(f"the breaker is open: {at.breaker}")
    if at.has_active_cycle:
        found.append("a cycle is running")
    if "quality" in at.open_incidents:
        found.append("a data-quality incident is open: broken data is not drift")
    if at.last_cycle_ended_at is not None:
        rest = at.last_cycle_ended_at + timedelta(days=limits.cooldown_days) - at.now
        if rest > timedelta():
            found.append(f"cooling down for another {rest.total_seconds() / 86400:.1f} days")
    if at.cycles_in_30_days >= limits.max_cycles_per_30_days:
        found.append(f"{at.cycles_in_30_days} cycles in 30 days (limit {limits.max_cycles_per_30_days})")
    if at.new_labels < limits.min_new_labels:
        found.append(f"only {at.new_labels} new outcomes (needs {limits.min_new_labels})")
    return found
