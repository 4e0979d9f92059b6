"""One cause is one incident, from its opening to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flyball.core.errors import Conflict, NotFound
from flyball.monitoring import Incident
from flyball.workspace import Workspace

NOON = datetime(2013, 3, 4, 12, tzinfo=UTC)


def report(ws: Workspace, cause: str = "weather feed", *, days: int = 0, says: str = "no rows") -> Incident:
    return ws.incidents.report(
        "late-flight", kind="quality", cause=cause, says=says, at=NOON + timedelta(days=days), severity="error"
    )


def test_the_same_cause_carries_on_its_incident(ws: Workspace) -> None:
    first = report(ws)

    again = report(ws, days=1, says="still no rows")

    assert again.id == first.id
    assert (again.windows, again.says) == (2, "still no rows")
    assert again.seen_at == NOON + timedelta(days=1)


def test_the_same_report_twice_counts_one_window(ws: Workspace) -> None:
    report(ws, days=1)

    assert report(ws, days=1).windows == 1
    assert report(ws).windows == 1
    assert report(ws).seen_at == NOON + timedelta(days=1)


def test_another_cause_is_another_incident(ws: Workspace) -> None:
    assert report(ws, "weather feed").id != report(ws, "flight feed").id
    assert len(ws.incidents.list_incidents(deployment="late-flight", state="open")) == 2
    assert ws.incidents.list_incidents(deployment="other") == []


def test_incidents_are_listed_by_kind_and_severity_page_by_page(ws: Workspace) -> None:
    made = [report(ws, cause).id for cause in ("weather", "flights", "planes")]
    ws.incidents.report("late-flight", kind="drift", cause="drift", says="moved", at=NOON, severity="warn")

    first = ws.incidents.list_incidents(kind="quality", severity="error", limit=2)
    rest = ws.incidents.list_incidents(kind="quality", severity="error", after=first[-1].id)

    assert sorted(incident.id for incident in [*first, *rest]) == sorted(made)
    assert [incident.kind for incident in ws.incidents.list_incidents(severity="warn")] == ["drift"]


def test_a_cause_that_is_gone_closes_its_incident_and_no_other(ws: Workspace) -> None:
    gone, other = report(ws, "weather feed"), report(ws, "flight feed")

    closed = ws.incidents.clear("late-flight", kind="quality", cause="weather feed", reason="rows again")

    assert closed == [gone.id]
    assert ws.incidents.get(gone.id).state == "closed"
    assert ws.incidents.get(other.id).state == "open"
    assert report(ws, "weather feed", days=2).id != gone.id


def test_somebody_looks_after_an_incident_and_ends_it_with_a_reason(ws: Workspace) -> None:
    incident = report(ws)

    seen = ws.incidents.acknowledge(incident.id)
    assert (seen.state, bool(seen.acknowledged_by)) == ("acknowledged", True)
    closed = ws.incidents.close(incident.id, reason="the provider repaired it")

    assert closed.state == "closed"
    assert closed.closed_at is not None


def test_a_closed_incident_stays_closed(local_ws: Workspace) -> None:
    incident = report(local_ws)
    local_ws.incidents.close(incident.id, reason="repaired")

    with pytest.raises(Conflict):
        local_ws.incidents.close(incident.id, reason="again")
    with pytest.raises(Conflict):
        local_ws.incidents.acknowledge(incident.id)
    with pytest.raises(NotFound):
        local_ws.incidents.get("nothing")


def test_an_incident_says_why(local_ws: Workspace) -> None:
    incident = report(local_ws)

    told = local_ws.why.explain(f"incident:{incident.id}")

    assert "no rows" in told.links[0].sentence
    assert told.links[0].facts["cause"] == "weather feed"
