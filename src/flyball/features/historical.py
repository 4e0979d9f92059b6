"""Features as they would have been read at each row's moment: the point-in-time join that training sets are made of."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from flyball.core.errors import BadInput
from flyball.features.arrow import EntityCodes, column_of, event_rows, moments_of, row_ids, to_table
from flyball.features.compute import columns_read, finish, member_keys, prefixed, view_features
from flyball.features.kernel import Column, EventRows
from flyball.features.model import ServiceVersion, ViewVersion


def historical_features(
    service: ServiceVersion, rows: pa.Table, *, time: str, sources: Mapping[str, pa.Table]
) -> pa.Table:
    """The service's features for every row of `rows` at its moment `time`, in the rows' order.

    `sources` holds the rows of each source the service reads, by the source's name. Only what was known by then counts.
    """
    at = moments_of(rows, time, needed_by=service.ref)
    prepared: dict[str, tuple[EntityCodes, EventRows]] = {}
    ids = {v.source.name: row_ids(sources[v.source.name], v.source) for v in service.views if v.source.name in sources}
    found: dict[str, Column] = {}
    for member, view in zip(service.service.members, service.views, strict=True):
        if view.ref not in prepared:
            prepared[view.ref] = _events(view, sources, ids)
        codes, events = prepared[view.ref]
        keys = [column_of(rows, name, needed_by=view.ref) for name in member_keys(member, view)]
        entity = codes.encode(keys, grow=False)
        found |= prefixed(member, view_features(view, events, entity, at))
    return to_table(finish(service, rows, found))


def _events(
    view: ViewVersion, sources: Mapping[str, pa.Table], ids: Mapping[str, Column | None]
) -> tuple[EntityCodes, EventRows]:
    table = sources.get(view.source.name)
    if table is None:
        raise BadInput(f"{view.ref} needs the rows of source {view.source.name!r}", hint="pass them in sources=")
    codes = EntityCodes()
    entity = codes.encode([column_of(table, key, needed_by=view.ref) for key in view.view.keys], grow=True)
    events = event_rows(
        table,
        entity=entity,
        source=view.source,
        columns=columns_read(view),
        needed_by=view.ref,
        ids=ids[view.source.name],
    )
    return codes, events
