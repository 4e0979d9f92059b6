"""What a monitor's findings are called as causes of incidents: the same fault has the same name in every window."""

from __future__ import annotations

from flyball.monitoring.model import Finding, IncidentKind, Severity

SEVERITY: dict[IncidentKind, Severity] = {
    "quality": "error",
    "drift": "warn",
    "performance": "error",
    "latency": "warn",
}


def cause_of(finding: Finding) -> str:
    """The cause a finding belongs to: all drifting columns are one, a broken column is one by itself.

    >>> missing = Finding(kind="quality", column="temp", test="missing", p=0, effect=1, alarm=True, says="")
    >>> cause_of(missing)
    'column temp missing'
    """
    if finding.kind == "quality":
        return f"column {finding.column} {finding.test}"
    return "drift" if finding.kind == "drift" else finding.test


def is_own(kind: IncidentKind, cause: str) -> bool:
    """Whether a monitor opens such causes, and so may close them; what people and pipelines report is theirs."""
    if kind == "quality":
        return cause.startswith("column ") and cause.endswith((" missing", " unit"))
    return cause == {"drift": "drift", "performance": "roc_auc", "latency": "latency_p99_ms"}[kind]
