"""What a computation depended on, as values: environment, source control state, code fingerprint, code snapshot."""

from __future__ import annotations

from msgspec import Struct

from flyball.core import canonical_json
from flyball.core import digest as blake3_of


class Environment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The interpreter, the machine's kind and every installed distribution: what `pip` would need to rebuild it."""

    python: str
    """Full version, such as `3.11.7`."""
    implementation: str
    system: str
    """`Linux`, `Darwin` or `Windows`."""
    machine: str
    """Processor architecture, such as `x86_64`."""
    distributions: dict[str, str]
    """Normalised distribution name to version."""

    def lock(self) -> bytes:
        """The canonical bytes that are stored; equal environments have equal bytes."""
        return canonical_json(self)

    @property
    def digest(self) -> str:
        """The address of `lock()` in an object store."""
        return blake3_of(self.lock())


class GitState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the working tree of a git repository stands."""

    commit: str
    branch: str
    """Empty when no branch is checked out."""
    is_dirty: bool
    untracked: tuple[str, ...] = ()
    """Files git does not know and does not ignore, at most 1,000."""
    diff: bytes = b""
    """Uncommitted changes against the commit, at most 5 MiB."""
    is_diff_cut: bool = False
    """True when the diff was larger than the limit and only its beginning is kept."""


class Fingerprint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The identity of code: equal when nothing that it reaches has changed."""

    digest: str
    components: dict[str, str]
    """What went in, by readable name: `function shop.clean`, `distribution numpy`, `python`."""
    spans: dict[str, str] = {}
    """Component to source lines, such as `lines 14-16`, to say where a change is."""
    unhashable: tuple[str, ...] = ()
    """Names whose content cannot be known. A caller that caches by the digest must not when there are any."""
    modules: tuple[str, ...] = ()
    """Project modules that hold the code reached."""


class SnapshotFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One module's source file."""

    path: str
    digest: str
    size_bytes: int
    is_package: bool = False


class Snapshot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Source files of the project modules a function needs, by module name; its bytes are one small object."""

    modules: dict[str, SnapshotFile]
    format: int = 1

    def tree(self) -> bytes:
        """The canonical bytes that are stored."""
        return canonical_json(self)

    @property
    def digest(self) -> str:
        """The address of `tree()` in an object store: the identity of the code."""
        return blake3_of(self.tree())
