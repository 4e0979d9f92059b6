from pathlib import Path

import pytest

from flyball.core.errors import StoreCorrupt
from flyball.store.catalog import open_catalog
from flyball.store.catalog.contract import CatalogContract


class TestSqliteCatalog(CatalogContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/new/catalog.db"

    def test_a_file_that_is_no_database_is_refused_with_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "catalog.db").write_bytes(b"this is not a database" * 100)

        with pytest.raises(StoreCorrupt, match="damaged") as refused:
            open_catalog(f"sqlite:///{tmp_path}/catalog.db")

        assert "restore" in refused.value.hint
