"""Rows that failed a check go to the dataset `<name>.quarantine`, each with its reasons and the commit that met it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Row

from flyball.core import Ref
from flyball.data import tables as t
from flyball.data.build import Parent, build_append, build_replacement
from flyball.data.events import DatasetQuarantined
from flyball.data.fragments import from_parquet
from flyball.data.lookup import find_dataset, get_version
from flyball.data.made import record_made
from flyball.data.manifest import TableManifest, get_manifest, put_manifest
from flyball.data.model import MAIN, DatasetVersion, QuarantineSummary, RowsPage
from flyball.data.record import NewVersion, lock_head, record_version
from flyball.data.types import parse_type
from flyball.store import Stores
from flyball.store.catalog import Change

SUFFIX = ".quarantine"


def set_aside(stores: Stores, change: Change, dataset: Row[Any], rejected: str, *, met: str) -> DatasetVersion:
    """Append the rejected rows; `met` is the version they would have been part of."""
    rows = from_parquet(stores.objects.get(rejected), None, name=rejected)
    rows = rows.append_column("_commit", pa.array([met] * rows.num_rows, pa.string()))
    target = _ensure_dataset(stores, change, dataset)
    head = lock_head(change, target, MAIN, None)
    parent = _parent(stores, change, target, head)
    manifest = (
        build_append(stores.objects, _evolved(rows, parent.manifest), key=(), parent=parent)
        if parent
        else build_replacement(stores.objects, rows, key=(), parent=None)
    )
    stored = put_manifest(stores.objects, manifest)
    known = set(parent.manifest.objects()) if parent else set()
    record_made(stores, change, [stored, *(digest for digest in manifest.objects() if digest not in known)])
    new = NewVersion(
        digest=manifest.digest,
        manifest=stored,
        rows=manifest.rows,
        size_bytes=manifest.size_bytes,
        new_bytes=manifest.size_bytes - (parent.manifest.size_bytes if parent else 0),
        added=rows.num_rows,
        deleted=0,
        changed=0,
        quarantined=0,
        suite_version=0,
        suite_status="none",
    )
    message = f"{rows.num_rows} rows set aside from {dataset.name}"
    made = record_version(change, target, new, ids=stores.ids, branch=MAIN, parent=head, message=message)
    change.link(met, made.ref, "rejected")
    change.emit(DatasetQuarantined(ref=met, into=made.ref, rows=rows.num_rows))
    return made


def summarize_quarantine(name: str, table: pa.Table | None, rows: RowsPage | None) -> QuarantineSummary:
    """Counts by reason; a row with two reasons counts for both."""
    if table is None:
        return QuarantineSummary(dataset=name, total=0, by_reason={}, rows=None)
    reasons = pc.value_counts(pc.list_flatten(table["_reasons"]))
    counts = {entry["values"]: entry["counts"] for entry in reasons.to_pylist()}
    return QuarantineSummary(dataset=name, total=table.num_rows, by_reason=dict(sorted(counts.items())), rows=rows)


def _ensure_dataset(stores: Stores, change: Change, dataset: Row[Any]) -> Row[Any]:
    name = f"{dataset.name}{SUFFIX}"
    found = find_dataset(change.connection, change.project, name)
    if found is not None:
        return found
    row = {
        "id": stores.ids.new(),
        "project": change.project,
        "name": name,
        "content": "table",
        "key": "[]",
        "label": None,
        "time_column": None,
        "description": f"Rows of dataset:{dataset.name} that failed a check.",
        "owner": change.call.principal.id,
        "created_at": change.now_us,
    }
    change.execute(t.dataset.insert(), row)
    made = find_dataset(change.connection, change.project, name)
    if made is None:
        raise LookupError(name)
    return made


def _parent(stores: Stores, change: Change, target: Row[Any], head: int | None) -> Parent | None:
    if head is None:
        return None
    version = get_version(change.connection, target, head)
    manifest = get_manifest(stores.objects, version.manifest)
    return Parent(manifest, version.manifest) if isinstance(manifest, TableManifest) else None


def _evolved(rows: pa.Table, manifest: TableManifest) -> pa.Table:
    """Quarantine outlives the columns of its dataset: one that is gone is null, one that changed its type is text."""
    for column in manifest.columns:
        kind = parse_type(column.type)
        if column.name not in rows.column_names:
            rows = rows.append_column(column.name, pa.nulls(rows.num_rows, kind))
    return rows


def met_by(dataset: Row[Any], n: int) -> str:
    """How rows say which version they would have been part of."""
    return str(Ref("dataset", dataset.name, str(n)))
