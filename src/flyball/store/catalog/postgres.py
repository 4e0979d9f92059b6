"""The PostgreSQL adapter (extra `postgres`): pooled psycopg 3 connections, synchronous commits."""

from __future__ import annotations

import importlib.util

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from flyball.core import Clock, Ids
from flyball.core.errors import MissingExtra
from flyball.store.catalog.base import Catalog


def open_postgres(url: str, *, clock: Clock, ids: Ids) -> Catalog:
    """Connect to `postgresql://user@host/database`; connections are made on first use."""
    if importlib.util.find_spec("psycopg") is None:
        raise MissingExtra.named("postgres")
    driver_url = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(
        driver_url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        connect_args={
            "options": "-c timezone=UTC -c synchronous_commit=on -c lock_timeout=30000",
            "connect_timeout": 5,
        },
    )
    return Catalog(
        url=driver_url.render_as_string(hide_password=False),
        writer=engine,
        reader=engine,
        clock=clock,
        ids=ids,
    )
