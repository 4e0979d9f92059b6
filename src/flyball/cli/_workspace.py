"""The workspace a command works on: the server of `FLYBALL_URL`, else the folder of `FLYBALL_HOME`."""

from __future__ import annotations

from flyball.workspace import Workspace, connect


def workspace() -> Workspace:
    """Open it; use it in a `with` block."""
    return connect()
