"""Open the object store behind a URL."""

from __future__ import annotations

from collections.abc import Callable

from flyball.core import Registry
from flyball.core.errors import BadConfig
from flyball.store.objects.base import Objects

OBJECT_STORES: Registry[Callable[[str], Objects]] = Registry(
    "object_store",
    {
        "file": "flyball.store.objects.folder:open_folder",
        "s3": "flyball.store.objects.s3:open_s3",
    },
)
"""URL scheme to a function that opens such a URL."""


def open_objects(url: str) -> Objects:
    """The store behind `file:///absolute/folder` or `s3://bucket/prefix?endpoint=…&region=…`, created when missing.

    >>> open_objects("ftp://example/x")
    Traceback (most recent call last):
        ...
    flyball.core.errors.BadConfig: the object store URL starts with 'ftp': known: file, s3. Try: file:///var/lib/flyball/objects
    """
    scheme = url.partition("://")[0]
    opener = OBJECT_STORES.find(scheme)
    if opener is None:
        raise BadConfig(
            f"the object store URL starts with {scheme!r}",
            why=f"known: {', '.join(OBJECT_STORES.names())}",
            hint="file:///var/lib/flyball/objects",
        )
    return opener(url)
