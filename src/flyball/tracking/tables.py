"""Tables of experiments and runs. Metric points are in the stream `metric_points`; here are their exact summaries."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text


def number(name: str) -> Column[float]:
    """A 64-bit float, NULL when there is none or it is NaN."""
    return Column(name, Double, nullable=True)


experiment = Table(
    "experiment",
    metadata,
    text("project"),
    text("name"),
    integer("created_at"),
    PrimaryKeyConstraint("project", "name"),
)

run = Table(
    "run",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("experiment"),
    text("name"),
    text("owner"),
    text("parent", null=True),
    text("state"),
    integer("started_at"),
    integer("ended_at", null=True),
    text("notes"),
    text("error"),
    text("entry", null=True),
    blob("entry_params", null=True),
    Index(None, "project", "experiment", "started_at", "id"),
    Index(None, "project", "started_at", "id"),
    Index(None, "parent"),
)

run_session = Table(
    "run_session",
    metadata,
    text("run"),
    integer("n"),
    integer("started_at"),
    text("environment", null=True),
    text("code", null=True),
    text("fingerprint", null=True),
    blob("doc"),
    PrimaryKeyConstraint("run", "n"),
)

run_param = Table(
    "run_param",
    metadata,
    text("run"),
    text("key"),
    text("kind"),
    text("text"),
    number("number"),
    PrimaryKeyConstraint("run", "key"),
    Index(None, "key", "run"),
)

run_tag = Table(
    "run_tag",
    metadata,
    text("run"),
    text("key"),
    text("value"),
    PrimaryKeyConstraint("run", "key"),
    Index(None, "key", "run"),
)


def _links(name: str) -> Table:
    """What runs read or made; one shape for both directions."""
    columns = (text("run"), text("ref"), text("name"), text("digest"))
    return Table(name, metadata, *columns, PrimaryKeyConstraint("run", "ref", "name"), Index(None, "ref"))


run_input = _links("run_input")
run_output = _links("run_output")

run_series = Table(
    "run_series",
    metadata,
    text("run"),
    text("key"),
    text("context"),
    integer("count"),
    integer("nan_count"),
    number("first"),
    integer("first_step"),
    integer("first_at"),
    number("last"),
    integer("last_is_nan"),
    integer("last_step"),
    integer("last_at"),
    number("min"),
    integer("min_step"),
    integer("min_at"),
    number("max"),
    integer("max_step"),
    integer("max_at"),
    text("total"),
    integer("inf_count"),
    integer("neg_inf_count"),
    number("mean"),
    integer("from_at"),
    integer("to_at"),
    PrimaryKeyConstraint("run", "key", "context"),
    # Filters and sorts by a metric read this index alone: the rows themselves are ten times as large.
    Index(None, "key", "context", "run", "last"),
)

run_cursor = Table(
    "run_cursor",
    metadata,
    text("run"),
    text("client"),
    integer("sequence"),
    PrimaryKeyConstraint("run", "client"),
)

run_artifact = Table(
    "run_artifact",
    metadata,
    text("run"),
    text("path"),
    text("digest"),
    integer("size_bytes"),
    text("media_type"),
    integer("at"),
    PrimaryKeyConstraint("run", "path"),
    Index(None, "digest"),
)

run_reproduction = Table(
    "run_reproduction",
    metadata,
    text("id", primary_key=True),
    text("run"),
    integer("at"),
    text("by"),
    text("verdict"),
    blob("doc"),
    Index(None, "run", "at"),
)
