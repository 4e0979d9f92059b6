"""INSERT that gives way to a row already there, in the dialect of the connection."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_ignore(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Insert rows; those whose key exists are left as they are."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(table).on_conflict_do_nothing()


def insert_replace(connection: Connection, table: Table, key: Sequence[str]) -> sqlite.Insert | postgresql.Insert:
    """Insert rows; for those whose `key` exists, every other column given takes the new value."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)
