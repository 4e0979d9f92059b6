"""INSERT that gives way to a row already there, in the dialect of the connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Insert = sqlite.Insert | postgresql.Insert


def insert_ignore(connection: Connection, table: Table) -> Insert:
    """Insert rows; those whose key exists are left as they are."""
    return _insert(connection, table).on_conflict_do_nothing()


def insert_replace(connection: Connection, table: Table, key: Sequence[str]) -> Insert:
    """Insert rows; for those whose `key` exists, every other column given takes the new value."""
    statement = _insert(connection, table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)


def _insert(connection: Connection, table: Table) -> Insert:
    # Each dialect is imported where it is used: PostgreSQL's alone is a tenth of a second of every start.
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(table)
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert(table)
