"""Judge every row of a published version."""

from __future__ import annotations

from flyball.data.checks import Landing
from flyball.data.events import DatasetValidated
from flyball.data.judge import judge_rows, verdict_of
from flyball.data.lookup import get_dataset, get_suite, get_version
from flyball.data.manifest import get_manifest
from flyball.data.model import ValidationReport
from flyball.data.read import read_table
from flyball.data.reference import reference_to, table_of
from flyball.data.validations import find_validation, keep_validation
from flyball.store import Service, Stores
from flyball.store.catalog import Change


def validate_version(
    stores: Stores, service: Service, name: str, *, version: str, against: str | None
) -> ValidationReport:
    """Judge by the newest suite, compared with another version; nothing is set aside, the result is kept."""
    with service.read() as connection:
        dataset = get_dataset(connection, service.project, name)
        found = get_version(connection, dataset, version)
        suite = get_suite(connection, dataset.id)
        other = against or (str(found.parent) if found.parent else None)
        compared = get_version(connection, dataset, other) if other else None
        kept = find_validation(
            connection,
            dataset,
            digest=found.digest,
            suite_version=suite.version,
            against=compared.n if compared else 0,
            scope="whole",
        )
        if kept is not None:
            return kept.report
        manifest = table_of(get_manifest(stores.objects, found.manifest), name)
        reference = reference_to(stores, service.project, compared, scope="whole")
        landing = Landing(read_table(stores.objects, manifest).combine_chunks(), stores.clock.now(), reference)
        results, rejected, _ = judge_rows(suite, landing)
    verdict = verdict_of(results, rejected)
    report = ValidationReport(
        dataset=name,
        digest=found.digest,
        suite_version=suite.version,
        against=compared.n if compared else 0,
        scope="whole",
        verdict=verdict,
        landed=manifest.rows,
        accepted=0 if verdict == "blocked" else manifest.rows - int(rejected.sum()),
        quarantined=0 if verdict == "blocked" else int(rejected.sum()),
        results=results,
        at=landing.now,
    )
    with service.change() as change:
        if keep_validation(change, dataset.id, report):
            tell(change, report, ref=found.ref)
    return report


def tell(change: Change, report: ValidationReport, *, ref: str) -> None:
    """Put the verdict on the spine."""
    change.emit(
        DatasetValidated(
            ref=ref,
            verdict=report.verdict,
            suite_version=report.suite_version,
            landed=report.landed,
            quarantined=report.quarantined,
            failed=tuple(result.name for result in report.failed),
            is_critical=any(result.severity == "critical" for result in report.failed),
        )
    )
