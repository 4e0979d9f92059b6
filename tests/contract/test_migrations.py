"""The migrations lead to exactly the tables that the rooms declare, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from flyball.store.catalog import open_catalog
from flyball.store.catalog.migrate import HEAD
from flyball.store.catalog.migrate import __file__ as migrate_file
from flyball.store.catalog.rooms import all_tables


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/catalog.db"
    found: str = request.getfixturevalue("postgres_url")
    return found


def test_a_migrated_database_has_the_declared_tables_and_no_others(url: str) -> None:
    catalog = open_catalog(url)
    try:
        with catalog.read() as connection:
            assert compare_metadata(MigrationContext.configure(connection), all_tables()) == []
    finally:
        catalog.close()


def test_the_code_expects_the_newest_migration() -> None:
    files = sorted((Path(migrate_file).parent / "migrations" / "versions").glob("[0-9]*.py"))

    assert files[-1].name.startswith(HEAD)
