"""`flyball up`: run Flyball."""

from __future__ import annotations

import gc
import os
from typing import Annotated

import typer

from flyball.core.config import load_settings

_ALL = "server,scheduler,serving"


def up(
    home: Annotated[str | None, typer.Option(help="Folder with everything; also FLYBALL_HOME.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; also FLYBALL_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Port of the control server; 0 takes a free one.")] = None,
    serving_port: Annotated[int | None, typer.Option(help="Port of the serving workers.")] = None,
    roles: Annotated[str, typer.Option(help="What to run here, with commas between.")] = _ALL,
) -> None:
    """Run the control server, the scheduler and the serving workers until Ctrl-C.

    The first start makes an administrator and prints a login link; with FLYBALL_ADMIN_TOKEN in the environment that
    token lets the administrator in instead.
    """
    settings = load_settings({"home": home, "host": host, "port": port, "serving_port": serving_port})
    gc.disable()  # a start makes no garbage, and looking for it is a tenth of its time; on again once it stands
    from flyball.server.logs import configure_logging
    from flyball.server.up import run_up

    configure_logging(settings.log_level)
    # Taken out, so that no child and no debugger's dump of the environment has it.
    admin_token = os.environ.pop("FLYBALL_ADMIN_TOKEN", None)
    wanted = [role.strip() for role in roles.split(",") if role.strip()]
    run_up(settings, wanted, say=typer.echo, admin_token=admin_token)
