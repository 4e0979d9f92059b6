"""The one SQLAlchemy metadata on which every room declares its tables, and the column types they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite only makes INTEGER columns auto-incrementing row ids, so 64-bit keys need another name there.
BigKey = BigInteger().with_variant(Integer, "sqlite")


def text(name: str, *, null: bool = False, **options: Any) -> Column[str]:
    """A text column, NOT NULL unless asked."""
    return Column(name, Text, nullable=null, **options)


def integer(name: str, *, null: bool = False, **options: Any) -> Column[int]:
    """A 64-bit integer column, NOT NULL unless asked; times are microseconds since 1970 UTC."""
    return Column(name, BigInteger, nullable=null, **options)


def blob(name: str, *, null: bool = False, **options: Any) -> Column[bytes]:
    """Bytes, NOT NULL unless asked; JSON documents are stored so, because their bytes are hashed."""
    return Column(name, LargeBinary, nullable=null, **options)
