"""What all tests share: Hypothesis profiles, a clean environment, real services."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest

from tests import services

if TYPE_CHECKING:
    from flyball.workspace import Workspace

T = TypeVar("T")

hypothesis.settings.register_profile("ci", deadline=None, print_blob=True, derandomize=False)
hypothesis.settings.register_profile("quick", deadline=None, print_blob=True, max_examples=25)
hypothesis.settings.load_profile("quick")


def pytest_configure() -> None:
    """The user's own settings must not reach the tests."""
    for name in [name for name in os.environ if name.startswith("FLYBALL_") and not name.startswith("FLYBALL_TEST_")]:
        del os.environ[name]
    # Two workers fill two cores: more threads only wait for each other. Before numpy and scikit-learn are imported.
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    _use_memory()
    services.open_session()


def _use_memory() -> None:
    """Temporary folders in memory, where there is room: on a disk the tests wait for it half of their time."""
    memory = Path("/dev/shm")
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < 4 * 2**30:
        return
    os.environ["TMPDIR"] = str(memory)
    tempfile.tempdir = None


def pytest_unconfigure() -> None:
    services.close_session()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy URL of a fresh, empty PostgreSQL database, dropped afterwards."""
    yield from _or_skip(services.postgres_database())


@pytest.fixture
def postgres_catalog_url() -> Iterator[str]:
    """The same with the tables of a catalog in it."""
    from tests import workspaces

    yield from _or_skip(services.postgres_database(workspaces.migrate))


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The URL of an empty Redis database."""
    yield from _or_skip(services.redis_database())


@pytest.fixture
def s3_endpoint() -> Iterator[services.S3Endpoint]:
    """An S3-compatible server with a fresh bucket."""
    yield from _or_skip(services.s3_bucket())


def _or_skip(service: AbstractContextManager[T]) -> Iterator[T]:
    """A missing service skips the test; where FLYBALL_TEST_REQUIRE_SERVICES=1 it fails it."""
    try:
        value = service.__enter__()
    except services.ServiceMissing as missing:
        if os.environ.get("FLYBALL_TEST_REQUIRE_SERVICES") == "1":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    try:
        yield value
    finally:
        service.__exit__(None, None, None)


# `make check` asks for the quickest of the four; everything else for all.
WORKSPACES = os.environ.get(
    "FLYBALL_TEST_WORKSPACES", "embedded-sqlite,remote-sqlite,embedded-postgres,remote-postgres"
).split(",")


@pytest.fixture(params=WORKSPACES)
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> "Iterator[Workspace]":
    """A fresh workspace; each test that asks for it runs embedded and remote, on SQLite and on PostgreSQL."""
    from tests import workspaces

    where, _, database = request.param.partition("-")
    catalog = request.getfixturevalue("postgres_catalog_url") if database == "postgres" else ""
    opened = workspaces.embedded if where == "embedded" else workspaces.remote
    with opened(workspaces.settings_in(tmp_path, catalog=catalog)) as workspace:
        yield workspace


@pytest.fixture
def local_ws(tmp_path: Path) -> "Iterator[Workspace]":
    """A fresh embedded workspace on SQLite, for tests that are not about where it runs."""
    from tests import workspaces

    with workspaces.embedded(workspaces.settings_in(tmp_path)) as workspace:
        yield workspace
