"""The record as one file: a line that describes it, then a line per entry; verified without a server or a database."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from msgspec import Struct

from flyball.core.errors import BadInput
from flyball.governance.audit_verify import VerifyResult, fold
from flyball.governance.chain_check import ChainEntry
from flyball.governance.checkpoint import Checkpoint

FORMAT = "flyball-audit/1"


class ExportHead(Struct, frozen=True, kw_only=True):
    """The first line of an export."""

    format: str
    chain: str
    size: int
    head: str
    exported_at: datetime
    checkpoints: tuple[Checkpoint, ...]


class ExportLine(Struct, frozen=True, kw_only=True):
    """One entry: the header as the text that is hashed, hashes and salt in hexadecimal digits, the detail in base64."""

    seq: int
    header: str
    detail_commit: str
    hash: str
    salt: str | None
    detail: str | None


def export_lines(head: ExportHead, entries: Iterable[ChainEntry]) -> Iterator[bytes]:
    """The lines of an export file, each with its newline."""
    yield msgspec.json.encode(head) + b"\n"
    for entry in entries:
        line = ExportLine(
            seq=entry.seq,
            header=entry.header.decode(),
            detail_commit=entry.detail_commit.hex(),
            hash=entry.hash.hex(),
            salt=None if entry.salt is None else entry.salt.hex(),
            detail=None if entry.body is None else base64.b64encode(entry.body).decode(),
        )
        yield msgspec.json.encode(line) + b"\n"


def verify_export(
    lines: Iterable[bytes], *, checkpoints: tuple[Checkpoint, ...] = (), public_key: str | None = None
) -> VerifyResult:
    """Verify an export; `checkpoints` you kept and the workspace's `public_key` let it rest on more than the file."""
    iterator = iter(lines)
    try:
        head = msgspec.json.decode(next(iterator, b""), type=ExportHead)
        if head.format != FORMAT:
            raise BadInput(f"this export has the format {head.format!r}", why=f"this Flyball reads {FORMAT}")
        return fold(
            head.chain,
            (_parse(line) for line in iterator if line.strip()),
            head=(head.size, bytes.fromhex(head.head)),
            checkpoints=(*head.checkpoints, *checkpoints),
            public_key=public_key,
        )
    except (msgspec.DecodeError, ValueError) as error:
        raise BadInput("this is not an export of the audit trail", why=str(error)[:300]) from error


def _parse(line: bytes) -> ChainEntry:
    found = msgspec.json.decode(line, type=ExportLine)
    return ChainEntry(
        seq=found.seq,
        header=found.header.encode(),
        detail_commit=bytes.fromhex(found.detail_commit),
        hash=bytes.fromhex(found.hash),
        columns=None,
        salt=None if found.salt is None else bytes.fromhex(found.salt),
        body=None if found.detail is None else base64.b64decode(found.detail),
    )
