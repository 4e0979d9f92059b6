"""Tables of datasets, versions, branches and tags, suites and what they found."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

dataset = Table(
    "dataset",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("name"),
    text("content"),
    text("key"),  # a JSON list of column names
    text("label", null=True),
    text("time_column", null=True),
    text("description"),
    text("owner"),
    integer("created_at"),
    Index(None, "project", "name", unique=True),
)

commit = Table(
    "data_commit",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("message"),
    text("actor"),
    integer("at"),
)

commit_parent = Table(
    "data_commit_parent",
    metadata,
    text("commit_id"),
    text("parent_id"),
    integer("n"),
    PrimaryKeyConstraint("commit_id", "n"),
)

version = Table(
    "dataset_version",
    metadata,
    text("dataset_id"),
    integer("n"),
    integer("parent", null=True),
    text("commit_id"),
    blob("salt"),
    text("commitment"),  # BLAKE3 of salt, digest and manifest: what the commit id covers, so that both can be erased
    text("digest"),
    text("layout"),  # the manifest that serves the version now; compaction and erasure may move it
    integer("rows"),
    integer("size_bytes"),
    integer("new_bytes"),
    integer("added"),
    integer("deleted"),
    integer("changed"),
    integer("quarantined"),
    integer("suite_version"),
    text("suite_status"),
    PrimaryKeyConstraint("dataset_id", "n"),
    Index(None, "commit_id"),
    Index(None, "dataset_id", "digest"),
)

ref = Table(
    "dataset_ref",
    metadata,
    text("dataset_id"),
    text("name"),
    text("kind"),
    integer("n"),
    integer("at"),
    PrimaryKeyConstraint("dataset_id", "name"),
)

suite = Table(
    "dataset_suite",
    metadata,
    text("dataset_id"),
    integer("version"),
    blob("body"),
    text("actor"),
    integer("at"),
    PrimaryKeyConstraint("dataset_id", "version"),
)

validation = Table(
    "dataset_validation",
    metadata,
    text("dataset_id"),
    text("digest"),
    integer("suite_version"),
    integer("against"),
    text("scope"),
    text("verdict"),
    text("accepted", null=True),  # manifest of what may be published
    text("rejected", null=True),  # Parquet object of the rows set aside, with `_reasons`
    integer("landed"),
    integer("quarantined"),
    integer("set_aside"),  # 1 once the rejected rows are in the quarantine dataset
    integer("at"),
    PrimaryKeyConstraint("dataset_id", "digest", "suite_version", "against", "scope"),
)

check_result = Table(
    "dataset_check_result",
    metadata,
    text("dataset_id"),
    text("digest"),
    integer("suite_version"),
    integer("against"),
    text("scope"),
    text("check_name"),
    text("status"),
    text("severity"),
    integer("failing"),
    integer("at"),
    blob("body"),
    PrimaryKeyConstraint("dataset_id", "digest", "suite_version", "against", "scope", "check_name"),
    Index(None, "dataset_id", "check_name", "at"),
)

fragment_profile = Table(
    "dataset_fragment_profile",
    metadata,
    text("project"),
    text("fragment"),
    blob("body"),
    PrimaryKeyConstraint("project", "fragment"),
)
