"""Between rows of the access tables and values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from flyball.core import from_us
from flyball.governance.model import Grant, PrincipalEntry


def to_principal(row: Row[Any]) -> PrincipalEntry:
    """A row of the principal table."""
    return PrincipalEntry(
        id=row.id,
        kind=row.kind,
        name=row.name,
        owner=row.owner,
        created_at=from_us(row.created_at),
        disabled_at=moment(row.disabled_at),
    )


def to_grant(row: Row[Any]) -> Grant:
    """A row of the grant table."""
    return Grant(
        principal=row.principal,
        role=row.role,
        project=row.project,
        granted_by=row.granted_by,
        granted_at=from_us(row.granted_at),
        expires_at=moment(row.expires_at),
    )


def moment(us: int | None) -> datetime | None:
    """A time column that may be empty."""
    return None if us is None else from_us(us)
