import msgspec
import pytest

from flyball.core.errors import Conflict, NotFound
from flyball.evaluation import GateResult
from flyball.loop import Limits, LoopPolicy
from flyball.workspace import Workspace

LIMITS = Limits(rejections_until_breaker=2)
POLICY = LoopPolicy(
    deployment="late", model="late", data="flights.data:rows", train="flights.train:train", limits=LIMITS
)


def verdict(value: float, *, passed: bool) -> GateResult:
    return GateResult(
        check="roc_auc vs champion", metric="roc_auc", value=value, threshold=0.0, lo=value - 0.05, hi=value + 0.05,
        n=9, verdict="better" if passed else "worse", passed=passed, says=f"{value:+.2f}",
    )  # fmt: skip


BETTER, WORSE = verdict(0.1, passed=True), verdict(-0.1, passed=False)


def test_the_same_policy_again_is_the_same_version(ws: Workspace) -> None:
    first = ws.loops.apply("late", policy=POLICY)
    again = ws.loops.apply("late", policy=POLICY)
    changed = ws.loops.apply("late", policy=msgspec.structs.replace(POLICY, train="flights.train:other"))

    assert (first.version, again.version, changed.version) == (1, 1, 2)


def test_a_loop_runs_one_cycle_at_a_time(ws: Workspace) -> None:
    ws.loops.apply("late", policy=POLICY)
    ws.loops.open_cycle("late", cause="drift")

    with pytest.raises(Conflict, match="already runs a cycle"):
        ws.loops.open_cycle("late", cause="more drift")


def test_a_move_from_a_stage_the_cycle_has_left_is_refused(ws: Workspace) -> None:
    ws.loops.apply("late", policy=POLICY)
    cycle = ws.loops.open_cycle("late", cause="drift")
    ws.loops.move_cycle(cycle.id, stage="training", reason="go", expected="triggered")

    with pytest.raises(Conflict, match="in stage training"):
        ws.loops.move_cycle(cycle.id, stage="training", reason="go again", expected="triggered")


def test_the_first_verdict_on_the_same_data_stands(ws: Workspace) -> None:
    ws.loops.apply("late", policy=POLICY)
    cycle = ws.loops.open_cycle("late", cause="drift")

    ws.loops.add_verdicts(cycle.id, data_digest="d1", verdicts=(BETTER,))
    ws.loops.add_verdicts(cycle.id, data_digest="d1", verdicts=(WORSE,))

    assert ws.loops.get_cycle(cycle.id).verdicts == (BETTER,)


def test_rejections_in_a_row_open_the_breaker_and_a_person_closes_it(ws: Workspace) -> None:
    ws.loops.apply("late", policy=POLICY)
    for _ in range(2):
        cycle = ws.loops.open_cycle("late", cause="drift")
        ws.loops.close_cycle(cycle.id, outcome="rejected", reason="worse", expected="triggered")

    assert "2 challengers in a row" in (ws.loops.get("late").breaker or "")
    assert ws.loops.set_breaker("late", reason=None).breaker is None


def test_who_closes_the_breaker_or_pauses_can_say_why_and_the_audit_keeps_it(ws: Workspace) -> None:
    ws.loops.apply("late", policy=POLICY)
    ws.loops.set_breaker("late", reason="labels look wrong")

    ws.loops.set_breaker("late", reason=None, note="labels are mended")
    ws.loops.set_state("late", is_paused=True, reason="holidays")
    ws.loops.set_state("late", is_paused=True, reason="said twice")

    told = [(entry.kind, (entry.detail or {}).get("reason")) for entry in ws.audit.list_events(ref="loop:late")]
    assert told[-3:] == [
        ("loop.breaker", "labels look wrong"),
        ("loop.breaker", "labels are mended"),
        ("loop.paused", "holidays"),
    ]


def test_decisions_are_kept_newest_first_with_their_numbers(ws: Workspace) -> None:
    ws.loops.apply("late", policy=POLICY)
    ws.loops.record("late", kind="nothing", reason="all quiet")
    ws.loops.record("late", kind="start", reason="drift", evidence={"p": 0.001})

    newest, oldest = ws.loops.list_decisions("late")

    assert (newest.kind, newest.evidence) == ("start", {"p": 0.001})
    assert oldest.reason == "all quiet"


def test_an_unknown_loop_says_how_to_make_one(ws: Workspace) -> None:
    with pytest.raises(NotFound) as refused:
        ws.loops.get("nothing")

    assert "flyball loop apply" in refused.value.hint
