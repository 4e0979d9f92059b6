"""Taking in a version: its files are there, safe and of the stated size; then it gets the next number, for good."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from flyball.core import Ref, digest
from flyball.core.errors import BadInput, TooLarge
from flyball.governance import find_facts
from flyball.registry import tables as t
from flyball.registry.events import ModelCreated, ModelRegistered
from flyball.registry.model import Manifest
from flyball.registry.rows import latest_version
from flyball.registry.sniff import check_file
from flyball.store import Stores
from flyball.store.blobs import adopt_blobs
from flyball.store.catalog import Change, insert_ignore

LARGEST_BYTES = 2**30
"""Files beyond it are not read into memory to be checked, and therefore not taken."""


def create_model(change: Change, name: str, description: str = "") -> bool:
    """Make the name known; False if it was."""
    row = {
        "project": change.project, "name": name, "description": description,
        "created_by": change.call.principal.id, "created_at": change.now_us,
    }  # fmt: skip
    if change.execute(insert_ignore(change.connection, t.model), [row]).rowcount == 0:
        return False
    change.emit(ModelCreated(ref=f"model:{name}", description=description))
    return True


def register_version(change: Change, stores: Stores, name: str, manifest: Manifest, *, description: str) -> int:
    """Write the version and return its number; numbers are never given twice."""
    change.lock(f"model:{change.project}:{name}")
    manifest = _checked(manifest)
    _check_files(stores, change, manifest)
    create_model(change, name)
    manifest, authors = _with_provenance(stores, change, manifest)
    body_digest = digest(manifest)
    number = latest_version(change.connection, change.project, name) + 1
    v = t.version.c
    same = select(v.version).where(v.project == change.project, v.model == name, v.digest == body_digest)
    row = {
        "project": change.project, "model": name, "version": number, "digest": body_digest,
        "same_as": change.execute(same.order_by(v.version).limit(1)).scalar(),
        "manifest": msgspec.json.encode(manifest), "flavour": manifest.flavour, "run": manifest.run,
        "description": description, "authors": msgspec.json.encode(authors),
        "created_by": change.call.principal.id, "created_at": change.now_us,
    }  # fmt: skip
    change.execute(t.version.insert(), [row])
    ref = f"model:{name}@{number}"
    if manifest.run:
        change.link(manifest.run, ref, "registered")
    change.emit(ModelRegistered(ref=ref, digest=body_digest, flavour=manifest.flavour, run=manifest.run))
    return number


def _checked(manifest: Manifest) -> Manifest:
    """The manifest, its limits enforced: a value that was made in this process has been checked by nobody yet."""
    try:
        return msgspec.convert(msgspec.to_builtins(manifest), Manifest)
    except msgspec.ValidationError as error:
        raise BadInput("the manifest is not valid", why=str(error)[:500]) from error


def _check_files(stores: Stores, change: Change, manifest: Manifest) -> None:
    if manifest.entry not in manifest.files:
        raise BadInput(f"the manifest has no file {manifest.entry!r}", why=f"files: {', '.join(manifest.files)}")
    folded = {path.casefold() for path in manifest.files}
    if len(folded) != len(manifest.files):
        raise BadInput("two files differ only in upper and lower case", why="some file systems cannot hold both")
    too_large = [path for path, file in manifest.files.items() if file.size_bytes > LARGEST_BYTES]
    if too_large:
        raise TooLarge(f"{too_large[0]} is larger than {LARGEST_BYTES} bytes")
    adopt_blobs(stores, change, [file.digest for file in manifest.files.values()])
    for path, file in manifest.files.items():
        size = stores.objects.size(file.digest)
        if size != file.size_bytes:
            raise BadInput(f"{path} has {size} bytes", why=f"the manifest says {file.size_bytes}")
        check_file(path, stores.objects.get(file.digest))


def _with_provenance(stores: Stores, change: Change, manifest: Manifest) -> tuple[Manifest, list[str]]:
    """Code and environment from the run where the manifest leaves them out; and everybody who made the version."""
    authors = {change.call.principal.id}
    if manifest.run is None:
        return manifest, sorted(authors)
    found = find_facts(stores, change.project, Ref.parse(manifest.run))
    if found is None:
        raise BadInput(f"there is no {manifest.run}", hint="flyball run list")
    owner, code, environment = (found.facts.get(name) for name in ("owner", "code", "environment"))
    if isinstance(owner, str):
        authors.add(owner)
    manifest = msgspec.structs.replace(
        manifest,
        code=manifest.code or (code if isinstance(code, str) else None),
        environment=manifest.environment or (environment if isinstance(environment, str) else None),
    )
    return manifest, sorted(authors)
