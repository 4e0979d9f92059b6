"""Anything that holds a table (pandas, Polars, Arrow, a CSV or Parquet file) as one checked Arrow table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from flyball.core.errors import BadInput, NotFound, SchemaMismatch, TooLarge
from flyball.data.types import stored_type

Frame: TypeAlias = Any
"""A pandas or Polars frame, an Arrow table, batch or reader, or a mapping of column names to lists."""

MAX_COLUMNS = 10_000
MAX_CSV_BYTES = 2**31 - 1
RESERVED = ("_reasons", "_commit")
"""Columns that quarantine adds; no other dataset may have them."""

_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,256}")
# What "missing" is spelled in the files people have; pyarrow's own list would also take "-" and "#N/A".
_NULLS = ["", "NA", "N/A", "NULL", "null", "NaN", "nan", "None"]


def as_table(source: Frame | str | Path, *, reserved: Sequence[str] = RESERVED) -> pa.Table:
    """Read and check; NaN of a pandas frame becomes null, of Arrow and Polars it stays; the index is dropped.

    Raises `BadInput` for malformed files and mixed types, `SchemaMismatch` for column names and types that no dataset
    can have, `TooLarge` beyond the limits.
    """
    table = read_file(Path(source)) if isinstance(source, str | Path) else _from_frame(source)
    return checked(table, reserved=reserved)


def read_file(path: Path) -> pa.Table:
    """A `.csv` (also compressed `.csv.gz`, `.csv.zst`) or `.parquet` file."""
    if not path.is_file():
        raise NotFound(f"there is no file {path.name!r}", hint="give the path of a .csv or .parquet file")
    name = path.name.lower()
    if not path.stat().st_size:
        raise BadInput(f"{path.name} is empty", why="it has no header and no rows")
    if name.endswith((".parquet", ".pq")):
        return _read_parquet(path)
    if name.endswith((".csv", ".csv.gz", ".csv.zst")):
        return _read_csv(path)
    raise BadInput(f"{path.name} is of no known type", why="tables are read from .csv and .parquet")


def checked(table: pa.Table, *, reserved: Sequence[str] = RESERVED) -> pa.Table:
    """The table with column names checked and types lowered to those that are stored."""
    _check_names(table.column_names, reserved)
    fields = [field.with_type(stored_type(field.type, column=field.name)) for field in table.schema]
    bare = pa.schema([pa.field(field.name, field.type, nullable=True) for field in fields])
    try:
        return table.cast(bare)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise SchemaMismatch("a column cannot be stored", why=str(error)[:300]) from error


def _check_names(names: Sequence[str], reserved: Sequence[str]) -> None:
    if len(names) > MAX_COLUMNS:
        raise TooLarge(f"the table has {len(names):,} columns", why=f"at most {MAX_COLUMNS:,} are allowed")
    if not names:
        raise BadInput("the table has no columns")
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise SchemaMismatch(f"two columns are called {name!r}", hint="rename one of them")
        if not _NAME.fullmatch(name):
            raise SchemaMismatch(f"{name[:40]!r} is no column name", why="1 to 256 printable characters are allowed")
        if name in reserved:
            raise SchemaMismatch(f"the column name {name!r} is reserved", why="quarantined rows carry it")
        seen.add(name)


def _from_frame(source: Frame) -> pa.Table:
    try:
        if isinstance(source, pa.Table):
            return source
        if isinstance(source, pa.RecordBatch):
            return pa.Table.from_batches([source])
        if isinstance(source, pa.RecordBatchReader):
            return source.read_all()
        if isinstance(source, Mapping):
            return pa.table(dict(source))
        if type(source).__module__.partition(".")[0] == "pandas":
            return pa.Table.from_pandas(source, preserve_index=False)
        if hasattr(source, "__arrow_c_stream__"):
            return pa.table(source)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise BadInput("the frame cannot be read as a table", why=_sentence(error)) from error
    raise BadInput(
        f"a {type(source).__name__} is no table",
        hint="pass a pandas, Polars or Arrow table, or a path to CSV or Parquet",
    )


def _read_parquet(path: Path) -> pa.Table:
    try:
        file = pq.ParquetFile(path)
        if file.metadata.num_columns > MAX_COLUMNS:
            raise TooLarge(
                f"{path.name} has {file.metadata.num_columns:,} columns", why=f"at most {MAX_COLUMNS:,} are allowed"
            )
        return file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BadInput(f"{path.name} is not a whole Parquet file", why=_sentence(error)) from error


def _read_csv(path: Path) -> pa.Table:
    size = path.stat().st_size
    if size > MAX_CSV_BYTES:
        raise TooLarge(f"{path.name} has {size:,} bytes", why="CSV is read up to 2 GiB", hint="convert it to Parquet")
    try:
        with pa.input_stream(str(path)) as stream:  # decompresses by the ending
            content: bytes = stream.read(MAX_CSV_BYTES + 1)
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"{path.name} cannot be decompressed", why=_sentence(error)) from error
    if len(content) > MAX_CSV_BYTES:
        raise TooLarge(f"{path.name} is larger than 2 GiB when decompressed", hint="convert it to Parquet")
    return parse_csv(content, name=path.name)


def parse_csv(content: bytes, *, name: str = "the CSV") -> pa.Table:
    r"""A CSV with a header line; types are inferred from the whole of it, `NA` and empty cells are null.

    >>> parse_csv(b"id,x\n1,NA\n2,0.5\n").to_pydict()
    {'id': [1, 2], 'x': [None, 0.5]}
    """
    header = content.split(b"\n", 1)[0]
    if header.count(b",") >= MAX_COLUMNS:
        raise TooLarge(f"{name} has {header.count(b',') + 1:,} columns", why=f"at most {MAX_COLUMNS:,} are allowed")
    if b"\x00" in header:
        raise BadInput(f"{name} is not text", why="its first line holds NUL bytes")
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(content),
            # Types are inferred from the first block, so one block holds the whole file.
            read_options=pa_csv.ReadOptions(block_size=len(content) + 1),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(null_values=_NULLS, strings_can_be_null=True),
        )
    except pa.ArrowException as error:
        raise BadInput(f"{name} is not a readable CSV", why=_sentence(error)) from error
    for field in table.schema:
        if pa.types.is_binary(field.type):
            raise BadInput(f"{name} is not UTF-8 text", why=f"column {field.name!r}", hint="save it as UTF-8")
    return table


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
