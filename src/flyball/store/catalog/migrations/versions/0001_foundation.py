"""The first schema."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    from flyball.store.catalog.rooms import all_tables

    all_tables().create_all(op.get_bind())
