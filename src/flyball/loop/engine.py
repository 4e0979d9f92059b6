"""The governor: looks at a loop, decides the next move, makes it. Called again and again; safe to kill at any point.

Every move is a compare-and-set in the catalog, so two engines, or one that was killed and started again, cannot make a
move twice; and every decision is kept with its reason and numbers, "did nothing, because" included.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flyball.core import Clock
from flyball.loop.decide import Situation, obstacles, triggers_fired
from flyball.loop.model import Cycle, Decision, DecisionKind, Loop, Outcome, Stage
from flyball.loop.rollout import next_move
from flyball.loop.service import Loops
from flyball.loop.stages import Params, Stages, Watched

Evidence = dict[str, str | int | float | bool | None]


class LoopEngine:
    """Drives the loops of one project through the stages of `Stages`."""

    def __init__(self, loops: Loops, stages: Stages, clock: Clock) -> None:
        self._loops = loops
        self._stages = stages
        self._clock = clock

    def tick(self, name: str) -> list[Decision]:
        """Decide once: start a cycle if something calls for one, or move the running one as far as it can go now."""
        loop = self._loops.get(name)
        cycle = self._loops.active_cycle(name)
        if cycle is None:
            return self._consider(loop)
        if loop.state == "paused":
            return [self._record(loop, cycle, "hold", "the loop is paused")]
        return self._advance(loop, cycle, {})

    def start(self, name: str, *, cause: str, params: Params | None = None) -> list[Decision]:
        """Start a cycle by hand and take it as far as it goes; `params` go to this training only."""
        loop = self._loops.get(name)
        watched = self._stages.watch(loop.policy, self._clock.now())
        cycle = self._loops.open_cycle(name, cause=cause, champion=watched.champion, by_hand=True)
        started = self._record(loop, cycle, "start", cause)
        return [started, *self._advance(loop, cycle, params or {})]

    def _consider(self, loop: Loop) -> list[Decision]:
        watched = self._stages.watch(loop.policy, self._clock.now())
        situation = self._situation(loop, watched)
        evidence: Evidence = {
            "open_incidents": ", ".join(situation.open_incidents),
            "new_labels": situation.new_labels,
            "cycles_in_30_days": situation.cycles_in_30_days,
        }
        causes = triggers_fired(loop.policy.triggers, situation)
        if not causes:
            return [self._record(loop, None, "nothing", "no trigger fired", evidence)]
        because = " and ".join(causes)
        reasons = obstacles(loop.policy.limits, situation)
        if reasons:
            return [self._record(loop, None, "skip", f"{because}; but {' and '.join(reasons)}", evidence)]
        cycle = self._loops.open_cycle(loop.name, cause=because, champion=watched.champion, by_hand=False)
        return [self._record(loop, cycle, "start", because, evidence), *self._advance(loop, cycle, {})]

    def _situation(self, loop: Loop, watched: Watched) -> Situation:
        now = self._clock.now()
        last_ended, recent = self._loops.history(loop.name, now=now)
        return Situation(
            now=now,
            open_incidents=watched.open_incidents,
            live_since=watched.live_since,
            new_labels=watched.new_labels,
            last_cycle_ended_at=last_ended,
            cycles_in_30_days=recent,
            has_active_cycle=False,
            is_paused=loop.state == "paused",
            breaker=loop.breaker,
        )

    def _advance(self, loop: Loop, cycle: Cycle, params: Params) -> list[Decision]:
        """Take stage after stage until one has to wait or the cycle ends."""
        made: list[Decision] = []
        while cycle.outcome is None:
            before = (cycle.stage, cycle.step)
            if cycle.stage in {"triggered", "training"}:
                cycle, decisions = self._train(loop, cycle, params)
            else:
                cycle, decisions = self._stage_of(cycle.stage)(loop, cycle)
            made += decisions
            if (cycle.stage, cycle.step) == before:
                break
        return made

    def _stage_of(self, stage: Stage) -> Callable[[Loop, Cycle], tuple[Cycle, list[Decision]]]:
        stages: dict[Stage, Callable[[Loop, Cycle], tuple[Cycle, list[Decision]]]] = {
            "evaluating": self._evaluate,
            "awaiting_approval": self._await_approval,
            "shadow": self._shadow,
            "canary": self._canary,
            "probation": self._probation,
        }
        return stages[stage]

    def _train(self, loop: Loop, cycle: Cycle, params: Params) -> tuple[Cycle, list[Decision]]:
        if cycle.stage == "triggered":
            cycle = self._move(cycle, "training", cycle.cause)
        trained = self._stages.train(loop.policy, cycle, params)
        reason = f"trained {trained.model} in run {trained.run[:8]}"
        cycle = self._loops.move_cycle(
            cycle.id, stage="evaluating", reason=reason, expected="training", challenger=trained.model, run=trained.run
        )
        return cycle, [self._record(loop, cycle, "train", reason)]

    def _evaluate(self, loop: Loop, cycle: Cycle) -> tuple[Cycle, list[Decision]]:
        compared = self._stages.compare(loop.policy, cycle)
        cycle = self._loops.add_verdicts(cycle.id, data_digest=compared.data_digest, verdicts=compared.verdicts)
        failed = [verdict for verdict in cycle.verdicts if not verdict.passed]
        if failed:
            reason = "; ".join(verdict.says for verdict in failed)
            decision = self._record(loop, cycle, "reject", reason, _numbers(cycle))
            return self._close(cycle, "rejected", reason), [decision]
        approval = self._stages.ask_approval(loop.policy, cycle)
        says = "; ".join(verdict.says for verdict in cycle.verdicts)
        cycle = self._loops.move_cycle(
            cycle.id, stage="awaiting_approval", reason=says[:2000], expected="evaluating", approval=approval.id
        )
        return cycle, [self._record(loop, cycle, "ask", f"passed all gates: {says}", _numbers(cycle))]

    def _await_approval(self, loop: Loop, cycle: Cycle) -> tuple[Cycle, list[Decision]]:
        approval = self._stages.approval(cycle)
        if approval.state == "open":
            return cycle, [self._record(loop, cycle, "hold", f"approval {approval.id} waits for a vote")]
        if approval.state != "approved":
            reason = f"approval {approval.id} is {approval.state}"
            return self._close(cycle, "aborted", reason), [self._record(loop, cycle, "reject", reason)]
        decision = self._record(loop, cycle, "approve", f"{cycle.challenger} approved by {approval.by}")
        if loop.policy.rollout.shadow_days > 0:
            self._stages.shadow(loop.policy, cycle)
            return self._move(cycle, "shadow", "approved"), [decision]
        return self._to_canary(loop, cycle, [decision])

    def _shadow(self, loop: Loop, cycle: Cycle) -> tuple[Cycle, list[Decision]]:
        until = cycle.stage_at + timedelta(days=loop.policy.rollout.shadow_days)
        if self._clock.now() < until:
            return cycle, [self._record(loop, cycle, "shadow", f"in shadow until {until:%Y-%m-%d %H:%M}")]
        return self._to_canary(loop, cycle, [])

    def _to_canary(self, loop: Loop, cycle: Cycle, made: list[Decision]) -> tuple[Cycle, list[Decision]]:
        share = loop.policy.rollout.steps[0]
        if share >= 1:
            return self._promote(loop, cycle, made, "the policy has no canary")
        self._stages.canary(loop.policy, cycle, share)
        cycle = self._move(cycle, "canary", f"{share:.0%} of traffic")
        return cycle, [*made, self._record(loop, cycle, "canary", f"{cycle.challenger} gets {share:.0%} of traffic")]

    def _canary(self, loop: Loop, cycle: Cycle) -> tuple[Cycle, list[Decision]]:
        look = self._stages.look(loop.policy, cycle, self._clock.now())
        move, reason = next_move(loop.policy.rollout, look)
        evidence: Evidence = {"canary_rows": look.canary_rows, "base_rows": look.base_rows, "e_value": look.e_value}
        if move == "hold":
            return cycle, [self._record(loop, cycle, "hold", reason, evidence)]
        if move == "promote":
            return self._promote(loop, cycle, [], reason)
        if move == "advance":
            share = loop.policy.rollout.steps[cycle.step + 1]
            self._stages.canary(loop.policy, cycle, share)
            cycle = self._loops.move_cycle(
                cycle.id, stage="canary", reason=f"{share:.0%}", expected="canary", step=cycle.step + 1
            )
            return cycle, [self._record(loop, cycle, "advance", f"to {share:.0%} of traffic: {reason}", evidence)]
        return self._roll_back(loop, cycle, reason, evidence)

    def _promote(self, loop: Loop, cycle: Cycle, made: list[Decision], reason: str) -> tuple[Cycle, list[Decision]]:
        self._stages.promote(loop.policy, cycle, reason)
        cycle = self._move(cycle, "probation", reason)
        says = f"{cycle.challenger} replaces {cycle.champion or 'nothing'}: {reason}"
        return cycle, [*made, self._record(loop, cycle, "promote", says)]

    def _probation(self, loop: Loop, cycle: Cycle) -> tuple[Cycle, list[Decision]]:
        until = cycle.stage_at + timedelta(days=loop.policy.rollout.probation_days)
        if self._clock.now() < until:
            return cycle, []
        verdict = self._stages.probation(loop.policy, cycle, self._clock.now())
        evidence: Evidence = {"estimate": verdict.value, "lo": verdict.lo, "hi": verdict.hi, "n": verdict.n}
        if verdict.verdict == "worse":
            return self._roll_back(loop, cycle, f"in probation: {verdict.says}", evidence)
        decision = self._record(loop, cycle, "confirm", verdict.says, evidence)
        return self._close(cycle, "promoted", verdict.says), [decision]

    def _roll_back(self, loop: Loop, cycle: Cycle, reason: str, evidence: Evidence) -> tuple[Cycle, list[Decision]]:
        self._stages.roll_back(loop.policy, cycle, reason)
        decision = self._record(loop, cycle, "roll_back", f"back to {cycle.champion}: {reason}", evidence)
        return self._close(cycle, "rolled_back", reason), [decision]

    def _move(self, cycle: Cycle, stage: Stage, reason: str) -> Cycle:
        return self._loops.move_cycle(cycle.id, stage=stage, reason=reason, expected=cycle.stage)

    def _close(self, cycle: Cycle, outcome: Outcome, reason: str) -> Cycle:
        return self._loops.close_cycle(cycle.id, outcome=outcome, reason=reason[:2000], expected=cycle.stage)

    def _record(
        self, loop: Loop, cycle: Cycle | None, kind: DecisionKind, reason: str, evidence: Evidence | None = None
    ) -> Decision:
        return self._loops.record(
            loop.name, kind=kind, reason=reason[:2000], cycle=cycle.id if cycle else None, evidence=evidence
        )


def _numbers(cycle: Cycle) -> Evidence:
    return {verdict.check: verdict.value for verdict in cycle.verdicts}
