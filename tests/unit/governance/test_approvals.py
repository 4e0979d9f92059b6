from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flyball.core import SYSTEM, Call, RandomIds, Ref, SimulatedClock, calling, digest
from flyball.core.errors import Conflict, Forbidden, RefusedByPolicy
from flyball.governance import Approval, ApprovalRules, Evidence, SeparationOfDuties, execute_approval, void_requests
from flyball.governance.approval_rules import stricter
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests import workspaces
from tests.unit.governance.helpers import as_principal, person

SUBJECT = "model:late-flight@4"
DIGEST = digest("the version")
SEEN = (Evidence(kind="gate", ref="run:1", digest=digest("passed")),)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 3, 1, tzinfo=UTC))


@pytest.fixture
def team(tmp_path: Path, clock: SimulatedClock) -> Workspace:
    """A workspace with ana and cora, who may request, and ben and dan, who may approve."""
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    ws = Workspace(project="default", stores=stores)
    for name, role in [("ana", "editor"), ("ben", "approver"), ("dan", "approver"), ("cora", "admin")]:
        person(ws, name, role)
    return ws


def ask(ws: Workspace, *, by: str = "user:cora", authors: tuple[str, ...] = ("user:ana",)) -> Approval:
    with as_principal(by):
        return ws.approvals.request(
            SUBJECT, subject_digest=DIGEST, target="champion", evidence=SEEN, authors=authors, note="better"
        )


def say(ws: Workspace, approval: Approval, voter: str, *, approve: bool = True, comment: str = "") -> Approval:
    with as_principal(voter):
        return ws.approvals.vote(approval.id, approve=approve, comment=comment)


def execute(ws: Workspace, approval: Approval, **changed: object) -> Approval:
    values = {"subject_digest": DIGEST, "evidence": SEEN, "authors": ()} | changed
    with ws.stores.catalog.change("test.execute") as change:
        return execute_approval(
            change, ws.stores.catalog, approval.id, subject=Ref.parse(SUBJECT), target="champion", **values  # type: ignore[arg-type]
        )  # fmt: skip


def test_an_independent_vote_approves_and_the_approval_is_used_once(team: Workspace) -> None:
    approval = say(team, ask(team), "user:ben", comment="slices fine")
    assert (approval.state, approval.approved_by) == ("approved", "user:ben")

    assert execute(team, approval).state == "executed"

    with pytest.raises(Conflict, match="used already"):
        execute(team, approval)


@pytest.mark.parametrize("who", ["user:ana", "user:cora"])
def test_neither_author_nor_requester_votes(team: Workspace, who: str) -> None:
    team.access.give(who, role="approver", project="default")
    approval = ask(team)

    with pytest.raises(SeparationOfDuties):
        say(team, approval, who)


def test_a_program_has_no_vote(team: Workspace) -> None:
    team.access.create_principal("service:ci")
    team.access.give("service:ci", role="approver", project="default")

    with pytest.raises(SeparationOfDuties, match="may not vote"):
        say(team, ask(team), "service:ci")


def test_one_rejection_closes_with_its_reason(team: Workspace) -> None:
    approval = say(team, ask(team), "user:ben", approve=False, comment="recall for regional carriers fell")

    assert (approval.state, approval.reason) == ("rejected", "recall for regional carriers fell")
    with pytest.raises(Conflict, match="rejected"):
        say(team, approval, "user:dan")
    with pytest.raises(RefusedByPolicy, match="is rejected"):
        execute(team, approval)


def test_two_votes_take_two_people(team: Workspace) -> None:
    team.approvals.set_policy("model", "champion", rules=ApprovalRules(min_votes=2))
    approval = ask(team)

    assert say(team, approval, "user:ben").state == "open"
    assert say(team, approval, "user:ben").state == "open"
    assert say(team, approval, "user:dan").state == "approved"


def test_the_software_votes_only_where_policy_says_so_and_it_shows(team: Workspace) -> None:
    with calling(Call(principal=SYSTEM)), pytest.raises(RefusedByPolicy, match="may not approve"):
        team.approvals.vote(ask(team).id, approve=True)

    team.approvals.set_policy("model", "champion", rules=ApprovalRules(auto_approve_by="policy", min_votes=3))
    approval = ask(team, by="user:ana")
    with calling(Call(principal=SYSTEM)):
        voted = team.approvals.vote(approval.id, approve=True)

    assert (voted.state, voted.approved_by, voted.votes[0].is_by_policy) == ("approved", "policy", True)


@pytest.mark.parametrize(
    "changed",
    [{"subject_digest": digest("another version")}, {"evidence": ()}],
    ids=["another version", "other evidence"],
)
def test_an_approval_holds_only_for_what_was_seen(team: Workspace, changed: dict[str, object]) -> None:
    approval = say(team, ask(team), "user:ben")

    with pytest.raises(RefusedByPolicy, match="no longer fits"):
        execute(team, approval, **changed)
    assert team.approvals.get(approval.id).state == "approved"


def test_a_voter_found_to_be_an_author_later_does_not_count(team: Workspace) -> None:
    approval = say(team, ask(team, authors=()), "user:ben")

    with pytest.raises(SeparationOfDuties, match="user:ben"):
        execute(team, approval, authors=("user:ben",))


def test_a_voter_who_lost_the_role_does_not_count(team: Workspace) -> None:
    approval = say(team, ask(team), "user:ben")
    team.access.revoke("user:ben", role="approver", project="default")

    with pytest.raises(RefusedByPolicy, match="does not count"):
        execute(team, approval)


def test_changed_evidence_voids_what_waits(team: Workspace) -> None:
    approval = say(team, ask(team), "user:ben")

    with team.stores.catalog.change("test.void") as change:
        assert void_requests(change, SUBJECT, "another evaluation was attached") == 1

    assert (team.approvals.get(approval.id).state, team.approvals.get(approval.id).reason[:7]) == ("void", "another")


def test_a_request_and_an_approval_expire(team: Workspace, clock: SimulatedClock) -> None:
    waiting, approved = ask(team), say(team, ask(team, by="user:ana", authors=()), "user:ben")
    clock.advance(timedelta(days=14))

    assert team.approvals.get(waiting.id).state == "expired"
    assert {a.id for a in team.approvals.list_approvals(state="expired")} == {waiting.id, approved.id}
    with pytest.raises(Conflict, match="expired"):
        say(team, waiting, "user:ben")
    with pytest.raises(RefusedByPolicy, match="expired"):
        execute(team, approved)


def test_the_stricter_policy_counts_when_it_changes_in_between(team: Workspace) -> None:
    team.approvals.set_policy("model", "champion", rules=ApprovalRules())
    approval = ask(team)
    team.approvals.set_policy("model", "champion", rules=ApprovalRules(min_votes=2))

    assert say(team, approval, "user:ben").state == "open"


def test_only_the_requester_withdraws(team: Workspace) -> None:
    approval = ask(team)

    with as_principal("user:ana"), pytest.raises(Forbidden, match="somebody else"):
        team.approvals.withdraw(approval.id)
    with as_principal("user:cora"):
        assert team.approvals.withdraw(approval.id, reason="found a bug").state == "withdrawn"


def test_asking_again_is_the_same_request(team: Workspace) -> None:
    assert ask(team).id == ask(team).id


def test_every_step_is_on_record_and_in_the_lineage(team: Workspace) -> None:
    approval = say(team, ask(team), "user:ben")
    execute(team, approval)

    kinds = [entry.kind for entry in team.audit.list_events(ref=f"approval:{approval.id}")]
    assert kinds == ["approval.requested", "approval.voted", "approval.executed"]
    assert f"approval:{approval.id}" in team.lineage.up(SUBJECT).nodes


def test_policies_and_requests_work_alike_everywhere(ws: Workspace) -> None:
    policy = ws.approvals.set_policy("model", "champion", rules=ApprovalRules(gates=("evaluation",)))
    approval = ws.approvals.request(SUBJECT, subject_digest=DIGEST, target="champion", evidence=SEEN)

    assert ws.approvals.list_policies() == [policy]
    assert ws.approvals.get(approval.id) == approval
    assert [a.id for a in ws.approvals.list_approvals(state="open", ref=SUBJECT)] == [approval.id]
    with pytest.raises(SeparationOfDuties):
        ws.approvals.vote(approval.id, approve=True)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (lambda rules: rules.min_votes, 3),
        (lambda rules: rules.roles, ("admin",)),
        (lambda rules: rules.gates, ("a", "b")),
        (lambda rules: rules.auto_approve_by, "nobody"),
    ],
)
def test_the_stricter_of_two_policies(field: Callable[[ApprovalRules], object], expected: object) -> None:
    one = ApprovalRules(min_votes=3, gates=("a",), auto_approve_by="policy")
    other = ApprovalRules(roles=("admin",), gates=("b",))

    assert field(stricter(one, other)) == expected
