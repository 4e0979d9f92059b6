"""Tables of pipeline runs, their steps and attempts, and the content-keyed cache."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

pipeline_run = Table(
    "pipeline_run",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("pipeline"),
    text("entry"),
    text("code"),
    blob("params"),
    text("state"),
    text("owner"),
    text("parent", null=True),
    blob("output", null=True),
    text("error"),
    integer("started_at"),
    integer("ended_at", null=True),
    Index(None, "project", "started_at", "id"),
    Index(None, "project", "pipeline", "started_at", "id"),
)

pipeline_step = Table(
    "pipeline_step",
    metadata,
    text("run"),
    text("path"),
    text("project"),
    text("pipeline"),
    text("function"),
    text("state"),
    integer("attempt"),
    text("owner"),
    integer("lease_until", null=True),
    integer("not_before", null=True),
    integer("retries_left"),
    integer("lost"),
    text("key", null=True),
    blob("doc"),
    blob("inputs"),
    blob("output", null=True),
    text("error"),
    text("note"),
    text("source", null=True),
    integer("created_at"),
    integer("started_at", null=True),
    integer("ended_at", null=True),
    PrimaryKeyConstraint("run", "path"),
    Index(None, "run", "created_at", "path"),
    Index(None, "project", "pipeline", "path", "created_at"),
)

pipeline_attempt = Table(
    "pipeline_attempt",
    metadata,
    text("run"),
    text("path"),
    integer("attempt"),
    text("owner"),
    text("state"),
    text("error"),
    integer("started_at"),
    integer("ended_at", null=True),
    PrimaryKeyConstraint("run", "path", "attempt"),
)

pipeline_cache = Table(
    "pipeline_cache",
    metadata,
    text("project"),
    text("key"),
    text("run"),
    text("path"),
    text("pipeline"),
    blob("output"),
    Column("cost_s", Double, nullable=False),
    integer("hits"),
    integer("created_at"),
    integer("last_used_at"),
    PrimaryKeyConstraint("project", "key"),
    Index(None, "project", "last_used_at"),
)
