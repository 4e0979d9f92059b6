"""The listening socket that all workers share."""

from __future__ import annotations

import socket

from flyball.core.errors import PortInUse

BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; `PortInUse` when somebody else has the address.

    One socket inherited by every worker, not one each with SO_REUSEPORT: closing such a one drops its accept queue.
    """
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise PortInUse(
            f"cannot listen on {host}:{port}", why=str(error), hint="choose another serving_port, or stop that program"
        ) from error
    sock.listen(BACKLOG)
    sock.setblocking(False)
    return sock
