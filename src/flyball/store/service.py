"""The base of every room's service: its ports, its door, and the two ways into the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from flyball.core import Call, current_call
from flyball.core.operation import Dispatcher

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from flyball.store.catalog import Change
    from flyball.store.stores import Stores


class Service:
    """Holds operations; a room derives one class and gives it a `noun`, the name it has on the workspace.

    An operation is a sentence: read facts, decide (a pure function), write, emit. Whatever it writes through `change()`
    commits together when the operation ends, with its events.
    """

    noun: ClassVar[str] = ""

    def __init__(self, stores: Stores, dispatcher: Dispatcher) -> None:
        self.stores = stores
        self.dispatcher = dispatcher

    @property
    def call(self) -> Call:
        """Who is asking, in which project."""
        return current_call() or self.stores.catalog.default_call

    @property
    def project(self) -> str:
        """The project of the current call."""
        return self.call.project

    @contextmanager
    def change(self) -> Iterator[Change]:
        """The operation's write transaction."""
        with self.stores.catalog.change() as change:
            yield change

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading."""
        with self.stores.catalog.read() as connection:
            yield connection
