"""Read what pages and reports show of versions: rows, differences, columns."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from flyball.core.errors import BadInput
from flyball.data.cells import rows_of
from flyball.data.diff import diff_versions
from flyball.data.manifest import Blobs, Fragment, TableManifest, TreeManifest, get_manifest
from flyball.data.model import CellChange, DatasetDiff, DatasetVersion, RowsPage
from flyball.data.read import find_column, read_table


def table_manifest(objects: Blobs, version: DatasetVersion) -> TableManifest:
    """The manifest of a version of a table; `BadInput` for one of files."""
    manifest = get_manifest(objects, version.manifest)
    if not isinstance(manifest, TableManifest):
        raise BadInput(f"{version.ref} holds files", why="only a table has rows and columns")
    return manifest


def read_columns(objects: Blobs, version: DatasetVersion, columns: Sequence[str] | None) -> pa.Table:
    """Columns of a version, all by default."""
    return read_table(objects, table_manifest(objects, version), columns=columns)


def page_of_rows(
    objects: Blobs, version: DatasetVersion, *, limit: int, offset: int, columns: Sequence[str]
) -> RowsPage:
    """Rows in order of first appearance; only the fragments that hold them are read."""
    manifest = get_manifest(objects, version.manifest)
    if isinstance(manifest, TreeManifest):
        return _page_of_files(manifest, version, limit=limit, offset=offset)
    wanted = [find_column(manifest, name) for name in columns] if columns else list(manifest.columns)
    fragments, skipped = _holding(manifest.fragments, offset, limit)
    table = read_table(objects, manifest, columns=[column.name for column in wanted], fragments=fragments)
    return RowsPage(
        ref=version.ref,
        columns=tuple(column.name for column in wanted),
        types=tuple(column.type for column in wanted),
        rows=rows_of(table.slice(offset - skipped, limit)),
        offset=offset,
        total=manifest.rows,
    )


def diff_of_versions(objects: Blobs, old: DatasetVersion, new: DatasetVersion, *, limit: int) -> DatasetDiff:
    """Counts and a sample; folders are compared by path and digest."""
    before, after = get_manifest(objects, old.manifest), get_manifest(objects, new.manifest)
    if isinstance(before, TableManifest) and isinstance(after, TableManifest):
        found = diff_versions(objects, before, after)
        return found.summary(old_ref=old.ref, new_ref=new.ref, limit=limit)
    if isinstance(before, TreeManifest) and isinstance(after, TreeManifest):
        return _diff_of_files(before, after, old=old.ref, new=new.ref, limit=limit)
    raise BadInput(f"{old.ref} and {new.ref} are not of one kind")


def _holding(fragments: tuple[Fragment, ...], offset: int, limit: int) -> tuple[list[Fragment], int]:
    """The fragments that overlap [offset, offset + limit), and how many rows come before the first of them."""
    found: list[Fragment] = []
    start = skipped = 0
    for fragment in fragments:
        if start + fragment.rows > offset and start < offset + limit:
            skipped = skipped if found else start
            found.append(fragment)
        start += fragment.rows
    return found, skipped if found else offset


def _page_of_files(manifest: TreeManifest, version: DatasetVersion, *, limit: int, offset: int) -> RowsPage:
    shown = manifest.entries[offset : offset + limit]
    return RowsPage(
        ref=version.ref,
        columns=("path", "object", "size_bytes"),
        types=("string", "string", "int64"),
        rows=tuple((entry.path, entry.object, entry.size_bytes) for entry in shown),
        offset=offset,
        total=manifest.rows,
    )


def _diff_of_files(before: TreeManifest, after: TreeManifest, *, old: str, new: str, limit: int) -> DatasetDiff:
    was = {entry.path: entry.object for entry in before.entries}
    now = {entry.path: entry.object for entry in after.entries}
    changes = [
        CellChange(kind="changed", key=(p,), column="object", old=was[p], new=now[p])
        for p in sorted(was.keys() & now.keys())
        if was[p] != now[p]
    ]
    added = [CellChange(kind="added", key=(path,)) for path in sorted(now.keys() - was.keys())]
    deleted = [CellChange(kind="deleted", key=(path,)) for path in sorted(was.keys() - now.keys())]
    return DatasetDiff(
        old=old,
        new=new,
        added=len(added),
        deleted=len(deleted),
        changed=len(changes),
        changed_cells={"object": len(changes)} if changes else {},
        sample=tuple([*changes, *added, *deleted][:limit]),
    )
