"""The error that a blocked landing raises."""

from __future__ import annotations

from flyball.core.errors import ValidationFailed
from flyball.data.model import CheckResult, ValidationReport


def is_blocking(result: CheckResult) -> bool:
    """Whether this finding keeps everything from being published."""
    if result.status not in {"failed", "not-evaluated"}:
        return False
    return result.severity == "critical" or (result.severity == "error" and not result.at_rows)


def refusal(report: ValidationReport) -> ValidationFailed:
    """The error that names what blocked, with the observed numbers."""
    blockers = [result for result in report.results if is_blocking(result)]
    why = "; ".join(f"{result.name}: {result.sentence}" for result in blockers)
    return ValidationFailed(
        f"{report.landed:,} rows for dataset:{report.dataset} were not published, {len(blockers)} checks failed",
        why=why[:1500],
        hint=f"flyball data expect {report.dataset} shows the checks",
        details={"failed": [result.name for result in blockers], "digest": report.digest},
    )
