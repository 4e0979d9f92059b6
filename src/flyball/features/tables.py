"""Tables of feature definitions: immutable versions of sources, views and services."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

definition = Table(
    "feature_definition",
    metadata,
    text("project"),
    text("kind"),  # source, view or service
    text("name"),
    integer("version"),
    text("digest"),
    blob("body"),
    blob("pins"),  # for a view its source's version, for a service the versions of its views
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "kind", "name", "version"),
    Index(None, "project", "kind", "name", "digest"),
)
