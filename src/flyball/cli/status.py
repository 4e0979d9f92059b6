"""`flyball status`: where commands go, who they act as, what runs."""

from __future__ import annotations

from msgspec import Struct

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.config import load_settings


class Status(Struct, frozen=True, kw_only=True):
    """What a command would work on now."""

    workspace: str
    project: str
    acts_as: str
    roles: tuple[str, ...]
    events: int
    server: str
    """Of this home folder, if one runs."""


def status(as_json: Json = False) -> None:
    """Show which workspace and project commands work on, as whom, and whether a server runs on this home."""
    from flyball.server.home_lock import who_runs

    home = load_settings().home_path()
    running = who_runs(home)
    with workspace() as ws:
        me = ws.access.whoami()
        events = ws.audit.head().seq
        shown = Status(
            workspace=ws.url or str(home),
            project=me.project,
            acts_as=me.principal,
            roles=me.roles,
            events=events,
            server=f"{running.url}, process {running.pid}, since {running.started_at}" if running else "none",
        )
    show(shown, as_json=as_json)
