"""Tables of principals, grants, tokens, sessions, checkpoints, approvals, charters and maturity."""

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

checkpoint = Table(
    "checkpoint",
    metadata,
    text("chain"),
    integer("size"),
    text("object"),  # BLAKE3 of the signed statement in the object store
    blob("body"),
    integer("at"),
    PrimaryKeyConstraint("chain", "size"),
)

approval_policy = Table(
    "approval_policy",
    metadata,
    text("project"),
    text("kind"),
    text("target"),  # an alias or a deployment; '*' is every one without a policy of its own
    integer("version"),
    blob("rules"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "kind", "target", "version"),
)

approval_request = Table(
    "approval_request",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("ref"),
    text("kind"),
    text("target"),
    text("subject_digest"),
    text("evidence_digest"),
    blob("evidence"),
    blob("authors"),
    integer("policy_version"),
    text("note"),
    text("requested_by"),
    integer("requested_at"),
    integer("expires_at"),
    text("state"),
    text("reason"),
    integer("closed_at", null=True),
    integer("executed_at", null=True),
    Index(None, "project", "ref"),
    Index(None, "project", "state", "id"),
)

approval_vote = Table(
    "approval_vote",
    metadata,
    text("request"),
    text("voter"),
    integer("is_approval"),
    integer("is_by_policy"),
    text("comment"),
    integer("at"),
    PrimaryKeyConstraint("request", "voter"),
)

charter = Table(
    "charter",
    metadata,
    text("project"),
    integer("version"),
    blob("body"),
    text("digest"),
    text("created_by"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "version"),
)

maturity_score = Table(
    "maturity_score",
    metadata,
    text("project"),
    integer("at"),
    integer("level"),
    blob("criteria"),
    PrimaryKeyConstraint("project", "at"),
)
