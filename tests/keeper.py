"""Runs one service for as long as a test session lives, then ends it and removes its folder.

Usage: keeper.py OWNER_PID FOLDER COMMAND…
It is a process of its own so that nothing is left behind when the session is killed:
then the folder of the whole session goes.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
from types import FrameType


def is_alive(pid: int) -> bool:
    if not hasattr(os, "pidfd_open"):  # not Linux
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        return not select.select([process], [], [], 0)[0]  # readable: it has ended, even if nobody has waited for it
    finally:
        os.close(process)


def end(service: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):  # PostgreSQL waits for clients on the first
        service.send_signal(number)
        try:
            service.wait(timeout=2)
        except subprocess.TimeoutExpired:
            continue
        return


def keep(owner: int, folder: str, command: list[str]) -> None:
    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, leave)
    service = subprocess.Popen(command)
    try:
        while is_alive(owner):
            try:
                service.wait(timeout=0.25)
            except subprocess.TimeoutExpired:
                continue
            return
    finally:
        end(service)
        shutil.rmtree(folder if is_alive(owner) else os.path.dirname(folder), ignore_errors=True)


if __name__ == "__main__":
    keep(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
