"""What a run used and made: aliases resolved to versions, and the objects its code consists of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Table

from flyball.compute import read_snapshot
from flyball.core import Ref
from flyball.core.errors import BadInput, NotFound
from flyball.core.operation import Dispatcher
from flyball.store import Stores
from flyball.store.catalog import Change, insert_replace
from flyball.tracking.model import Link, Session

if TYPE_CHECKING:
    from flyball.store.objects import Objects


def resolve_links(stores: Stores, dispatcher: Dispatcher, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links with every alias replaced by the version it stands for now, and the version's digest filled in."""
    return tuple(_resolved(stores, dispatcher, link) for link in links)


def write_links(change: Change, table: Table, run: str, links: Iterable[Link]) -> None:
    """Add rows; the same Ref under the same name again is nothing."""
    rows = [{"run": run, "ref": link.ref, "name": link.name, "digest": link.digest} for link in links]
    if rows:
        change.execute(insert_replace(change.connection, table, ["run", "ref", "name"]), rows)


def code_objects(objects: Objects, session: Session) -> set[str]:
    """Digests of every object a session refers to, the files of its code snapshot included."""
    found = {session.environment, session.code, session.fingerprint}
    found.add(session.source.diff if session.source else None)
    if session.code is not None:
        try:
            snapshot = read_snapshot(objects, session.code)
        except NotFound as error:
            raise BadInput(
                f"the code snapshot {session.code} was never uploaded", hint="upload, then repeat"
            ) from error
        found |= {file.digest for file in snapshot.modules.values()}
    return {digest for digest in found if digest is not None}


def _resolved(stores: Stores, dispatcher: Dispatcher, link: Link) -> Link:
    ref = Ref.parse(link.ref)
    if ref.kind != "dataset":
        return msgspec.structs.replace(link, ref=str(ref))
    from flyball.data import Datasets

    version = Datasets(stores, dispatcher).get_version(ref.name, ref.selector or "main")
    return msgspec.structs.replace(link, ref=version.ref, digest=version.digest)
