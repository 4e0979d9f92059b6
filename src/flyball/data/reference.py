"""The version that a landing is compared with."""

from __future__ import annotations

from flyball.core.errors import BadInput
from flyball.data.checks import Reference
from flyball.data.manifest import Manifest, TableManifest, get_manifest
from flyball.data.model import DatasetVersion
from flyball.data.profile import Summaries, load_summaries, merge_column
from flyball.data.summary import ColumnSummary
from flyball.store import Stores


def reference_to(stores: Stores, project: str, version: DatasetVersion | None, *, scope: str) -> Reference | None:
    """Its rows (those it brought, when only new rows are judged) and its columns' summaries, loaded when asked for."""
    if version is None:
        return None
    manifest = table_of(get_manifest(stores.objects, version.manifest), version.dataset)

    loaded: dict[int | None, list[Summaries]] = {}

    def summary(column: str, last: int | None) -> ColumnSummary | None:
        ids = {known.name: known.id for known in manifest.columns}
        if column not in ids:
            return None
        if last not in loaded:
            with stores.catalog.read() as reader:
                loaded[last] = load_summaries(reader, stores.objects, manifest, project=project, last=last)
        return merge_column(loaded[last], ids[column])

    return Reference(version.n, version.rows if scope == "whole" else version.added, summary)


def table_of(manifest: Manifest, name: str) -> TableManifest:
    """The manifest of a table; `BadInput` for one of files."""
    if not isinstance(manifest, TableManifest):
        raise BadInput(f"dataset:{name} holds files", why="only a table has rows")
    return manifest
