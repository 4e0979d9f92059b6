"""Where the rows of a dataset's versions came from, read from lineage for many versions at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, select

from flyball.core import Ref
from flyball.data import tables as t
from flyball.data.model import VersionSources
from flyball.store.catalog import tables as spine


def sources_of(connection: Connection, dataset: Row[Any], *, limit: int, after: int | None) -> list[VersionSources]:
    """Newest version first; a version of which nothing was told has no sources."""
    query = select(t.version.c.n).where(t.version.c.dataset_id == dataset.id)
    if after is not None:
        query = query.where(t.version.c.n < after)
    numbers = connection.execute(query.order_by(t.version.c.n.desc()).limit(limit)).scalars().all()
    refs = {str(Ref("dataset", dataset.name, str(n))): n for n in numbers}
    src, dst = spine.node.alias("src"), spine.node.alias("dst")
    edges = (
        select(src.c.ref.label("source"), dst.c.ref.label("made"))
        .select_from(spine.edge.join(src, src.c.id == spine.edge.c.src).join(dst, dst.c.id == spine.edge.c.dst))
        .where(dst.c.project == dataset.project, dst.c.ref.in_(refs))
        .order_by(spine.edge.c.at, src.c.ref)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for edge in connection.execute(edges):
        found[refs[edge.made]].append(edge.source)
    return [VersionSources(n=n, sources=tuple(found[n])) for n in numbers]
