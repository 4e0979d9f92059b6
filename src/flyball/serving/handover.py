"""Handing the listening socket from workers whose supervisor died to the next supervisor.

A worker listens on a socket in Linux's abstract namespace, named after the home folder; who connects as the same user
gets the descriptor. No connection is refused meanwhile, since the kernel's accept queue belongs to the shared socket.
"""

from __future__ import annotations

import array
import os
import socket
import struct
import sys

from blake3 import blake3

from flyball.serving.places import Places

_TIMEOUT_S = 2.0


def address_of(places: Places) -> bytes:
    """The abstract address of a home folder's workers; short whatever the folder's path."""
    return b"\0flyball-serving-" + blake3(os.fsencode(places.folder)).hexdigest()[:32].encode()


def offer(places: Places) -> socket.socket | None:
    """Where this worker hands out its listening socket; None where another worker does, or without Linux."""
    if not sys.platform.startswith("linux"):
        return None
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.bind(address_of(places))
    except OSError:
        sock.close()
        return None
    sock.listen(8)
    sock.setblocking(False)
    return sock


def hand_out(door: socket.socket, listening: socket.socket) -> None:
    """Answer one request for the listening socket; another user's is closed without a word."""
    try:
        connection, _ = door.accept()
    except (BlockingIOError, OSError):
        return
    with connection:
        if _peer_uid(connection) == os.getuid():
            socket.send_fds(connection, [b"1"], [listening.fileno()])


def take_over(places: Places) -> socket.socket | None:
    """The listening socket of workers that are still there, or None."""
    if not sys.platform.startswith("linux"):
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_TIMEOUT_S)
        try:
            connection.connect(address_of(places))
            if _peer_uid(connection) != os.getuid():
                return None
            _, descriptors, _, _ = socket.recv_fds(connection, 1, 1)
        except OSError:
            return None
    if not descriptors:
        return None
    listening = socket.socket(fileno=descriptors[0])
    listening.setblocking(False)
    return listening


def _peer_uid(connection: socket.socket) -> int:
    size = struct.calcsize("3i")
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    return int(array.array("i", credentials)[1])
