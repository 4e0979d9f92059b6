"""Decide what of a candidate version may be published: verify it, run the suite, set failing rows aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import pyarrow as pa

from flyball.core.errors import BadInput
from flyball.data.build import assemble
from flyball.data.checks import Finding, Landing, Reference, evaluate
from flyball.data.checks.landing import BoolArray
from flyball.data.expectations import Expectation, Suite
from flyball.data.fragments import column_stats, to_parquet, write_fragment
from flyball.data.hashing import table_sums
from flyball.data.keys import check_keys_against, check_new_keys
from flyball.data.manifest import Blobs, Fragment, TableManifest, put_manifest
from flyball.data.model import CheckResult, ValidationReport, Verdict
from flyball.data.profile import Summaries, fragment_state, summarize_fragment
from flyball.data.read import read_table
from flyball.data.refusal import is_blocking

Scope = Literal["landed", "whole"]


@dataclass(frozen=True)
class Candidate:
    """A manifest that somebody wants to commit, and the head it would follow."""

    name: str
    manifest: TableManifest
    digest: str
    head: TableManifest | None

    @property
    def scope(self) -> Scope:
        """`landed` when every fragment of the head is kept, so that only the new rows need judging."""
        return "landed" if self.head is not None and self._is_append(self.head) else "whole"

    def _is_append(self, head: TableManifest) -> bool:
        mine = [fragment.id for fragment in self.manifest.fragments]
        return mine[: len(head.fragments)] == [fragment.id for fragment in head.fragments]

    @property
    def fresh(self) -> tuple[Fragment, ...]:
        """The fragments that the head does not have."""
        known = {fragment.id for fragment in self.head.fragments} if self.head else set()
        return tuple(fragment for fragment in self.manifest.fragments if fragment.id not in known)

    @property
    def judged(self) -> tuple[Fragment, ...]:
        """The fragments whose rows the suite sees."""
        return self.fresh if self.scope == "landed" else self.manifest.fragments


@dataclass(frozen=True)
class Judgement:
    """The report, and what follows from it: the manifest to publish, the object with rows set aside."""

    report: ValidationReport
    accepted: TableManifest
    accepted_digest: str
    rejected: str | None
    summaries: dict[str, Summaries]


def judge(
    objects: Blobs,
    candidate: Candidate,
    *,
    suite: Suite,
    reference: Reference | None,
    now: datetime,
    verify: bool,
) -> Judgement:
    """Read the new rows once and decide. Raises `BadInput` for keys that are null or repeated, and when `verify` finds
    that the manifest does not describe its fragments.
    """
    manifest, fresh, judged = candidate.manifest, candidate.fresh, candidate.judged
    tables = {fragment.id: read_table(objects, manifest, fragments=[fragment]) for fragment in fresh}
    if verify:
        _verify(manifest, fresh, tables)
    if manifest.key:
        _check_keys(objects, candidate, list(tables.values()))
    if suite.checks:  # a whole table is judged with the rows it shares with the head
        others = [fragment for fragment in judged if fragment.id not in tables]
        tables |= {fragment.id: read_table(objects, manifest, fragments=[fragment]) for fragment in others}
    rows = concat([tables[fragment.id] for fragment in judged if fragment.id in tables], manifest, objects)
    results, rejected, reasons = judge_rows(suite, Landing(rows, now, reference))
    verdict = verdict_of(results, rejected)
    accepted, rejected_object = manifest, None
    if verdict == "quarantined":
        accepted, tables = _without(objects, manifest, judged, tables, rejected)
        rejected_object = objects.put(to_parquet(with_reasons(rows, rejected, reasons)))
    landed = sum(fragment.rows for fragment in judged)
    quarantined = int(rejected.sum()) if rejected_object else 0
    report = ValidationReport(
        dataset=candidate.name,
        digest=manifest.digest,
        suite_version=suite.version,
        against=reference.version if reference else 0,
        scope=candidate.scope,
        verdict=verdict,
        landed=landed,
        accepted=0 if verdict == "blocked" else landed - quarantined,
        quarantined=quarantined,
        results=results,
        at=now,
    )
    known = {fragment.id for fragment in candidate.head.fragments} if candidate.head else set()
    summaries = {
        fragment_state(fragment): summarize_fragment(tables[fragment.id], accepted)
        for fragment in accepted.fragments
        if fragment.id not in known and verdict != "blocked"
    }
    stored = candidate.digest if accepted is manifest else put_manifest(objects, accepted)
    return Judgement(report, accepted, stored, rejected_object, summaries)


def judge_rows(suite: Suite, landing: Landing) -> tuple[tuple[CheckResult, ...], BoolArray, dict[str, BoolArray]]:
    """Run the suite: the results, the rows to set aside, and for each failed row check the rows that failed it."""
    rejected = np.zeros(landing.table.num_rows, dtype=np.bool_)
    reasons: dict[str, BoolArray] = {}
    results = []
    for check in suite.checks:
        finding = evaluate(check, landing)
        results.append(_result(check, finding))
        if finding.status == "failed" and finding.failing is not None and check.severity == "error":
            rejected |= finding.failing
            reasons[check.name] = finding.failing
    return tuple(results), rejected, reasons


def with_reasons(rows: pa.Table, rejected: BoolArray, reasons: dict[str, BoolArray]) -> pa.Table:
    """The rows set aside, each with the names of the checks it failed in `_reasons`."""
    places = np.flatnonzero(rejected)
    texts = [[name for name, failing in reasons.items() if failing[place]] for place in places.tolist()]
    return rows.take(pa.array(places)).append_column("_reasons", pa.array(texts, pa.list_(pa.string())))


def concat(tables: Sequence[pa.Table], manifest: TableManifest, objects: Blobs) -> pa.Table:
    """The tables as one, in one chunk per column; without any, an empty one with the manifest's columns."""
    whole = pa.concat_tables(tables) if tables else read_table(objects, manifest, fragments=[])
    return whole.combine_chunks()


def _result(check: Expectation, finding: Finding) -> CheckResult:
    failing = int(finding.failing.sum()) if finding.failing is not None else int(finding.status == "failed")
    points_at_rows = finding.failing is not None
    return CheckResult(
        name=check.name,
        check=str(check.__struct_config__.tag),
        columns=check.columns_used,
        severity=check.severity,
        status=finding.status,
        checked=finding.checked,
        failing=failing,
        observed=finding.observed,
        sentence=finding.sentence,
        at_rows=points_at_rows,
    )


def verdict_of(results: Sequence[CheckResult], rejected: BoolArray) -> Verdict:
    """What follows from the findings: block everything, set rows aside, or publish."""
    if any(is_blocking(result) for result in results):
        return "blocked"
    if rejected.any():
        return "quarantined"
    is_warned = any(result.status == "failed" and result.severity != "info" for result in results)
    return "warned" if is_warned else "passed"


def _check_keys(objects: Blobs, candidate: Candidate, fresh: Sequence[pa.Table]) -> None:
    manifest = candidate.manifest
    rows = concat([table.select(list(manifest.key_names)) for table in fresh], manifest, objects)
    check_new_keys(rows, name=candidate.name, key=manifest.key_names)
    new = {fragment.id for fragment in candidate.fresh}
    others = [fragment for fragment in manifest.fragments if fragment.id not in new]
    check_keys_against(objects, rows, manifest, others, name=candidate.name)


def _verify(manifest: TableManifest, fresh: Sequence[Fragment], tables: dict[str, pa.Table]) -> None:
    """A manifest from elsewhere must say the truth about its fragments, since equality is decided by its digest."""
    ids = {column.name: str(column.id) for column in manifest.columns}
    for fragment in fresh:
        sums = table_sums(tables[fragment.id], key=manifest.key_names)
        told = {field: total for field, total in fragment.col_sums.items() if field in ids.values()}
        if sums.row_sum != fragment.row_sum or {ids[n]: s for n, s in sums.col_sums.items()} != told:
            raise BadInput("the manifest does not describe its fragments", why=f"sums of fragment {fragment.id} differ")
        if {ids[n]: column_stats(tables[fragment.id][n]) for n in ids} != fragment.stats:
            raise BadInput("the manifest does not describe its fragments", why=f"bounds of {fragment.id} differ")
    made = assemble(
        manifest.fragments, columns=manifest.columns, key=manifest.key_names, next_field=manifest.next_field
    )
    if made != manifest:
        raise BadInput("the manifest does not describe its fragments", why="its totals or its digest differ")


def _without(
    objects: Blobs,
    manifest: TableManifest,
    judged: Sequence[Fragment],
    tables: dict[str, pa.Table],
    rejected: BoolArray,
) -> tuple[TableManifest, dict[str, pa.Table]]:
    """The manifest without the rejected rows; only fragments that hold some are written again."""
    kept: dict[str, Fragment | None] = {}
    tables = dict(tables)
    start = 0
    for ordinal, fragment in enumerate(judged):
        bad = rejected[start : start + fragment.rows]
        start += fragment.rows
        if not bad.any():
            continue
        rows = tables[fragment.id].filter(pa.array(~bad))
        sums = table_sums(rows, key=manifest.key_names)
        kept[fragment.id] = None
        if rows.num_rows:
            made = write_fragment(
                objects, rows, columns=manifest.columns, sums=sums, parent=fragment.id, ordinal=ordinal
            )
            kept[fragment.id], tables[made.id] = made, rows
    fragments = [kept.get(fragment.id, fragment) for fragment in manifest.fragments]
    accepted = assemble(
        [fragment for fragment in fragments if fragment is not None],
        columns=manifest.columns,
        key=manifest.key_names,
        next_field=manifest.next_field,
    )
    return accepted, tables
