"""A loop's whole life with stages that do as a script says: every way a cycle can go, and every place to die."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from flyball.core import RandomIds, SimulatedClock
from flyball.core.errors import Conflict
from flyball.evaluation import GateResult
from flyball.loop import Cycle, Look, LoopPolicy, Rollout, Triggers
from flyball.loop.engine import LoopEngine
from flyball.loop.stages import Approval, Challenger, Compared, Params, Watched
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests import workspaces

MONDAY = datetime(2013, 3, 4, tzinfo=UTC)
POLICY = LoopPolicy(
    deployment="late", model="late", data="flights.data:rows", train="flights.train:train",
    rollout=Rollout(steps=(0.1, 0.5, 1.0), min_rows=100), triggers=Triggers(max_age_days=60),
)  # fmt: skip


def result(verdict: str, *, check: str = "roc_auc vs champion") -> GateResult:
    return GateResult(
        check=check, metric="roc_auc", value=0.01, threshold=0.0, lo=0.0, hi=0.02, n=900, verdict=verdict,
        passed=verdict != "worse", says=f"roc_auc is {verdict}",
    )  # type: ignore[arg-type]  # fmt: skip


class Script:
    """Stages that answer as they are told, and note what was done. `dies_at` raises once, after the work is done."""

    def __init__(self) -> None:
        self.incidents: tuple[str, ...] = ()
        self.verdict, self.approval_state, self.probation_verdict = "better", "approved", "not worse"
        self.rows, self.e_value = 500, 1.0
        self.done: list[str] = []
        self.dies_at = ""

    def watch(self, policy: LoopPolicy, now: datetime) -> Watched:
        return Watched(
            open_incidents=self.incidents, champion="model:late@1", live_since=MONDAY - timedelta(days=1), new_labels=9
        )

    def train(self, policy: LoopPolicy, cycle: Cycle, params: Params) -> Challenger:
        self._do("train")
        return Challenger(run="0" * 32, model="model:late@2")

    def compare(self, policy: LoopPolicy, cycle: Cycle) -> Compared:
        self._do("compare")
        return Compared(data_digest="d1", verdicts=(result(self.verdict),))

    def ask_approval(self, policy: LoopPolicy, cycle: Cycle) -> Approval:
        self._do("ask")
        return self.approval(cycle)

    def approval(self, cycle: Cycle) -> Approval:
        return Approval(id="a1", state=self.approval_state, by="user:ana")

    def shadow(self, policy: LoopPolicy, cycle: Cycle) -> None:
        self._do("shadow")

    def canary(self, policy: LoopPolicy, cycle: Cycle, share: float) -> None:
        self._do(f"canary {share:.0%}")

    def look(self, policy: LoopPolicy, cycle: Cycle, now: datetime) -> Look:
        return Look(
            now=now, step=cycle.step, step_since=cycle.stage_at, canary_rows=self.rows, base_rows=self.rows,
            e_value=self.e_value,
        )  # fmt: skip

    def promote(self, policy: LoopPolicy, cycle: Cycle, reason: str) -> None:
        self._do("promote")

    def roll_back(self, policy: LoopPolicy, cycle: Cycle, reason: str) -> None:
        self._do("roll_back")

    def probation(self, policy: LoopPolicy, cycle: Cycle, now: datetime) -> GateResult:
        return result(self.probation_verdict, check="probation")

    def _do(self, what: str) -> None:
        self.done.append(what)
        if what == self.dies_at:
            self.dies_at = ""
            raise KeyboardInterrupt


class World:
    """A workspace under a clock that the test moves, with one loop."""

    def __init__(self, folder: Path, policy: LoopPolicy = POLICY) -> None:
        self.clock = SimulatedClock(MONDAY)
        stores = open_stores(workspaces.settings_in(folder), clock=self.clock, ids=RandomIds(self.clock))
        self.ws = Workspace(project="default", stores=stores)
        self.ws.loops.apply("late", policy=policy)
        self.script = Script()
        self.engine = LoopEngine(self.ws.loops, self.script, self.clock)

    def tick(self, *, days: float = 0.0) -> list[str]:
        self.clock.advance(timedelta(days=days))
        return [decision.kind for decision in self.engine.tick("late")]

    def apply(self, **changes: Any) -> None:
        self.ws.loops.apply("late", policy=replace(POLICY, **changes))

    @property
    def cycle(self) -> Cycle:
        return self.ws.loops.get_cycle(self.ws.loops.list_cycles("late")[0].id)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.ws.close()


def test_nothing_happens_without_a_cause_and_the_log_says_so(world: World) -> None:
    assert world.tick() == ["nothing"]
    assert world.ws.loops.list_cycles("late") == []
    assert world.script.done == []


def test_drift_leads_to_a_promotion_step_by_step(world: World) -> None:
    world.script.incidents = ("drift",)

    assert world.tick() == ["start", "train", "ask", "approve", "canary", "advance", "promote"]
    assert world.cycle.stage == "probation"
    assert world.tick(days=3) == []
    assert world.tick(days=5) == ["confirm"]

    assert world.script.done == ["train", "compare", "ask", "canary 10%", "canary 50%", "promote"]
    assert (world.cycle.outcome, world.cycle.cause) == ("promoted", "open drift incident")
    assert world.tick() == ["skip"], "the cooldown holds"


def test_broken_data_never_trains(world: World) -> None:
    world.script.incidents = ("drift", "quality")

    assert world.tick() == ["skip"]

    [decision] = world.ws.loops.list_decisions("late")
    assert "broken data is not drift" in decision.reason
    assert world.script.done == []


def test_a_challenger_that_is_worse_gets_no_traffic(world: World) -> None:
    world.script.incidents, world.script.verdict = ("drift",), "worse"

    assert world.tick() == ["start", "train", "reject"]

    assert world.cycle.outcome == "rejected"
    assert not any(done.startswith("canary") for done in world.script.done)


def test_a_cycle_waits_for_its_approval(world: World) -> None:
    world.script.incidents, world.script.approval_state = ("drift",), "open"
    assert world.tick() == ["start", "train", "ask", "hold"]
    assert world.tick(days=1) == ["hold"]

    world.script.approval_state = "approved"

    assert world.tick()[0] == "approve"


def test_a_refused_approval_ends_the_cycle(world: World) -> None:
    world.script.incidents, world.script.approval_state = ("drift",), "rejected"

    assert world.tick() == ["start", "train", "ask", "reject"]

    assert world.cycle.outcome == "aborted"


def test_a_canary_without_traffic_holds_and_then_goes_back(world: World) -> None:
    world.script.incidents, world.script.rows = ("drift",), 0
    assert world.tick()[-1] == "hold"
    assert world.tick(days=10) == ["hold"]

    assert world.tick(days=12) == ["roll_back"]

    assert world.cycle.outcome == "rolled_back"


def test_a_canary_that_hurts_is_rolled_back_and_opens_the_breaker(world: World) -> None:
    world.script.incidents, world.script.e_value = ("drift",), 1e6

    assert world.tick()[-1] == "roll_back"

    assert world.script.done[-1] == "roll_back"
    assert "was rolled back" in (world.ws.loops.get("late").breaker or "")
    assert world.tick(days=30) == ["skip"], "until a person closes the breaker"


def test_a_promotion_that_disappoints_is_rolled_back(world: World) -> None:
    world.script.incidents, world.script.probation_verdict = ("drift",), "worse"
    world.tick()

    assert world.tick(days=8) == ["roll_back"]

    assert world.cycle.outcome == "rolled_back"
    assert world.script.done[-1] == "roll_back"


def test_a_shadow_comes_before_the_canary_where_the_policy_says_so(world: World) -> None:
    world.apply(rollout=replace(POLICY.rollout, shadow_days=2.0))
    world.script.incidents = ("drift",)

    assert world.tick()[-1] == "shadow"
    assert world.tick(days=1) == ["shadow"]
    assert world.tick(days=1)[0] == "canary"
    assert world.script.done.index("shadow") < world.script.done.index("canary 10%")


def test_a_paused_loop_moves_no_traffic(world: World) -> None:
    world.script.incidents, world.script.approval_state = ("drift",), "open"
    world.tick()
    world.script.approval_state = "approved"
    world.ws.loops.set_state("late", is_paused=True)

    assert world.tick() == ["hold"]

    assert world.cycle.stage == "awaiting_approval"


def test_a_person_can_start_a_cycle_without_a_cause(world: World) -> None:
    kinds = [decision.kind for decision in world.engine.start("late", cause="new feature", params={"depth": 3})]

    assert kinds[:2] == ["start", "train"]
    assert world.cycle.cause == "new feature"
    with pytest.raises(Conflict):
        world.engine.start("late", cause="once more")


@pytest.mark.parametrize("moment", ["train", "compare", "ask", "canary 10%", "canary 50%", "promote"])
def test_a_killed_engine_goes_on_where_it_was(world: World, moment: str) -> None:
    world.script.incidents, world.script.dies_at = ("drift",), moment

    with pytest.raises(KeyboardInterrupt):
        world.tick()
    again = LoopEngine(world.ws.loops, world.script, world.clock)
    again.tick("late")
    world.clock.advance(timedelta(days=8))
    again.tick("late")

    assert [(cycle.number, cycle.outcome) for cycle in world.ws.loops.list_cycles("late")] == [(1, "promoted")]
    assert sum(decision.kind == "promote" for decision in world.ws.loops.list_decisions("late")) == 1


def test_a_cycle_tells_why(world: World) -> None:
    world.script.incidents, world.script.verdict = ("drift",), "worse"
    world.tick()

    told = world.ws.why.explain(f"cycle:{world.cycle.id}")

    assert told.sentences[0] == (
        "cycle 1 of loop:late started on 2013-03-04 00:00 UTC because of: open drift incident; it trained model:late@2 "
        "against model:late@1; the gates said: roc_auc is worse; its challenger was rejected on 2013-03-04 00:00 UTC: "
        "roc_auc is worse."
    )
