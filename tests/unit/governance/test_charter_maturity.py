from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from flyball.core import Event, digest
from flyball.core.errors import NotFound
from flyball.governance import Charter
from flyball.governance.charter import Kpi
from flyball.workspace import Workspace
from tests.unit.governance.helpers import as_principal, link, note, person

KPI = Kpi(name="late flights warned in time", unit="percent", target=60.0, owner="operations desk")
CHARTER = Charter(problem="passengers miss connections", decision="whom to warn", kpis=(KPI,))


class CycleOpened(Event, tag="cycle.opened", frozen=True, kw_only=True):
    cause: str
    by_hand: bool


class CycleClosed(Event, tag="cycle.closed", frozen=True, kw_only=True):
    outcome: str
    reason: str


class RolledBack(Event, tag="deployment.rolled-back", frozen=True, kw_only=True):
    gen: int


class GateRefused(Event, tag="gate.refused", frozen=True, kw_only=True):
    says: str


def happen(ws: Workspace, *events: Event) -> None:
    with ws.stores.catalog.change("test") as change:
        for event in events:
            change.emit(event)


def serve(ws: Workspace, *, recorded: bool = True) -> None:
    link(ws, ("model:late@1", "deployment:late"), ("run:1", "model:late@1"))
    if recorded:
        link(ws, ("code:a", "run:1"), ("environment:b", "run:1"), ("dataset:flights@1", "run:1"))


def approve(ws: Workspace) -> None:
    approval = ws.approvals.request("model:late@1", subject_digest=digest("v"), target="champion")
    with as_principal(person(ws, "ben", "approver")):
        ws.approvals.vote(approval.id, approve=True)


def test_a_charter_is_versioned_by_its_words(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        ws.charter.get()
    first = ws.charter.set(body=CHARTER)
    again = ws.charter.set(body=CHARTER)
    second = ws.charter.set(body=Charter(problem="something else"))

    assert (first.version, again.version, second.version) == (1, 1, 2)
    assert ws.charter.get(version=1).body == CHARTER
    assert [c.version for c in ws.charter.history()] == [2, 1]


def test_a_new_project_is_at_level_zero_and_is_told_what_comes_first(ws: Workspace) -> None:
    score = ws.maturity.assess()

    assert (score.level, score.level_name) == (0, "manual")
    assert all(not result.passed for result in score.criteria if result.name != "chain-verified")
    assert "run" in score.next_step


def test_no_data_is_no_pass(local_ws: Workspace) -> None:
    results = {result.name: result for result in local_ws.maturity.assess().criteria}

    assert results["recorded-origin"].value is None
    assert results["recorded-origin"].says.startswith("nothing to measure")


def test_the_level_is_the_highest_whose_criteria_and_all_below_hold(local_ws: Workspace) -> None:
    serve(local_ws, recorded=False)
    assert local_ws.maturity.assess().level == 0
    serve(local_ws)
    assert local_ws.maturity.assess().level == 1

    approve(local_ws)
    link(local_ws, ("deployment:late", "monitor:late"))
    assert local_ws.maturity.assess().next_step.startswith("rehearse one")
    happen(local_ws, RolledBack(ref="deployment:late", gen=2))
    assert local_ws.maturity.assess().level == 2

    happen(
        local_ws,
        CycleOpened(ref="cycle:1", cause="drift", by_hand=False),
        CycleClosed(ref="cycle:1", outcome="promoted", reason="better"),
        GateRefused(ref="model:late@2", says="worse"),
    )
    local_ws.charter.set(body=CHARTER)
    score = local_ws.maturity.record()

    assert (score.level, score.next_step) == (3, "")
    assert local_ws.maturity.history()[0].level == 3


def test_the_level_is_that_of_the_days_up_to_a_moment(local_ws: Workspace) -> None:
    serve(local_ws)
    approve(local_ws)
    link(local_ws, ("deployment:late", "monitor:late"))
    happen(local_ws, RolledBack(ref="deployment:late", gen=2))
    today = local_ws.maturity.assess()
    next_year = today.at + timedelta(days=365)

    assert local_ws.maturity.assess(until=today.at).level == today.level == 2
    assert local_ws.maturity.assess(until=next_year).level < 2
    assert local_ws.maturity.assess(until=next_year).at == next_year


def test_a_drop_names_its_criterion(local_ws: Workspace) -> None:
    serve(local_ws)
    local_ws.maturity.record()
    link(local_ws, ("model:late@2", "deployment:late"))
    local_ws.maturity.record()

    moved = local_ws.audit.list_events(kind="maturity.moved")
    assert [entry.detail["after"] for entry in moved if entry.detail] == [1, 0]
    assert "recorded-origin" in (moved[-1].detail or {})["because"]


def test_cycles_by_hand_do_not_count(local_ws: Workspace) -> None:
    for number, by_hand in enumerate([True, True, False]):
        happen(
            local_ws,
            CycleOpened(ref=f"cycle:{number}", cause="drift", by_hand=by_hand),
            CycleClosed(ref=f"cycle:{number}", outcome="promoted", reason=""),
        )

    results = {result.name: result for result in local_ws.maturity.assess().criteria}
    assert results["hands-free-retraining"].value == pytest.approx(1 / 3)
    assert results["hands-free-retraining"].evidence == ("cycle:0", "cycle:1")


def test_a_forged_record_fails_the_chain(local_ws: Workspace) -> None:
    note(local_ws, 3)
    with local_ws.stores.catalog.writer.connect() as connection, connection.begin():
        connection.execute(text("UPDATE event SET actor = 'user:nobody' WHERE seq = 2"))

    results = {result.name: result for result in local_ws.maturity.assess().criteria}
    assert (results["chain-verified"].value, results["chain-verified"].evidence) == (0.0, ("event:2",))


def test_events_older_than_the_window_do_not_count(local_ws: Workspace) -> None:
    happen(local_ws, RolledBack(ref="deployment:late", gen=2))
    with local_ws.stores.catalog.writer.connect() as connection, connection.begin():
        connection.execute(text("UPDATE event SET at = at - 91 * 86400000000.0"))

    results = {result.name: result for result in local_ws.maturity.assess().criteria}
    assert results["rollback"].value is None
