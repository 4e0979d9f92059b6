"""What a monitor and an incident say when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.governance.facts import Facts
from flyball.monitoring.incidents import find_incident, to_incident
from flyball.monitoring.model import Incident, Monitor, Window
from flyball.monitoring.rows import monitor_row, newest_windows, to_monitor
from flyball.store import Stores


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """What a monitor compares with what, and what its newest window showed; raises `NotFound`."""
    with stores.catalog.read() as connection:
        monitor = to_monitor(monitor_row(connection, project, ref.name))
        windows = newest_windows(connection, project, ref.name, limit=1)
    newest = windows[0] if windows else None
    baseline = monitor.baseline
    return Facts(
        ref=f"monitor:{monitor.name}",
        sentence=_sentence(monitor, newest),
        facts={
            "version": monitor.version,
            "deployment": monitor.spec.deployment,
            "reference": monitor.reference,
            "reference_roc_auc": None if baseline is None else baseline.roc_auc,
            "false_alarms": monitor.spec.false_alarms,
            "max_drop": monitor.spec.max_drop,
            "alarms": [] if newest is None else [finding.says for finding in newest.findings if finding.alarm],
        },
        parents=() if monitor.reference is None else (monitor.reference,),
    )


def incident_facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """What went wrong, how long, and who looked after it; raises `NotFound`."""
    with stores.catalog.read() as connection:
        incident = to_incident(find_incident(connection, project, ref.name))
    return Facts(
        ref=f"incident:{incident.id}",
        sentence=_incident_sentence(incident),
        facts={
            "kind": incident.kind,
            "cause": incident.cause,
            "severity": incident.severity,
            "state": incident.state,
            "says": incident.says,
            "opened_at": incident.opened_at.isoformat(),
            "seen_at": incident.seen_at.isoformat(),
            "windows": incident.windows,
            "acknowledged_by": incident.acknowledged_by,
            "closed_at": None if incident.closed_at is None else incident.closed_at.isoformat(),
        },
        parents=(f"deployment:{incident.deployment}",),
    )


def _sentence(monitor: Monitor, newest: Window | None) -> str:
    against = "has no reference yet" if monitor.reference is None else f"compares with {monitor.reference}"
    watched = f"monitor:{monitor.name}@{monitor.version} watches deployment:{monitor.spec.deployment}, {against}"
    if newest is None:
        return f"{watched}, and has not evaluated a window."
    alarms = sum(finding.alarm for finding in newest.findings)
    return (
        f"{watched}, and found {alarms} alarms in {newest.rows} predictions, {newest.labelled} of them labelled, from "
        f"{newest.start:%Y-%m-%d %H:%M} to {newest.end:%Y-%m-%d %H:%M} UTC."
    )


def _incident_sentence(incident: Incident) -> str:
    ended = {
        "open": "it is open",
        "acknowledged": f"{incident.acknowledged_by} looks after it",
        "closed": f"it ended on {incident.closed_at:%Y-%m-%d %H:%M} UTC" if incident.closed_at else "it ended",
    }[incident.state]
    shown = "one window" if incident.windows == 1 else f"{incident.windows} windows"
    return (
        f"{incident.kind} incident on deployment:{incident.deployment}, shown by {shown} until "
        f"{incident.seen_at:%Y-%m-%d %H:%M} UTC; {ended}: {incident.says.rstrip('.')}."
    )
