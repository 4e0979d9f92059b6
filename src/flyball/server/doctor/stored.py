"""Checks of the stores: schema, database pages, chains, streams, objects, backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from flyball.core import SYSTEM, Call, calling, from_us
from flyball.core.errors import FlyballError
from flyball.governance import Door
from flyball.governance.audit import Audit
from flyball.server.doctor.finding import Finding, ok, problem, warning
from flyball.store import Stores
from flyball.store.catalog import tables as t
from flyball.store.catalog.migrate import HEAD, current_revision
from flyball.store.catalog.rooms import all_tables

_OLD_BACKUP = timedelta(days=7)
_YOUNG = timedelta(days=1)
_REFERS = ("digest", "object", "manifest", "commit", "digests")
"""Columns that may name an object; a value that names none does no harm here."""


def examine_stores(stores: Stores) -> Iterator[Finding]:
    """All of them, in order."""
    for check in (_schema, _pages, _chains, _streams, _objects, _orphans, _backups):
        try:
            yield check(stores)
        except FlyballError as error:
            yield problem(check.__name__.strip("_"), str(error), error.hint or "restore a backup")


def _schema(stores: Stores) -> Finding:
    with stores.catalog.read() as connection:
        found = current_revision(connection)
    return ok("schema", f"{stores.catalog.dialect}, revision {found}, as this Flyball ({HEAD}) expects")


def _pages(stores: Stores) -> Finding:
    if stores.catalog.dialect != "sqlite":
        return ok("pages", "the database server looks after them")
    with stores.catalog.read() as connection:
        said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    if said == ["ok"]:
        return ok("pages", "every page of the catalog is sound")
    return problem("pages", f"the catalog is damaged: {said[0]}", "flyball backup restore, into a new home")


def _chains(stores: Stores) -> Finding:
    audit = Audit(stores, Door(stores.catalog))
    with stores.catalog.read() as connection:
        chains = list(connection.scalars(select(t.chain_head.c.chain).order_by(t.chain_head.c.chain)))
    entries = 0
    for chain in chains:
        with calling(Call(principal=SYSTEM, project=chain)):
            verified = audit.verify()
        if not verified.ok:
            says = f"the chain of {chain} is broken at entry {verified.first_bad}: {verified.reason}"
            return problem("chains", says, "flyball audit verify; compare with a backup to see what was changed")
        entries += verified.entries
    return ok("chains", f"{entries} events in {len(chains)} chains verified")


def _streams(stores: Stores) -> Finding:
    names = stores.streams.list()
    rows = sum(stores.streams.rows(name) for name in names)
    return ok("streams", f"{len(names)} streams with {rows} rows")


def _objects(stores: Stores) -> Finding:
    needed = _needed(stores)
    missing = stores.objects.missing(sorted(needed))
    if not missing:
        return ok("objects", f"all {len(needed)} objects that something refers to are there")
    says = f"{len(missing)} of {len(needed)} objects are missing; the first is {missing[0]}"
    return problem("objects", says, "copy them from a backup's objects folder, or restore it")


def _orphans(stores: Stores) -> Finding:
    known = _needed(stores) | _named(stores)
    orphans = sum(1 for digest in stores.objects.list() if digest not in known)
    return ok("orphans", f"{orphans} objects that nothing refers to; they do no harm")


def _backups(stores: Stores) -> Finding:
    query = select(func.max(t.event.c.at)).where(t.event.c.kind == "backup.created")
    with stores.catalog.read() as connection:
        last = connection.scalar(query)
        first = connection.scalar(select(func.min(t.event.c.at)))
    now, todo = stores.clock.now(), "flyball backup create FOLDER"
    if last is None:
        if first is None or now - from_us(first) < _YOUNG:
            return ok("backups", "none yet, and nothing is older than a day")
        return warning("backups", "there has never been a backup", todo)
    age = now - from_us(last)
    says = f"the last backup is {age.days} days old"
    return warning("backups", says, todo) if age > _OLD_BACKUP else ok("backups", says)


def _needed(stores: Stores) -> set[str]:
    """Objects that rows and streams cannot do without."""
    with stores.catalog.read() as connection:
        needed = set(connection.scalars(select(t.blob_use.c.digest).distinct()))
    for stream in stores.streams.list():
        needed |= {file.digest for file in stores.streams.sealed(stream)}
    return needed


def _named(stores: Stores) -> set[str]:
    """Whatever else looks like the digest of an object."""
    found: set[str] = set()
    with stores.catalog.read() as connection:
        for table in all_tables().sorted_tables:
            for column in table.columns:
                if column.name in _REFERS and str(column.type) == "TEXT":
                    found |= {value for value in connection.scalars(select(column).distinct()) if value}
    return found
