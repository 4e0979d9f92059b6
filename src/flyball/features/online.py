"""The online side: rows pushed as they happen, features read at any moment, from one day's packed rows per entity.

Space `PROJECT/features/VIEW@VERSION`, key `entity key ‖ day`, value the day's rows of that entity. A push rewrites only
the days it touches; a read takes the days that the longest window reaches back to. Days already read are kept decoded
as long as their bytes don't change, so a hot entity costs a comparison, not a parse. One process pushes to a view at a
time: a workspace's server, or the embedded workspace itself.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from flyball.features.arrow import ROW_ID, EntityCodes, column_of, event_rows, moments_of, row_ids, to_table
from flyball.features.compute import columns_read, finish, member_keys, prefixed, reach_us, view_features
from flyball.features.day_states import DAY_US, add_rows, part_by_day
from flyball.features.kernel import Column, EntityState, concat_events, pack_key
from flyball.features.kernel.columns import Int64Array
from flyball.features.model import Aggregate, Member, ServiceVersion, ViewVersion
from flyball.store.online import Online

_LATEST_REACH_US = 400 * DAY_US
"""How far back a view without a limit is looked up online; older rows are only in its dataset."""
_KEPT_DECODED = 20_000

StateKey = tuple[bytes, int]


class OnlineFeatures:
    """Pushes to and reads from one online store for one project. Safe to share between threads."""

    def __init__(self, online: Online, *, project: str) -> None:
        self._online = online
        self._project = project
        self._decoded: OrderedDict[tuple[str, bytes], tuple[bytes, EntityState]] = OrderedDict()
        self._lock = threading.Lock()

    def push(self, view: ViewVersion, rows: pa.Table, *, ids: Column | None = None) -> int:
        """Add source rows to a view's state; the same rows again change nothing. Returns how many days were written.

        `ids` are the rows' `row_ids` where the caller has them already, as for several views of one source.
        """
        if rows.num_rows == 0:
            return 0
        codes = EntityCodes()
        keys = [column_of(rows, key, needed_by=view.ref) for key in view.view.keys]
        entity = codes.encode(keys, grow=True)
        events = event_rows(
            rows,
            entity=entity,
            source=view.source,
            columns=columns_read(view),
            needed_by=view.ref,
            ids=row_ids(rows, view.source) if ids is None else ids,
        )
        packed = [pack_key(key) for key in codes.keys]
        days = list(part_by_day(events))
        with self._lock:
            before = self._read_states(view, [(packed[part.entity], part.day) for part in days])
            changed = []
            for part, old in zip(days, before, strict=True):
                state = add_rows(old, part.events)
                if state is not None:
                    changed.append(self._item(view, _state_key(packed[part.entity], part.day), state))
            self._online.put_newer(self._space(view), changed)
        return len(changed)

    def read(self, service: ServiceVersion, request: pa.Table, *, time: str) -> pa.Table:
        """The service's features for each request row at its moment `time`, in the rows' order."""
        at = moments_of(request, time, needed_by=service.ref)
        found: dict[str, Column] = {}
        for member, view in zip(service.service.members, service.views, strict=True):
            found |= prefixed(member, self._member(member, view, request, at))
        return to_table(finish(service, request, found))

    def drop(self, view: ViewVersion) -> None:
        """Forget a view's state; it can be pushed again from its dataset."""
        self._online.drop(self._space(view))

    def _member(self, member: Member, view: ViewVersion, request: pa.Table, at: Int64Array) -> dict[str, Column]:
        codes = EntityCodes()
        keys = [column_of(request, name, needed_by=view.ref) for name in member_keys(member, view)]
        entity = codes.encode(keys, grow=True)
        reach = reach_us(view)
        low = int(at.min() if at.size else 0) - (_LATEST_REACH_US if reach is None else reach)
        high = int(at.max() if at.size else 0)
        days = range(low // DAY_US, high // DAY_US + 1)
        wanted = [(pack_key(key), day) for key in codes.keys for day in days]
        with self._lock:
            states = self._read_states(view, wanted)
        pieces = [
            state.events.with_entity(np.full(len(state.events), position // len(days), dtype=np.int64))
            for position, state in enumerate(states)
            if state is not None
        ]
        events = concat_events([_no_events(view).events, *pieces])
        return view_features(view, events, entity, at)

    def _read_states(self, view: ViewVersion, wanted: Sequence[StateKey]) -> list[EntityState | None]:
        space = self._space(view)
        names = [_state_key(key, day) for key, day in wanted]
        return [self._decode(space, name, data) for name, data in zip(names, self._get(space, names), strict=True)]

    def _get(self, space: str, names: Sequence[bytes]) -> list[bytes | None]:
        return self._online.get_many(space, names) if names else []

    def _decode(self, space: str, name: bytes, data: bytes | None) -> EntityState | None:
        if data is None:
            return None
        cached = self._decoded.get((space, name))
        if cached is not None and cached[0] == data:
            self._decoded.move_to_end((space, name))
            return cached[1]
        state = EntityState.from_bytes(data)
        self._keep(space, name, data, state)
        return state

    def _keep(self, space: str, name: bytes, data: bytes, state: EntityState) -> None:
        self._decoded[space, name] = (data, state)
        self._decoded.move_to_end((space, name))
        while len(self._decoded) > _KEPT_DECODED:
            self._decoded.popitem(last=False)

    def _item(self, view: ViewVersion, name: bytes, state: EntityState) -> tuple[bytes, bytes, bytes]:
        data = state.to_bytes()
        self._keep(self._space(view), name, data, state)
        # A day's state only grows, so its row count orders its versions.
        return name, len(state.events).to_bytes(24, "big"), data

    def _space(self, view: ViewVersion) -> str:
        return f"{self._project}/features/{view.view.name}@{view.version}"


def _no_events(view: ViewVersion) -> EntityState:
    # An empty column takes the type of what is added to it; only conditions and rates insist on booleans.
    booleans = {f.where for f in view.view.features if isinstance(f, Aggregate)} | {
        f.column for f in view.view.features if isinstance(f, Aggregate) and f.kind == "rate"
    }
    columns = {n: Column.of(np.zeros(0, dtype=bool if n in booleans else float)) for n in columns_read(view)}
    if view.source.id is not None:
        columns[ROW_ID] = Column.of(np.zeros(0, dtype=np.int64))
    return EntityState.empty(columns)


def _state_key(key: bytes, day: int) -> bytes:
    return key + b"\0" + day.to_bytes(4, "big", signed=True)
