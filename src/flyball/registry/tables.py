"""Tables of models, versions, aliases, and what is said and found about versions."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

model = Table(
    "model",
    metadata,
    text("project"),
    text("name"),
    text("description"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "name"),
)

version = Table(
    "model_version",
    metadata,
    text("project"),
    text("model"),
    integer("version"),
    text("digest"),
    integer("same_as", null=True),
    blob("manifest"),
    text("flavour"),
    text("run", null=True),
    text("description"),
    text("stage", null=True),
    blob("authors"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "model", "version"),
    Index(None, "project", "run"),
    Index(None, "project", "digest"),
)

tag = Table(
    "model_tag",
    metadata,
    text("project"),
    text("model"),
    integer("version"),  # 0: the model's own
    text("key"),
    text("value"),
    PrimaryKeyConstraint("project", "model", "version", "key"),
    Index(None, "project", "key", "value"),
)

alias = Table(
    "model_alias",
    metadata,
    text("project"),
    text("model"),
    text("name"),
    integer("version"),
    integer("moved_at"),
    PrimaryKeyConstraint("project", "model", "name"),
    Index(None, "project", "model", "version"),
)

# Which version an alias named when: one row per move, closed by the next. `n` orders moves of the same microsecond.
interval = Table(
    "alias_interval",
    metadata,
    text("project"),
    text("model"),
    text("name"),
    integer("n"),
    integer("version", null=True),
    integer("from_at"),
    integer("to_at", null=True),
    text("moved_by"),
    text("approval", null=True),
    text("reason"),
    integer("is_rollback"),
    PrimaryKeyConstraint("project", "model", "name", "n"),
    Index(None, "project", "model", "name", "from_at"),
)

evidence = Table(
    "model_evidence",
    metadata,
    text("project"),
    text("model"),
    integer("version"),
    text("kind"),
    text("ref"),
    text("digest"),
    integer("passed", null=True),
    text("says"),
    blob("summary"),
    integer("at"),
    text("attached_by"),
    PrimaryKeyConstraint("project", "model", "version", "kind", "ref"),
)

remark = Table(
    "model_remark",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("model"),
    integer("version"),
    text("author"),
    text("text"),
    integer("at"),
    Index(None, "project", "model", "version"),
)
