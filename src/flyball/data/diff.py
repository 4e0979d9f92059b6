"""What differs between two versions of a table: exact, by key, reading only the fragments they do not share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flyball.data.cells import rows_of, scalar, values_of
from flyball.data.hashing import row_hashes
from flyball.data.manifest import Blobs, TableManifest
from flyball.data.model import CellChange, DatasetDiff
from flyball.data.read import read_table

BoolArray: TypeAlias = npt.NDArray[np.bool_]
_Places: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TableDiff:
    """Rows by key: `old` and `new` hold the changed ones, aligned; `cells` says which cells of them differ, by column.

    Without a key rows are compared whole, so an edited row counts as one deleted and one added.
    """

    key: tuple[str, ...]
    added: pa.Table
    deleted: pa.Table
    old: pa.Table
    new: pa.Table
    cells: dict[str, BoolArray]
    columns_added: tuple[str, ...] = ()
    columns_dropped: tuple[str, ...] = ()
    types_changed: tuple[str, ...] = ()

    def summary(self, *, old_ref: str, new_ref: str, limit: int) -> DatasetDiff:
        """Counts, and up to `limit` changes as a sample."""
        return DatasetDiff(
            old=old_ref,
            new=new_ref,
            added=self.added.num_rows,
            deleted=self.deleted.num_rows,
            changed=self.new.num_rows,
            changed_cells={name: int(mask.sum()) for name, mask in self.cells.items() if mask.any()},
            columns_added=self.columns_added,
            columns_dropped=self.columns_dropped,
            types_changed=self.types_changed,
            sample=self._sample(limit),
        )

    def _sample(self, limit: int) -> tuple[CellChange, ...]:
        changes = self._cell_changes(limit)
        share = max(limit - len(changes), limit // 3)
        for kind, table in (("added", self.added), ("deleted", self.deleted)):
            shown = table.slice(0, share).select(list(self.key or table.column_names))
            changes += [CellChange(kind=kind, key=row) for row in rows_of(shown)]  # type: ignore[arg-type]
        return tuple(changes[:limit])

    def _cell_changes(self, limit: int) -> list[CellChange]:
        changes: list[CellChange] = []
        keys = rows_of(self.new.slice(0, limit).select(list(self.key)))
        for name, mask in self.cells.items():
            before, after = (values_of(table[name].slice(0, limit)) for table in (self.old, self.new))
            for place in np.flatnonzero(mask[:limit]).tolist():
                old, new = scalar(before[place]), scalar(after[place])
                changes.append(CellChange(kind="changed", key=keys[place], column=name, old=old, new=new))
        return changes[:limit]


def diff_versions(objects: Blobs, old: TableManifest, new: TableManifest) -> TableDiff:
    """Compare two versions of one dataset, related or not."""
    shared = {fragment.id for fragment in old.fragments} & {fragment.id for fragment in new.fragments}
    before = read_table(objects, old, fragments=[f for f in old.fragments if f.id not in shared])
    after = read_table(objects, new, fragments=[f for f in new.fragments if f.id not in shared])
    return diff_tables(before, after, key=new.key_names)


def diff_tables(old: pa.Table, new: pa.Table, *, key: tuple[str, ...]) -> TableDiff:
    """Compare two tables. Cells are equal when both are null or their bits are; all NaN are one value, -0.0 is not 0.0.

    >>> before, after = pa.table({"k": [1, 2, 3], "x": [1, 2, 3]}), pa.table({"k": [1, 2, 4], "x": [1, 5, 4]})
    >>> found = diff_tables(before, after, key=("k",))
    >>> found.added["k"].to_pylist(), found.deleted["k"].to_pylist(), found.new["x"].to_pylist()
    ([4], [3], [5])
    """
    common = [name for name in new.column_names if name in set(old.column_names)]
    aligned = old.select(common), new.select(common)
    schema_changes = {
        "columns_added": tuple(name for name in new.column_names if name not in common),
        "columns_dropped": tuple(name for name in old.column_names if name not in common),
        "types_changed": tuple(name for name in common if old[name].type != new[name].type),
    }
    if not key:
        deleted, added = _unmatched(row_hashes(aligned[0]), row_hashes(aligned[1]))
        nothing = new.slice(0, 0)
        return TableDiff((), _take(new, added), _take(old, deleted), nothing, nothing, {}, **schema_changes)
    in_old, in_new, deleted, added = _match(old, new, key)
    before, after = _take(aligned[0], in_old), _take(aligned[1], in_new)
    masks = {name: cells_differ(before[name], after[name]) for name in common if name not in key}
    changed = np.logical_or.reduce(list(masks.values())) if masks else np.zeros(in_new.size, dtype=np.bool_)
    places = np.flatnonzero(changed)
    return TableDiff(
        key,
        _take(new, added),
        _take(old, deleted),
        _take(before, places),
        _take(after, places),
        {name: mask[places] for name, mask in masks.items()},
        **schema_changes,
    )


def cells_differ(old: pa.ChunkedArray, new: pa.ChunkedArray) -> BoolArray:
    """Which cells differ, place by place."""
    if old.type != new.type:
        old, new = _one_type(old, new)
    kind = new.type
    if pa.types.is_null(kind):
        return np.zeros(len(new), dtype=np.bool_)
    if pa.types.is_list(kind):
        pairs = zip(old.to_pylist(), new.to_pylist(), strict=True)
        return np.array([repr(a) != repr(b) for a, b in pairs], dtype=np.bool_)
    has_old: BoolArray = old.is_valid().to_numpy()
    has_new: BoolArray = new.is_valid().to_numpy()
    unequal: BoolArray
    if pa.types.is_floating(kind):
        unequal = _float_bits(old) != _float_bits(new)
    else:
        unequal = ~pc.fill_null(pc.equal(old, new), True).to_numpy()
    differs: BoolArray = (has_old != has_new) | (has_old & has_new & unequal)
    return differs


def _one_type(old: pa.ChunkedArray, new: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    try:
        return old.cast(new.type), new
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return old.cast(pa.string()), new.cast(pa.string())


def _float_bits(values: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    numbers = pc.fill_null(values.cast(pa.float64()), 0.0).to_numpy().astype(np.float64)
    return np.where(np.isnan(numbers), np.int64(-1), numbers.view(np.int64))


def _match(old: pa.Table, new: pa.Table, key: tuple[str, ...]) -> tuple[_Places, _Places, _Places, _Places]:
    """Places of matching rows in both tables (in the order of the new one), then those only in one."""
    names = list(key)
    right = new.select(names)
    left = old.select(names).cast(right.schema)
    left = left.append_column("_old", pa.array(np.arange(old.num_rows, dtype=np.int64)))
    right = right.append_column("_new", pa.array(np.arange(new.num_rows, dtype=np.int64)))
    joined = left.join(right, keys=names, join_type="full outer").select(["_old", "_new"])
    places = np.stack([pc.fill_null(joined[side], -1).to_numpy() for side in ("_old", "_new")])
    places = places[:, np.lexsort((places[0], places[1]))]
    both = (places >= 0).all(axis=0)
    return places[0][both], places[1][both], places[0][places[1] < 0], places[1][places[0] < 0]


def _unmatched(old: npt.NDArray[np.uint64], new: npt.NDArray[np.uint64]) -> tuple[_Places, _Places]:
    """Rows of a multiset without a partner on the other side: the later ones of equal rows."""
    return _surplus(old, new), _surplus(new, old)


def _surplus(mine: npt.NDArray[np.uint64], theirs: npt.NDArray[np.uint64]) -> _Places:
    values, counts = np.unique(theirs, return_counts=True)
    order = np.argsort(mine, kind="stable")
    ordered = mine[order]
    begins = np.searchsorted(ordered, ordered, side="left")
    rank = np.arange(ordered.size) - begins
    where = np.searchsorted(values, ordered)
    where_safe = np.minimum(where, max(values.size - 1, 0))
    partners = np.zeros(ordered.size, dtype=np.int64)
    if values.size:
        partners = np.where(values[where_safe] == ordered, counts[where_safe], 0)
    return np.sort(order[rank >= partners]).astype(np.int64)


def _take(table: pa.Table, places: npt.NDArray[np.integer]) -> pa.Table:
    return table.take(pa.array(places, pa.int64()))
