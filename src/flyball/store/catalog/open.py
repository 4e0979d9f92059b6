"""Open the catalog behind a URL and bring its schema up to date."""

from __future__ import annotations

from flyball.core import Clock, Ids, RandomIds, SystemClock
from flyball.core.errors import BadConfig
from flyball.store.catalog.base import Catalog
from flyball.store.catalog.migrate import migrate


def open_catalog(url: str, *, clock: Clock | None = None, ids: Ids | None = None) -> Catalog:
    """A ready catalog for `sqlite:///path` or `postgresql://…`; migrated, or refused when a newer Flyball wrote it."""
    clock = clock or SystemClock()
    ids = ids or RandomIds()
    scheme = url.partition(":")[0].partition("+")[0]
    if scheme == "sqlite":
        from flyball.store.catalog.sqlite import open_sqlite

        catalog = open_sqlite(url, clock=clock, ids=ids)
    elif scheme in {"postgresql", "postgres"}:
        from flyball.store.catalog.postgres import open_postgres

        catalog = open_postgres(url, clock=clock, ids=ids)
    else:
        raise BadConfig(
            f"the catalog URL starts with {scheme!r}",
            why="sqlite and postgresql are known",
            hint="sqlite:///catalog.db",
        )
    migrate(catalog)
    return catalog
