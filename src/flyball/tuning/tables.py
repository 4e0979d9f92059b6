"""Tables of studies and trials."""

from __future__ import annotations

from sqlalchemy import Column, Double, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

study = Table(
    "study",
    metadata,
    text("project"),
    text("name"),
    text("direction"),
    blob("space"),
    integer("seed"),
    text("owner"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "name"),
)

trial = Table(
    "study_trial",
    metadata,
    text("project"),
    text("study"),
    integer("number"),
    text("state"),
    blob("params"),
    Column("value", Double, nullable=True),
    blob("reported"),
    text("run", null=True),
    text("error"),
    integer("started_at"),
    integer("ended_at", null=True),
    PrimaryKeyConstraint("project", "study", "number"),
)
