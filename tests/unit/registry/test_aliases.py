from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flyball.core import SYSTEM, Call, RandomIds, Ref, SimulatedClock, calling, digest
from flyball.core.errors import BadInput, Conflict, NotFound, RefusedByPolicy
from flyball.governance import ApprovalRules, SeparationOfDuties
from flyball.registry import GateFailed, NotApproved, deployable
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests import workspaces
from tests.unit.governance.helpers import as_principal, person
from tests.unit.registry.helpers import register

NAME = "late-flight"
START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START)


@pytest.fixture
def timed(tmp_path: Path, clock: SimulatedClock) -> Workspace:
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    return Workspace(project="default", stores=stores)


@pytest.fixture
def team(timed: Workspace) -> Workspace:
    """Version 1 by ana; ben may approve; champion is protected."""
    for name, role in [("ana", "editor"), ("ben", "approver")]:
        person(timed, name, role)
    timed.approvals.set_policy("model", "champion", rules=ApprovalRules(gates=("evaluation",)))
    register(timed)
    return timed


def evaluate(ws: Workspace, version: int = 1, *, passed: bool = True, what: str = "first") -> None:
    ws.models.attach_evidence(
        NAME, version, kind="evaluation", ref="dataset:holdout@1", digest=digest(what), passed=passed,
        says="AUC 0.71 against 0.69", summary={"auc": 0.71},
    )  # fmt: skip


def test_a_name_moves_and_tells_what_it_meant_when(ws: Workspace) -> None:
    register(ws)
    register(ws, depth=2)
    first = ws.models.move_alias(NAME, "candidate", version=1, reason="try it")
    ws.models.move_alias(NAME, "candidate", version=2, expected=1)

    assert ws.models.alias_at(NAME, "candidate", at=first.from_at).version == 1
    assert [i.version for i in ws.models.alias_history(NAME, "candidate")] == [2, 1]
    with pytest.raises(NotFound):
        ws.models.alias_at(NAME, "candidate", at=first.from_at - timedelta(seconds=1))
    ws.models.drop_alias(NAME, "candidate")
    with pytest.raises(NotFound):
        ws.models.version(f"model:{NAME}@candidate")


def test_a_move_based_on_an_old_look_is_refused(local_ws: Workspace) -> None:
    register(local_ws)
    register(local_ws, depth=2)
    local_ws.models.move_alias(NAME, "candidate", version=1, expected=0)

    with pytest.raises(Conflict, match="names version 1, not none"):
        local_ws.models.move_alias(NAME, "candidate", version=2, expected=0)


@pytest.mark.parametrize("alias", ["latest", "v3", "12", "Champion", "a b"])
def test_names_that_mean_something_else_are_refused(local_ws: Workspace, alias: str) -> None:
    register(local_ws)

    with pytest.raises(BadInput):
        local_ws.models.move_alias(NAME, alias, version=1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=12))
def test_as_of_equals_replaying_the_events(
    timed: Workspace, clock: SimulatedClock, moves: list[tuple[int, int]]
) -> None:
    """Each move waits 0-2 seconds, then names version 1-3, or nothing."""
    if not timed.models.list_models():
        for depth in (1, 2, 3):
            register(timed, depth=depth)
    alias = f"a{len(timed.audit.list_events(limit=1000))}"
    seen: list[tuple[datetime, int | None]] = []
    for wait, version in moves:
        now = clock.advance(timedelta(seconds=wait))
        if version:
            timed.models.move_alias(NAME, alias, version=version)
        elif seen and seen[-1][1] is not None:
            timed.models.drop_alias(NAME, alias)
        else:
            continue
        seen.append((now, version or None))

    for moment in {at + timedelta(seconds=shift) for at, _ in seen for shift in (0, 0.5)}:
        expected = [version for at, version in seen if at <= moment][-1]
        if expected is None:
            with pytest.raises(NotFound):
                timed.models.alias_at(NAME, alias, at=moment)
        else:
            assert timed.models.alias_at(NAME, alias, at=moment).version == expected


def test_a_protected_name_refuses_a_direct_move(team: Workspace) -> None:
    with pytest.raises(RefusedByPolicy, match="protected") as refused:
        team.models.move_alias(NAME, "champion", version=1)
    assert "request-approval" in refused.value.hint
    with pytest.raises(RefusedByPolicy):
        team.models.drop_alias(NAME, "champion")
    team.models.move_alias(NAME, "challenger", version=1)


def test_an_approved_version_is_promoted_once_and_the_story_is_kept(team: Workspace) -> None:
    evaluate(team)
    with as_principal("user:ana"):
        approval = team.models.request_approval(NAME, 1, to="champion", note="better on short hops")
    assert not team.models.would_promote(NAME, 1, to="champion").would_pass
    with as_principal("user:ben"):
        team.approvals.vote(approval.id, approve=True, comment="slices fine")
    assert team.models.would_promote(NAME, 1, to="champion").would_pass

    moved = team.models.promote(NAME, version=1, to="champion", expected=0)

    assert (moved.version, moved.approval) == (1, approval.id)
    assert team.approvals.get(approval.id).state == "executed"
    why = team.why.explain(f"model:{NAME}@champion")
    assert f"approval:{approval.id}" in [facts.ref for facts in why.links]
    assert any("approved by user:ben" in sentence for sentence in why.sentences)


def test_gates_come_before_the_request(team: Workspace) -> None:
    with pytest.raises(GateFailed, match="gates") as refused:
        team.models.request_approval(NAME, 1, to="champion")
    assert refused.value.why == "evaluation: nobody tried"
    evaluate(team, passed=False)

    with pytest.raises(GateFailed):
        team.models.request_approval(NAME, 1, to="champion")

    assert team.audit.list_events(kind="gate.refused")[0].ref == f"model:{NAME}@1"
    assert team.models.would_promote(NAME, 1, to="champion").against[0].startswith("evaluation")


def test_new_evidence_voids_a_given_approval(team: Workspace) -> None:
    evaluate(team)
    with as_principal("user:ana"):
        approval = team.models.request_approval(NAME, 1, to="champion")
    with as_principal("user:ben"):
        team.approvals.vote(approval.id, approve=True)
    evaluate(team, what="second")

    with pytest.raises(NotApproved, match="not approved") as refused:
        team.models.promote(NAME, version=1, to="champion")
    assert "void" in refused.value.why


def test_the_author_has_no_vote_even_if_the_request_hides_it(team: Workspace) -> None:
    evaluate(team)
    version = team.models.version(f"model:{NAME}@1")
    team.access.give("user:ben", role="editor", project="default")
    register(team, depth=2)  # the objects are the project's now
    with as_principal("user:ben"):
        mine = register(team, depth=2)
        assert mine.authors == ("user:ben",)
    with as_principal("user:ana"):
        forged = team.approvals.request(mine.ref, subject_digest=mine.digest, target="challenger")
    team.approvals.set_policy("model", "challenger", rules=ApprovalRules())
    with as_principal("user:ben"):
        team.approvals.vote(forged.id, approve=True)

    with pytest.raises(SeparationOfDuties, match="user:ben"):
        team.models.promote(NAME, version=mine.version, to="challenger", approval=forged.id)
    assert version.authors == ("user:local",)


def test_an_approval_by_policy_shows_as_such(team: Workspace) -> None:
    rules = ApprovalRules(gates=("evaluation",), auto_approve_by="policy")
    team.approvals.set_policy("model", "champion", rules=rules)
    evaluate(team)
    with calling(Call(principal=SYSTEM)):
        approval = team.models.request_approval(NAME, 1, to="champion")
        team.approvals.vote(approval.id, approve=True, comment="gates passed")
        team.models.promote(NAME, version=1, to="champion")

    assert any("approved by policy" in s for s in team.why.explain(f"model:{NAME}@1").sentences)
    assert team.audit.list_events(kind="approval.executed")[0].detail["approved_by"] == "policy"  # type: ignore[index]


def test_a_version_takes_traffic_only_with_its_approval(team: Workspace) -> None:
    ref = Ref.parse(f"model:{NAME}@1")
    with pytest.raises(NotApproved, match="may not take traffic"):
        deployable(team.stores, "default", ref)
    evaluate(team)
    approval = _approve(team)

    found = deployable(team.stores, "default", ref)

    assert (found.version.version, found.approval) == (1, f"approval:{approval}")


def test_a_rejected_version_takes_none_and_says_why(team: Workspace) -> None:
    evaluate(team)
    with as_principal("user:ana"):
        approval = team.models.request_approval(NAME, 1, to="champion")
    with as_principal("user:ben"):
        team.approvals.vote(approval.id, approve=False, comment="recall for regional carriers fell by 4 points")

    with pytest.raises(NotApproved) as refused:
        deployable(team.stores, "default", Ref.parse(f"model:{NAME}@1"))
    assert "regional carriers" in refused.value.why


def test_a_fresh_project_protects_nothing(local_ws: Workspace) -> None:
    register(local_ws)

    assert local_ws.models.promote(NAME, version=1, to="champion").version == 1
    assert deployable(local_ws.stores, "default", Ref.parse(f"model:{NAME}@champion")).approval == ""


def test_rolling_back_goes_to_the_version_before_and_not_forth_again(local_ws: Workspace) -> None:
    for depth in (1, 2, 3):
        register(local_ws, depth=depth)
        local_ws.models.promote(NAME, version=depth, to="champion")

    assert local_ws.models.rollback(NAME, "champion", reason="errors doubled").version == 2
    assert local_ws.models.rollback(NAME, "champion", reason="still").version == 1
    with pytest.raises(NotFound):
        local_ws.models.rollback(NAME, "champion", reason="nothing left")
    moved = local_ws.models.alias_history(NAME, "champion")
    assert [(i.version, i.is_rollback) for i in moved[:2]] == [(1, True), (2, True)]


def test_of_two_promotions_at_once_one_wins(local_ws: Workspace) -> None:
    register(local_ws, depth=1)
    register(local_ws, depth=2)
    outcomes: list[object] = []

    def go(version: int) -> None:
        try:
            outcomes.append(local_ws.models.promote(NAME, version=version, to="champion", expected=0))
        except Conflict as lost:
            outcomes.append(lost)

    threads = [threading.Thread(target=go, args=(version,)) for version in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 1
    assert len(local_ws.models.alias_history(NAME, "champion")) == 1


def _approve(ws: Workspace) -> str:
    with as_principal("user:ana"):
        approval = ws.models.request_approval(NAME, 1, to="champion")
    with as_principal("user:ben"):
        ws.approvals.vote(approval.id, approve=True)
    return approval.id
