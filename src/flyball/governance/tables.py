"""Tables of principals, grants, tokens and sessions."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

project = Table("project", metadata, text("name", primary_key=True), integer("created_at"))

principal = Table(
    "principal",
    metadata,
    text("id", primary_key=True),
    text("kind"),
    text("name"),
    text("owner"),
    integer("created_at"),
    integer("disabled_at", null=True),
)

grant = Table(
    "role_grant",
    metadata,
    text("principal"),
    text("role"),
    text("project"),  # '*' is every project
    integer("granted_at"),
    text("granted_by"),
    integer("expires_at", null=True),
    PrimaryKeyConstraint("principal", "role", "project"),
)

token = Table(
    "token",
    metadata,
    text("id", primary_key=True),
    text("principal"),
    text("name"),
    text("prefix"),
    blob("sha256", unique=True),
    text("scopes", null=True),  # space-separated permissions; NULL is all that the principal has
    text("project", null=True),
    integer("created_at"),
    integer("expires_at"),
    integer("last_used_at", null=True),
    integer("revoked_at", null=True),
    Index(None, "principal"),
)

session = Table(
    "session",
    metadata,
    blob("sha256", primary_key=True),
    text("principal"),
    integer("created_at"),
    integer("expires_at"),
    integer("seen_at"),
)

login_code = Table(
    "login_code",
    metadata,
    blob("sha256", primary_key=True),
    text("principal"),
    integer("expires_at"),
    integer("used_at", null=True),
)
