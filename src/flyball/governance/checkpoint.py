"""Signed statements of how far a chain had come: kept elsewhere, they show a cut or rewritten chain for what it is.

Cryptography is imported where a signature is made or checked, so that a server starts without it.
"""

from __future__ import annotations

import base64
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from flyball.core import canonical_json
from flyball.core.errors import StoreCorrupt
from flyball.store.files import failure, locked, sync_folder, write_all

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Statement(Struct, frozen=True, kw_only=True):
    """What is signed, in its canonical JSON."""

    chain: str
    size: int
    head: str
    """Hash of entry `size`, in hexadecimal digits."""
    at: datetime


class Checkpoint(Struct, frozen=True, kw_only=True):
    """A statement with its Ed25519 signature; anyone with the public key can check it, without this software."""

    statement: Statement
    public_key: str
    signature: str


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The workspace's key for checkpoints, made at first use, readable by its owner only."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    file = home / "keys" / "audit.pem"
    if not file.is_file():
        _create(file)
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise StoreCorrupt(f"{file} is no private key", why=str(error), hint="restore it from a backup") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise StoreCorrupt(f"{file} is no Ed25519 key", hint="restore it from a backup")
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half in hexadecimal digits, as checkpoints carry it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def sign(statement: Statement, key: Ed25519PrivateKey) -> Checkpoint:
    """The statement with a signature over its canonical JSON."""
    return Checkpoint(
        statement=statement,
        public_key=public_key(key),
        signature=base64.b64encode(key.sign(canonical_json(statement))).decode(),
    )


def is_valid(checkpoint: Checkpoint) -> bool:
    """Whether the signature is the key's over exactly this statement; whose key it is, the caller must know."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.public_key))
        key.verify(base64.b64decode(checkpoint.signature), canonical_json(checkpoint.statement))
    except (InvalidSignature, ValueError):
        return False
    return True


def _create(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(file.with_suffix(".lock")):
            if file.is_file():
                return
            partial = file.with_suffix(".part")
            partial.unlink(missing_ok=True)
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                write_all(descriptor, _new_key())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            partial.replace(file)
            sync_folder(file.parent)
    except OSError as error:
        raise failure(error, f"write {file}") from error


def _new_key() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
