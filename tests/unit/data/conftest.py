"""A dataset of departures, on every kind of workspace or (faster) on one."""

import pyarrow as pa
import pytest

from flyball.data import Dataset
from flyball.workspace import Workspace


def departures(first: int, rows: int, **changed: list[object]) -> pa.Table:
    """Rows with ids from `first` on; columns may be given by name."""
    numbers = range(first, first + rows)
    columns: dict[str, object] = {
        "id": [f"f{n:06d}" for n in numbers],
        "carrier": [("UA", "AA", "B6")[n % 3] for n in numbers],
        "delay": [float(n % 40) for n in numbers],
        "seats": [100 + n % 50 for n in numbers],
        "at": pa.array([1_357_000_000_000_000 + n * 60_000_000 for n in numbers], pa.timestamp("us", tz="UTC")),
    }
    return pa.table({**columns, **changed})


@pytest.fixture
def flights(local_ws: Workspace) -> Dataset:
    """An empty keyed dataset on an embedded workspace."""
    return local_ws.dataset("flights").create(key="id", label="delay", time_column="at")


@pytest.fixture
def everywhere(ws: Workspace) -> Dataset:
    """The same, embedded and remote, on SQLite and on PostgreSQL."""
    return ws.dataset("flights").create(key="id", label="delay", time_column="at")
