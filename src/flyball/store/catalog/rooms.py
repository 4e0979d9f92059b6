"""The tables of every room: they declare them on one metadata, which is complete once all are imported."""

from __future__ import annotations

import importlib
import importlib.util

from sqlalchemy import MetaData

from flyball.store.catalog.metadata import metadata

ROOMS = (
    "store.catalog",
    "data",
    "features",
    "tracking",
    "tuning",
    "evaluation",
    "registry",
    "pipelines",
    "serving",
    "monitoring",
    "loop",
    "governance",
)


def all_tables() -> MetaData:
    """The metadata with the tables of all rooms on it."""
    for room in ROOMS:
        module = f"flyball.{room}.tables"
        if importlib.util.find_spec(f"flyball.{room}") and importlib.util.find_spec(module):
            importlib.import_module(module)
    return metadata
