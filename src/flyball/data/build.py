"""Make the manifest of a next version, storing only the runs of rows that the version before does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from flyball.core.errors import SchemaMismatch
from flyball.data.fragments import write_fragment
from flyball.data.hashing import ZERO, Sums, add_sums, table_sums
from flyball.data.manifest import FRAGMENT_ROWS, Blobs, Column, Fragment, TableManifest, table_digest
from flyball.data.schema import assign_columns, fit_to
from flyball.data.types import family, parse_type


class Parent(NamedTuple):
    """The version a new one is built on."""

    manifest: TableManifest
    digest: str


def build_replacement(objects: Blobs, table: pa.Table, *, key: Sequence[str], parent: Parent | None) -> TableManifest:
    """The table is now exactly these rows. Where a run of them equals a fragment of the parent, that is used again."""
    known = parent.manifest.columns if parent else ()
    fitted = fit_to(table, known, append=False)
    columns = assign_columns(fitted.schema, known, following=parent.manifest.next_field if parent else 1)
    _check_key(key, columns)
    pieces, start = _leading_fragments(fitted, columns, key, parent)
    pieces += _cut(fitted.slice(start))
    return _assemble(objects, pieces, columns=columns, key=key, parent=parent)


def build_append(objects: Blobs, table: pa.Table, *, key: Sequence[str], parent: Parent) -> TableManifest:
    """The parent's rows and these; nothing of the parent is read or written again."""
    known = parent.manifest.columns
    fitted = fit_to(table, known, append=True)
    columns = assign_columns(fitted.schema, known, following=parent.manifest.next_field)
    pieces: list[Fragment | pa.Table] = list(parent.manifest.fragments)
    pieces += _cut(fitted)
    return _assemble(objects, pieces, columns=columns, key=key, parent=parent)


def assemble(
    fragments: Sequence[Fragment], *, columns: tuple[Column, ...], key: Sequence[str], next_field: int
) -> TableManifest:
    """The manifest over fragments that are stored already."""
    ids = {column.name: column.id for column in columns}
    row_sum = add_sums([fragment.row_sum for fragment in fragments])
    fields = [str(ids[c.name]) for c in columns if key and c.name not in key]
    col_sums = {f: add_sums([fragment.col_sums[f] for fragment in fragments if f in fragment.col_sums]) for f in fields}
    rows = sum(fragment.rows for fragment in fragments)
    return TableManifest(
        key=tuple(ids[name] for name in key),
        columns=columns,
        next_field=next_field,
        rows=rows,
        size_bytes=sum(fragment.size_bytes for fragment in fragments),
        row_sum=row_sum,
        col_sums=col_sums,
        digest=table_digest(columns, rows=rows, row_sum=row_sum, col_sums=col_sums),
        fragments=tuple(fragments),
    )


def _assemble(
    objects: Blobs,
    pieces: Sequence[Fragment | pa.Table],
    *,
    columns: tuple[Column, ...],
    key: Sequence[str],
    parent: Parent | None,
) -> TableManifest:
    born = parent.digest if parent else ""
    fragments = [
        piece
        if isinstance(piece, Fragment)
        else write_fragment(
            objects, piece, columns=columns, sums=table_sums(piece, key=tuple(key)), parent=born, ordinal=ordinal
        )
        for ordinal, piece in enumerate(pieces)
    ]
    known = parent.manifest.next_field if parent else 1
    following = max([known, *(column.id + 1 for column in columns)])
    return assemble(fragments, columns=columns, key=key, next_field=following)


def _leading_fragments(
    table: pa.Table, columns: tuple[Column, ...], key: Sequence[str], parent: Parent | None
) -> tuple[list[Fragment | pa.Table], int]:
    """Walk the parent's fragments along the new rows: equal runs are reused, different ones stored anew."""
    if parent is None or not _is_comparable(columns, key, parent.manifest):
        return [], 0
    pieces: list[Fragment | pa.Table] = []
    start = 0
    for fragment in parent.manifest.fragments:
        if start + fragment.rows > table.num_rows or not fragment.rows:
            break
        run = table.slice(start, fragment.rows)
        pieces.append(fragment if _holds(fragment, table_sums(run, key=tuple(key)), columns) else run)
        start += fragment.rows
    return pieces, start


def _is_comparable(columns: tuple[Column, ...], key: Sequence[str], manifest: TableManifest) -> bool:
    """Sums tell equality only between columns whose types are of one family, and under the same key."""
    families = {column.id: family(parse_type(column.type)) for column in manifest.columns}
    same_types = all(families.get(c.id) in {None, family(parse_type(c.type))} for c in columns)
    return tuple(key) == manifest.key_names and same_types and (bool(key) or len(columns) == len(families))


def _holds(fragment: Fragment, sums: Sums, columns: tuple[Column, ...]) -> bool:
    ids = {column.name: str(column.id) for column in columns}
    by_field = {ids[name]: total for name, total in sums.col_sums.items()}
    # Nulls add nothing to a sum, so a column that the fragment never had equals one without values.
    return sums.row_sum == fragment.row_sum and all(fragment.col_sums.get(f, ZERO) == s for f, s in by_field.items())


def _cut(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, FRAGMENT_ROWS):
        yield table.slice(start, FRAGMENT_ROWS)


def _check_key(key: Sequence[str], columns: tuple[Column, ...]) -> None:
    names = {column.name for column in columns}
    missing = [name for name in key if name not in names]
    if missing:
        raise SchemaMismatch(
            f"the key column {missing[0]!r} is missing",
            why=f"columns: {', '.join(sorted(names)[:30])}",
            hint="the key is declared with the dataset and stays",
        )
