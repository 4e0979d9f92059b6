"""Where code runs and what it depended on: environment, git state, code fingerprint and snapshot, child processes."""

from flyball.compute.child import EXECUTORS, ChildFailed, Executor, resolve, run_child, run_inline
from flyball.compute.code import (
    checkout_snapshot,
    fingerprint,
    import_from,
    importable_name,
    read_snapshot,
    snapshot_of,
)
from flyball.compute.environment import capture_environment, compare_environments
from flyball.compute.git import git_state
from flyball.compute.model import Environment, Fingerprint, GitState, Snapshot, SnapshotFile

__all__ = [
    "EXECUTORS",
    "ChildFailed",
    "Environment",
    "Executor",
    "Fingerprint",
    "GitState",
    "Snapshot",
    "SnapshotFile",
    "capture_environment",
    "checkout_snapshot",
    "compare_environments",
    "fingerprint",
    "git_state",
    "import_from",
    "importable_name",
    "read_snapshot",
    "resolve",
    "run_child",
    "run_inline",
    "snapshot_of",
]
