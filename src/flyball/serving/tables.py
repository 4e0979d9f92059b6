"""Tables of deployments, their policies and variants, and of the snapshots that workers serve from."""

from __future__ import annotations

from sqlalchemy import PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

deployment = Table(
    "deployment",
    metadata,
    text("project"),
    text("name"),
    text("state"),
    integer("policy_gen"),
    text("salt"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "name"),
)

policy = Table(
    "deployment_policy",
    metadata,
    text("project"),
    text("deployment"),
    integer("gen"),
    text("kind"),
    blob("arms"),
    blob("ownership"),
    blob("shadow"),
    text("unit_key", null=True),
    integer("restores", null=True),
    text("reason"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "deployment", "gen"),
)

variant = Table(
    "deployment_variant",
    metadata,
    text("project"),
    text("deployment"),
    text("digest"),
    text("model"),
    text("runner"),
    text("entry"),
    blob("files"),
    blob("signature"),
    text("approval"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "deployment", "digest", "model"),
)

snapshot = Table(
    "serving_snapshot",
    metadata,
    integer("generation", primary_key=True, autoincrement=False),
    text("object"),
    text("content"),  # digest of everything but the generation's number and time
    integer("created_at"),
)
