"""Bring a catalog's schema to this version: forward only, one transaction each, a newer schema is refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from flyball.core.errors import NewerSchema
from flyball.store.catalog.base import Catalog
from flyball.store.catalog.failures import translated

HEAD = "0002"
"""The revision this code expects; a test keeps it equal to the newest file in `migrations/versions`."""

_LOCK = 0x0F1B_A11


def migrate(catalog: Catalog) -> None:
    """Run the missing migrations; processes that start together do it once. Raises `NewerSchema`."""
    with translated(catalog.url):
        with catalog.read() as connection:
            if current_revision(connection) == HEAD:
                return
        with catalog.writer.connect() as connection, connection.begin():
            if catalog.dialect == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            current = current_revision(connection)
            if current == HEAD:
                return
            _refuse_newer(current)
            _upgrade(connection)


def current_revision(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(current: str | None) -> None:
    if current is not None and current > HEAD:
        raise NewerSchema(
            f"this catalog is at schema {current}, this Flyball knows schemas up to {HEAD}",
            hint="pip install --upgrade flyball",
        )


def _upgrade(connection: Connection) -> None:
    # Alembic costs 0.2 s to import, so only a database that needs it pays.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
