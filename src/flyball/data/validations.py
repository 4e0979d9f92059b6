"""Keep what suites found, once and for ever, and find it again."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, select, update

from flyball.core import from_us, to_us
from flyball.data import tables as t
from flyball.data.judge import Judgement
from flyball.data.model import CheckResult, ValidationReport
from flyball.store.catalog import Change, insert_ignore


class Kept(NamedTuple):
    """A validation as it was recorded; `accepted` and `rejected` name objects."""

    report: ValidationReport
    accepted: str | None
    rejected: str | None
    is_set_aside: bool


def keep_validation(
    change: Change, dataset_id: str, report: ValidationReport, *, judgement: Judgement | None = None
) -> bool:
    """Record a report; False when this suite has judged this content before, whose results then stay."""
    key = _key(dataset_id, report)
    at = to_us(report.at)
    row = {
        **key,
        "verdict": report.verdict,
        "accepted": judgement.accepted_digest if judgement else None,
        "rejected": judgement.rejected if judgement else None,
        "landed": report.landed,
        "quarantined": report.quarantined,
        "set_aside": 0,
        "at": at,
    }
    if change.execute(insert_ignore(change.connection, t.validation), row).rowcount == 0:
        return False
    results = [
        {
            **key,
            "check_name": result.name,
            "status": result.status,
            "severity": result.severity,
            "failing": result.failing,
            "at": at,
            "body": msgspec.json.encode(result),
        }
        for result in report.results
    ]
    if results:
        change.execute(insert_ignore(change.connection, t.check_result), results)
    return True


def find_validation(
    connection: Connection, dataset: Row[Any], *, digest: str, suite_version: int, against: int, scope: str
) -> Kept | None:
    """The record of a suite's judgement on this content, compared with that version."""
    table = t.validation
    query = select(table).where(
        table.c.dataset_id == dataset.id,
        table.c.digest == digest,
        table.c.suite_version == suite_version,
        table.c.against == against,
        table.c.scope == scope,
    )
    row = connection.execute(query).one_or_none()
    return _kept(connection, dataset, row) if row is not None else None


def list_validations(connection: Connection, dataset: Row[Any], *, limit: int, before_us: int | None) -> list[Kept]:
    """Newest first."""
    table = t.validation
    query = select(table).where(table.c.dataset_id == dataset.id)
    if before_us is not None:
        query = query.where(table.c.at < before_us)
    rows = connection.execute(query.order_by(table.c.at.desc(), table.c.digest).limit(limit)).all()
    return [_kept(connection, dataset, row) for row in rows]


def mark_set_aside(change: Change, dataset_id: str, report: ValidationReport) -> None:
    """The rejected rows are in the quarantine dataset now; a repeated commit must not put them there again."""
    key = _key(dataset_id, report)
    change.execute(
        update(t.validation).where(*(t.validation.c[name] == value for name, value in key.items())).values(set_aside=1)
    )


def _key(dataset_id: str, report: ValidationReport) -> dict[str, str | int]:
    return {
        "dataset_id": dataset_id,
        "digest": report.digest,
        "suite_version": report.suite_version,
        "against": report.against,
        "scope": report.scope,
    }


def _kept(connection: Connection, dataset: Row[Any], row: Row[Any]) -> Kept:
    table = t.check_result
    query = select(table.c.body).where(
        table.c.dataset_id == dataset.id,
        table.c.digest == row.digest,
        table.c.suite_version == row.suite_version,
        table.c.against == row.against,
        table.c.scope == row.scope,
    )
    found = connection.execute(query.order_by(table.c.check_name)).scalars()
    report = ValidationReport(
        dataset=dataset.name,
        digest=row.digest,
        suite_version=row.suite_version,
        against=row.against,
        scope=row.scope,
        verdict=row.verdict,
        landed=row.landed,
        accepted=0 if row.verdict == "blocked" else row.landed - row.quarantined,
        quarantined=row.quarantined,
        results=tuple(msgspec.json.decode(body, type=CheckResult) for body in found),
        at=from_us(row.at),
    )
    return Kept(report, row.accepted, row.rejected, bool(row.set_aside))
