"""The first schema."""

import contextlib
import importlib

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    from flyball.store.catalog.metadata import metadata

    for room in (
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
    ):
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(f"flyball.{room}.tables")
    metadata.create_all(op.get_bind())
