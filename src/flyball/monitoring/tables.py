"""Tables of monitors, their references and windows, and of incidents."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from flyball.store.catalog import blob, integer, metadata, text

monitor = Table(
    "monitor",
    metadata,
    text("project"),
    text("name"),
    integer("version"),
    blob("spec"),
    text("reference", null=True),
    text("reference_object", null=True),
    blob("baseline", null=True),
    integer("updated_at"),
    PrimaryKeyConstraint("project", "name"),
)

window = Table(
    "monitor_window",
    metadata,
    text("project"),
    text("monitor"),
    integer("monitor_version"),
    integer("start_at"),
    integer("end_at"),
    integer("rows"),
    integer("labelled"),
    integer("alarms"),
    blob("body"),
    integer("evaluated_at"),
    PrimaryKeyConstraint("project", "monitor", "start_at", "end_at"),
)

incident = Table(
    "incident",
    metadata,
    text("id", primary_key=True),
    text("project"),
    text("deployment"),
    text("kind"),
    text("cause"),
    text("severity"),
    text("state"),
    text("says"),
    integer("opened_at"),
    integer("seen_at"),
    integer("windows"),
    integer("good_windows"),
    text("acknowledged_by", null=True),
    integer("closed_at", null=True),
    # One open incident per cause: closed ones carry their own id here, the open one an empty text.
    text("open_slot"),
    Index(None, "project", "deployment", "kind", "cause", "open_slot", unique=True),
    Index(None, "project", "state", "opened_at"),
)
