import pytest

from flyball.core.errors import Unavailable
from flyball.store.catalog import open_catalog
from flyball.store.catalog.contract import CatalogContract


class TestPostgresCatalog(CatalogContract):
    @pytest.fixture
    def url(self, postgres_url: str) -> str:
        return postgres_url


def test_a_database_that_does_not_answer_is_said_so() -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        open_catalog("postgresql://nobody@127.0.0.1:9/nothing")
