"""What code a function reaches: its fingerprint, and the source files needed to run it elsewhere."""

from flyball.compute.code.finder import import_from
from flyball.compute.code.fingerprint import fingerprint
from flyball.compute.code.origin import importable_name
from flyball.compute.code.snapshot import checkout_snapshot, read_snapshot, snapshot_of

__all__ = ["checkout_snapshot", "fingerprint", "import_from", "importable_name", "read_snapshot", "snapshot_of"]
