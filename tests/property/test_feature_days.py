"""A push parted into days at once leaves the same bytes as its rows taken one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flyball.features.arrow import ROW_ID
from flyball.features.day_states import DAY_US, add_rows, part_by_day
from flyball.features.kernel import Column, EntityState, EventRows, row_hashes

_ROW = st.tuples(st.integers(-1, 2), st.integers(0, 3 * DAY_US).map(lambda at: at // (DAY_US // 4)), st.integers(0, 6))


def _rows(rows: list[tuple[int, int, int]]) -> EventRows:
    entity, quarter, ids = (np.array(part, dtype=np.int64) for part in zip(*rows, strict=True))
    columns = {"x": Column.of(ids * 0.5), ROW_ID: Column.of(ids)}
    return EventRows(entity, quarter * (DAY_US // 4), columns, tie=row_hashes(columns, rows=len(rows)))


@given(st.lists(_ROW, min_size=1, max_size=24), st.integers(1, 5))
def test_parting_a_push_equals_adding_its_rows_one_by_one(rows: list[tuple[int, int, int]], pushes: int) -> None:
    parted: dict[tuple[int, int], EntityState] = {}
    size = -(-len(rows) // pushes)
    for start in range(0, len(rows), size):
        for part in part_by_day(_rows(rows[start : start + size])):
            made = add_rows(parted.get((part.entity, part.day)), part.events)
            parted[part.entity, part.day] = made or parted[part.entity, part.day]

    singly: dict[tuple[int, int], EntityState] = {}
    seen: set[tuple[int, int, int]] = set()
    for entity, quarter, identity in rows:
        key = (entity, quarter // 4)
        if entity < 0 or (*key, identity) in seen:
            continue
        seen.add((*key, identity))
        row = _rows([(entity, quarter, identity)])
        singly[key] = singly.get(key, EntityState.empty(row.columns)).update(row)

    assert {key: state.to_bytes() for key, state in parted.items()} == {k: s.to_bytes() for k, s in singly.items()}
