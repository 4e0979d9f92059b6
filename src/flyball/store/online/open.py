"""Open the online store behind a URL."""

from __future__ import annotations

from collections.abc import Callable

from flyball.core import Registry
from flyball.core.errors import BadConfig
from flyball.store.online.base import Online

ONLINE_STORES: Registry[Callable[[str], Online]] = Registry(
    "online_store",
    {
        "redis": "flyball.store.online.redis:open_redis",
        "rediss": "flyball.store.online.redis:open_redis",
        "sqlite": "flyball.store.online.sqlite:open_sqlite",
    },
)
"""URL scheme to a function that opens such a URL."""


def open_online(url: str) -> Online:
    """The store behind `sqlite:///path`, `redis://host:port/number` or `rediss://…` (TLS).

    >>> open_online("memcached://x")
    Traceback (most recent call last):
        ...
    flyball.core.errors.BadConfig: the online store URL starts with 'memcached': known: redis, rediss, sqlite. Try: sqlite:///online.db
    """
    scheme = url.partition("://")[0]
    opener = ONLINE_STORES.find(scheme)
    if opener is None:
        raise BadConfig(
            f"the online store URL starts with {scheme!r}",
            why=f"known: {', '.join(ONLINE_STORES.names())}",
            hint="sqlite:///online.db",
        )
    return opener(url)
