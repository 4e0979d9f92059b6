"""Tables of loops, their cycles, verdicts and decisions."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

loop = Table(
    "loop",
    metadata,
    text("project"),
    text("name"),
    integer("version"),
    text("state"),
    text("breaker", null=True),
    integer("updated_at"),
    PrimaryKeyConstraint("project", "name"),
)

loop_version = Table(
    "loop_version",
    metadata,
    text("project"),
    text("loop"),
    integer("version"),
    blob("policy"),
    text("digest"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "loop", "version"),
)

cycle = Table(
    "cycle",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("loop"),
    integer("loop_version"),
    integer("number"),
    text("stage"),
    text("cause"),
    text("champion", null=True),
    text("challenger", null=True),
    text("run", null=True),
    text("approval", null=True),
    integer("step"),
    integer("opened_at"),
    integer("stage_at"),
    integer("ended_at", null=True),
    text("outcome", null=True),
    text("reason"),
    # One active cycle per loop: ended cycles carry their own id here, the active one an empty text.
    text("active_slot"),
    Index(None, "project", "loop", "active_slot", unique=True),
    Index(None, "project", "loop", "number", unique=True),
)

verdict = Table(
    "cycle_verdict",
    metadata,
    text("cycle"),
    text("gate"),
    text("data_digest"),
    integer("n"),
    blob("body"),
    integer("at"),
    PrimaryKeyConstraint("cycle", "gate", "data_digest"),
)

decision = Table(
    "loop_decision",
    metadata,
    text("project"),
    text("loop"),
    integer("at"),
    integer("n"),
    text("cycle", null=True),
    text("kind"),
    text("reason"),
    blob("evidence"),
    PrimaryKeyConstraint("project", "loop", "n"),
)
