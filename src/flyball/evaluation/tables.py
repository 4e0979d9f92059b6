"""Tables of evaluations: one row per report, one per figure."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

evaluation = Table(
    "evaluation",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("subject"),
    text("dataset"),
    text("digest"),
    integer("passed"),
    integer("n"),
    blob("doc"),
    integer("at"),
    text("by"),
    Index(None, "project", "subject", "at"),
    Index(None, "project", "at"),
)

evaluation_figure = Table(
    "evaluation_figure",
    metadata,
    text("evaluation"),
    text("metric"),
    text("slice"),
    text("level"),
    Column("value", Double, nullable=True),
    Column("lo", Double, nullable=True),
    Column("hi", Double, nullable=True),
    integer("n"),
    PrimaryKeyConstraint("evaluation", "metric", "slice", "level"),
)
