"""`python -m flyball.serving.worker`: one worker process."""

from __future__ import annotations

import argparse
import os
import socket

# Before NumPy or a model library is imported: two busy threads per worker cost more than they give.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def main() -> int:
    """Read the flags and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m flyball.serving.worker", description="One serving worker.")
    parser.add_argument("--home", help="home folder; other settings come from flyball.toml and FLYBALL_*")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7701)
    parser.add_argument("--fd", type=int, help="a listening socket to take over, instead of host and port")
    parser.add_argument("--index", type=int, default=0, help="the worker's slot")
    parser.add_argument("--alone", action="store_true", help="swap generations without a supervisor")
    flags = parser.parse_args()

    from flyball.core.config import load_settings
    from flyball.core.errors import FlyballError
    from flyball.serving.listen import listen
    from flyball.serving.worker.run import run_worker

    try:
        settings = load_settings({"home": flags.home})
        sock = listen(flags.host, flags.port) if flags.fd is None else socket.socket(fileno=flags.fd)
        run_worker(settings, sock, index=flags.index, is_alone=flags.alone)
    except FlyballError as error:
        parser.exit(1, f"{error}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
