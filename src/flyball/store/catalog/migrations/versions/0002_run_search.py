"""Indexes by which runs are filtered, sorted and grouped by their metrics, params and tags."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("ix_run_param_key_run", "run_param", ["key", "run"], unique=False)
    op.create_index("ix_run_tag_key_run", "run_tag", ["key", "run"], unique=False)
    op.create_index("ix_run_series_key_context_run_last", "run_series", ["key", "context", "run", "last"], unique=False)
