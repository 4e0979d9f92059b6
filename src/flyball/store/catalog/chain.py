"""The hash chain over events, as pure functions of bytes (no I/O), so that anyone can verify an export without us.

For entry `seq` of a chain: `hash = SHA256(prev ‖ u64be(seq) ‖ SHA256(header) ‖ detail_commit)` with
`detail_commit = SHA256(salt ‖ detail)`. The stored bytes are hashed, nothing is serialised again. Erasing a detail
removes its body and salt: the commitment stays, so the chain still verifies, and without the salt no guess can be
tested against it.
"""

from __future__ import annotations

import hashlib
import struct

GENESIS = bytes(32)
SALT_BYTES = 32


def detail_commitment(salt: bytes, detail: bytes) -> bytes:
    """SHA-256 of the salt and the detail."""
    return hashlib.sha256(salt + detail).digest()


def entry_hash(previous: bytes, seq: int, header: bytes, commitment: bytes) -> bytes:
    """The link of entry `seq` (from 1) to the entry before it.

    >>> entry_hash(GENESIS, 1, b"{}", bytes(32)).hex()[:16]
    '715d71b79d8b9a15'
    """
    return hashlib.sha256(previous + struct.pack(">Q", seq) + hashlib.sha256(header).digest() + commitment).digest()
