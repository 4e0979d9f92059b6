"""How a run's inputs are read: by Ref, as Arrow tables, with the digest of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flyball.core import Ref
from flyball.core.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

    from flyball.data import Dataset


class ReadsInputs(Protocol):
    """Opens datasets; a workspace is one."""

    def dataset(self, name: str) -> Dataset: ...


def read_input(source: ReadsInputs, ref: Ref) -> pa.Table:
    """The rows of a dataset version."""
    if ref.kind != "dataset" or ref.version is None:
        raise BadInput(
            f"{ref} cannot be an input that is read", why="it must be a dataset version", hint="dataset:NAME@1"
        )
    return source.dataset(ref.name).read(ref.version)
