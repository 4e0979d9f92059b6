"""Handing the listening socket from workers whose supervisor died to the next supervisor.

A worker listens on a socket in Linux's abstract namespace, named after the home folder; who connects as the same user
gets the descriptor. No connection is refused meanwhile, since the kernel's accept queue belongs to the shared socket.
"""

from __future__ import annotations

import array
import asyncio
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


class Handover:
    """This worker's part: hand out the listening socket, unless another worker already does."""

    def __init__(self, places: Places, listening: socket.socket) -> None:
        self._places = places
        self._listening = listening
        self._door: socket.socket | None = None

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take the address if it is free; called again and again, so that some worker always has it."""
        if self._door is None:
            self._door = offer(self._places)
            if self._door is not None:
                loop.add_reader(self._door, self._hand_out)

    def _hand_out(self) -> None:
        if self._door is None:
            return
        try:
            connection, _ = self._door.accept()
        except OSError:
            return
        with connection:
            # Another user's request is closed without a word.
            if _peer_uid(connection) == os.getuid():
                socket.send_fds(connection, [b"1"], [self._listening.fileno()])


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
