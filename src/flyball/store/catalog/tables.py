"""Tables of the spine: the chained events, lineage, the answers kept for repeated requests, and leases."""

from __future__ import annotations

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from flyball.store.catalog.metadata import BigKey, blob, integer, metadata, text

event = Table(
    "event",
    metadata,
    text("chain"),
    integer("seq"),
    integer("at"),
    text("actor"),
    text("kind"),
    text("op"),
    text("ref"),
    text("project"),
    text("request_id"),
    text("outcome"),
    blob("header"),
    blob("detail_commit"),
    blob("hash"),
    PrimaryKeyConstraint("chain", "seq"),
    Index(None, "chain", "ref", "seq"),
    Index(None, "chain", "actor", "seq"),
    Index(None, "chain", "kind", "seq"),
)

event_detail = Table(
    "event_detail",
    metadata,
    text("chain"),
    integer("seq"),
    blob("salt"),
    blob("body"),
    PrimaryKeyConstraint("chain", "seq"),
)

chain_head = Table(
    "chain_head",
    metadata,
    text("chain", primary_key=True),
    integer("seq"),
    blob("hash"),
)

node = Table(
    "lineage_node",
    metadata,
    Column("id", BigKey, primary_key=True, autoincrement=True),
    text("project"),
    text("ref"),
    text("kind"),
    Index(None, "project", "ref", unique=True),
)

edge = Table(
    "lineage_edge",
    metadata,
    integer("src"),
    integer("dst"),
    text("kind"),
    integer("at"),
    PrimaryKeyConstraint("src", "dst", "kind"),
    Index(None, "dst", "src"),
)

idempotency = Table(
    "idempotency",
    metadata,
    text("principal"),
    text("key"),
    text("op"),
    text("body_hash"),
    blob("answer"),
    integer("at", index=True),
    PrimaryKeyConstraint("principal", "key"),
)

blob_use = Table(
    "blob_use",
    metadata,
    text("project"),
    text("digest"),
    integer("size_bytes"),
    integer("at"),
    PrimaryKeyConstraint("project", "digest"),
)

lease = Table(
    "lease",
    metadata,
    text("name", primary_key=True),
    text("holder"),
    integer("token"),
    integer("until"),
)
