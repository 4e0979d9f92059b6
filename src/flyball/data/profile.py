"""Profiles: each fragment is summarised once, a version's profile is the merge of its fragments'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import pyarrow as pa
from sqlalchemy import Connection, select

from flyball.core import digest
from flyball.data import tables as t
from flyball.data.manifest import Blobs, Fragment, TableManifest
from flyball.data.model import ColumnProfile, Profile
from flyball.data.read import read_table
from flyball.data.summary import ColumnSummary, distinct_count, histogram, merge, quantile, summarize
from flyball.store.catalog import Change, insert_ignore

Summaries = dict[str, ColumnSummary]
"""Field id (as text) to summary, of one fragment."""
_BINS = 20
_SHARES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def fragment_state(fragment: Fragment) -> str:
    """What a summary is kept under: the objects the rows come from."""
    return digest([file.object for file in fragment.files])


def summarize_fragment(table: pa.Table, manifest: TableManifest) -> Summaries:
    """Every column of a fragment's rows, in one pass per column."""
    return {str(column.id): summarize(table[column.name]) for column in manifest.columns}


def keep_summaries(change: Change, found: Mapping[str, Summaries]) -> None:
    """Store summaries under their fragment's state; equal states have equal summaries, so the first stays."""
    rows = [
        {"project": change.project, "fragment": state, "body": msgspec.msgpack.encode(summaries)}
        for state, summaries in found.items()
    ]
    if rows:
        change.execute(insert_ignore(change.connection, t.fragment_profile), rows)


def load_summaries(
    connection: Connection, objects: Blobs, manifest: TableManifest, *, project: str, last: int | None = None
) -> list[Summaries]:
    """The summaries of a version's fragments (of the last so many only), in order; absent ones are computed."""
    fragments = manifest.fragments[-last:] if last else manifest.fragments
    table = t.fragment_profile
    states = [fragment_state(fragment) for fragment in fragments]
    query = select(table.c.fragment, table.c.body).where(table.c.project == project, table.c.fragment.in_(states))
    kept = {row.fragment: msgspec.msgpack.decode(row.body, type=Summaries) for row in connection.execute(query)}
    return [
        kept.get(state) or summarize_fragment(read_table(objects, manifest, fragments=[fragment]), manifest)
        for state, fragment in zip(states, fragments, strict=True)
    ]


def merge_column(parts: Iterable[Summaries], field: int) -> ColumnSummary | None:
    """One column over several fragments; None when no fragment has it."""
    found = [part[str(field)] for part in parts if str(field) in part]
    return merge(found) if found else None


def make_profile(manifest: TableManifest, parts: list[Summaries], *, ref: str) -> Profile:
    """The profile of a version from its fragments' summaries."""
    columns = []
    for column in manifest.columns:
        merged = merge_column(parts, column.id) or ColumnSummary(rows=0, nulls=0)
        edges, counts = histogram(merged, _BINS)
        nulls = merged.nulls + manifest.rows - merged.rows  # fragments older than the column hold nulls
        columns.append(
            ColumnProfile(
                name=column.name,
                type=column.type,
                rows=manifest.rows,
                nulls=nulls,
                null_share=nulls / manifest.rows if manifest.rows else 0.0,
                distinct=distinct_count(merged),
                low=merged.low,
                high=merged.high,
                mean=merged.total / merged.numbers if merged.numbers else None,
                quantiles={f"{s:g}": q for s in _SHARES if (q := quantile(merged.points, s)) is not None},
                edges=edges,
                counts=counts,
            )
        )
    return Profile(ref=ref, rows=manifest.rows, columns=tuple(columns))
