"""A key names one row: no nulls in it, and no two rows with the same."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flyball.core.errors import BadInput
from flyball.data.cells import rows_of
from flyball.data.duplicates import repeated_rows
from flyball.data.fragments import column_stats
from flyball.data.manifest import Blobs, Fragment, Stats, TableManifest
from flyball.data.read import read_table

_SHOWN = 10


def check_new_keys(table: pa.Table, *, name: str, key: tuple[str, ...]) -> None:
    """Refuse null and repeated keys among these rows, listing the first ten."""
    keys = table.select(list(key))
    for column in key:
        if keys[column].null_count:
            rows = pc.indices_nonzero(keys[column].is_null()).to_pylist()[:_SHOWN]
            raise BadInput(
                f"{keys[column].null_count} rows for {name} have no {column}, which is part of the key",
                why=f"the first are rows {', '.join(map(str, rows))}, counted from 0",
                hint="drop or repair them",
            )
    repeated = repeated_rows(keys)
    if repeated.any():
        raise _refusal(keys.filter(pa.array(repeated)), f"{int(repeated.sum())} rows for {name} repeat a key", key)


def check_keys_against(
    objects: Blobs, table: pa.Table, manifest: TableManifest, others: Sequence[Fragment], *, name: str
) -> None:
    """Refuse keys that rows of other fragments have; fragments whose bounds exclude it are not read."""
    key = manifest.key_names
    if not table.num_rows:
        return
    bounds = {field: column_stats(table[column]) for field, column in zip(manifest.key, key, strict=True)}
    candidates = [fragment for fragment in others if _may_overlap(fragment, bounds)]
    if not candidates:
        return
    keys = table.select(list(key))
    stored = read_table(objects, manifest, columns=key, fragments=candidates)
    both = keys.join(stored.select(list(key)), keys=list(key), join_type="left semi")
    if both.num_rows:
        raise _refusal(both, f"{name} already has {both.num_rows} of these keys", key)


def _may_overlap(fragment: Fragment, bounds: dict[int, Stats]) -> bool:
    """False only when some key column's values lie wholly beside the fragment's."""
    for field, ours in bounds.items():
        theirs = fragment.stats.get(str(field))
        if theirs is None or theirs.low is None or ours.low is None or type(theirs.low) is not type(ours.low):
            continue
        if ours.high < theirs.low or theirs.high < ours.low:  # type: ignore[operator]
            return False
    return True


def _refusal(keys: pa.Table, what: str, key: tuple[str, ...]) -> BadInput:
    shown = ", ".join("/".join(map(str, row)) for row in rows_of(keys.slice(0, _SHOWN)))
    return BadInput(
        what, why=f"{', '.join(key)}: {shown}", hint="a key names one row; commit the whole table to change rows"
    )
