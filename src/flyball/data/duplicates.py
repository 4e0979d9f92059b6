"""Rows that repeat an earlier one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from flyball.data.hashing import row_hashes


def repeated_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows equal an earlier row in every column; nulls equal nulls. O(n log n).

    >>> repeated_rows(pa.table({"k": ["a", "b", "a"]})).tolist()
    [False, False, True]
    """
    hashes = row_hashes(table)
    _, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
    suspect: npt.NDArray[np.bool_] = first[inverse.ravel()] != np.arange(hashes.size)
    if not suspect.any():
        return suspect
    return _verified(table, suspect, first[inverse.ravel()])


def _verified(table: pa.Table, suspect: npt.NDArray[np.bool_], original: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    # 64-bit hashes of unequal rows can agree (one chance in 10^7 at 2 million rows), so equal ones are compared.
    places = np.flatnonzero(suspect)
    rows = table.take(pa.array(places)).to_pylist()
    firsts = table.take(pa.array(original[places])).to_pylist()
    confirmed = np.zeros(suspect.size, dtype=np.bool_)
    confirmed[places] = [repr(a) == repr(b) for a, b in zip(rows, firsts, strict=True)]
    return confirmed
