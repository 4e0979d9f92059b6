"""The stores and sources that every service works with, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flyball.core import Clock, Ids
from flyball.core.config import Settings

if TYPE_CHECKING:
    from flyball.store.catalog import Catalog
    from flyball.store.objects import Objects
    from flyball.store.online import Online
    from flyball.store.streams import Streams


@dataclass(frozen=True)
class Stores:
    """Where bytes live, and where time and identifiers come from."""

    catalog: Catalog
    objects: Objects
    streams: Streams
    online: Online
    clock: Clock
    ids: Ids
    settings: Settings

    def close(self) -> None:
        """Flush and release everything; each store stays readable by other processes."""
        self.streams.close()
        self.online.close()
        self.catalog.close()


def open_stores(settings: Settings, *, clock: Clock, ids: Ids) -> Stores:
    """Open the four stores that the settings name, creating what is missing."""
    from flyball.store.catalog import open_catalog
    from flyball.store.objects import open_objects
    from flyball.store.online import open_online
    from flyball.store.streams.open import open_on_use, open_streams

    catalog = open_catalog(settings.catalog_url(), clock=clock, ids=ids)
    objects = open_objects(settings.objects_url())
    folder = settings.home_path() / "streams"
    streams = open_on_use(lambda: open_streams(folder, objects=objects, sync=settings.streams_sync, clock=clock))
    online = open_online(settings.online_url())
    return Stores(catalog, objects, streams, online, clock, ids, settings)
