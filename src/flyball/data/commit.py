"""From a candidate manifest to a published version: judge, set rows aside, record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Row

from flyball.core import Ref
from flyball.core.errors import BadInput
from flyball.data.diff import diff_versions
from flyball.data.expectations import Suite
from flyball.data.judge import Candidate, judge
from flyball.data.lookup import find_head, get_dataset, get_suite, get_version, key_of
from flyball.data.made import record_made
from flyball.data.manifest import Manifest, TableManifest, TreeManifest, get_manifest
from flyball.data.model import DatasetVersion, ValidationReport
from flyball.data.paths import check_paths
from flyball.data.profile import keep_summaries
from flyball.data.quarantine import met_by, set_aside
from flyball.data.record import NewVersion, lock_head, record_version
from flyball.data.reference import reference_to, table_of
from flyball.data.refusal import refusal
from flyball.data.tree import tree_of
from flyball.data.validate import tell
from flyball.data.validations import Kept, find_validation, keep_validation, mark_set_aside
from flyball.store import Service, Stores
from flyball.store.blobs import adopt_blobs
from flyball.store.catalog import Change

if TYPE_CHECKING:
    from sqlalchemy import Connection


class _Situation(NamedTuple):
    """What a commit meets: the dataset, the branch's head, the suite in force."""

    dataset: Row[Any]
    head: DatasetVersion | None
    head_manifest: TableManifest | None
    suite: Suite


def check_candidate(stores: Stores, service: Service, name: str, *, manifest: str, branch: str) -> ValidationReport:
    """Judge and keep the result, which a commit of the same content finds; a blocked one stays on record."""
    with service.read() as connection:
        met = _meet(stores, connection, service.project, name, branch)
    with service.change() as change:
        change.lock(f"dataset:{met.dataset.id}")
        candidate = _candidate(stores, change, met, manifest)
        if not isinstance(candidate, Candidate):
            raise BadInput(f"dataset:{name} holds files", why="expectations are about the rows of a table")
        return _judged(stores, change, met, candidate).report


def commit_candidate(
    stores: Stores,
    service: Service,
    name: str,
    *,
    manifest: str,
    message: str,
    branch: str,
    expected: int | None,
    sources: tuple[str, ...],
) -> DatasetVersion:
    """Publish; the whole of it is one transaction, so that a killed commit leaves nothing visible."""
    with service.change() as change:
        dataset = get_dataset(change.connection, change.project, name)
        head = lock_head(change, dataset, branch, expected)
        met = _meet(stores, change.connection, change.project, name, branch)
        candidate = _candidate(stores, change, met, manifest)
        if met.head is not None and _digest_of(candidate) == met.head.digest:
            return met.head
        if isinstance(candidate, TreeManifest):
            new = _new_files(stores, met, candidate, manifest)
            return record_version(
                change, dataset, new, ids=stores.ids, branch=branch, parent=head, message=message, sources=sources
            )
        kept = _judged(stores, change, met, candidate)
        if kept.report.verdict == "blocked":
            raise refusal(kept.report)
        accepted = _accepted(stores, kept)
        made = met.head
        if made is None or made.digest != accepted.digest:
            new = _new_version(stores, met, accepted, kept)
            made = record_version(
                change, dataset, new, ids=stores.ids, branch=branch, parent=head, message=message, sources=sources
            )
        if kept.rejected and not kept.is_set_aside:
            set_aside(stores, change, dataset, kept.rejected, met=met_by(dataset, made.n))
            mark_set_aside(change, dataset.id, kept.report)
        return made


def _meet(stores: Stores, connection: Connection, project: str, name: str, branch: str) -> _Situation:
    dataset = get_dataset(connection, project, name)
    n = find_head(connection, dataset.id, branch)
    head = get_version(connection, dataset, n) if n is not None else None
    manifest = get_manifest(stores.objects, head.manifest) if head else None
    table = manifest if isinstance(manifest, TableManifest) else None
    return _Situation(dataset, head, table, get_suite(connection, dataset.id))


def _candidate(stores: Stores, change: Change, met: _Situation, digest: str) -> Candidate | TreeManifest:
    """The candidate's manifest, after making sure that its objects are there and are the caller's to use."""
    adopt_blobs(stores, change, [digest])
    manifest = get_manifest(stores.objects, digest)
    adopt_blobs(stores, change, _new_objects(manifest, met.head_manifest))
    if manifest.kind != met.dataset.content:
        raise BadInput(
            f"dataset:{met.dataset.name} holds {met.dataset.content}", why=f"the commit holds {manifest.kind}"
        )
    if isinstance(manifest, TreeManifest):
        check_paths(entry.path for entry in manifest.entries)
        if tree_of(manifest.entries) != manifest:
            raise BadInput("the manifest does not describe its files", why="its totals, order or digest differ")
        return manifest
    if manifest.key_names != key_of(met.dataset):
        raise BadInput(f"the key of dataset:{met.dataset.name} is {met.dataset.key}", why=f"got {manifest.key_names}")
    return Candidate(met.dataset.name, manifest, digest, met.head_manifest)


def _digest_of(candidate: Candidate | TreeManifest) -> str:
    return candidate.digest if isinstance(candidate, TreeManifest) else candidate.manifest.digest


def _new_objects(manifest: Manifest, known: Manifest | None) -> set[str]:
    return set(manifest.objects()) - set(known.objects() if known else ())


def _judged(stores: Stores, change: Change, met: _Situation, candidate: Candidate) -> Kept:
    """The kept judgement of this content, made now if there is none."""
    kept = find_validation(
        change.connection,
        met.dataset,
        digest=candidate.manifest.digest,
        suite_version=met.suite.version,
        against=met.head.n if met.head else 0,
        scope=candidate.scope,
    )
    if kept is not None and (kept.accepted or kept.report.verdict == "blocked"):
        return kept
    made = judge(
        stores.objects,
        candidate,
        suite=met.suite,
        reference=reference_to(stores, change.project, met.head, scope=candidate.scope),
        now=stores.clock.now(),
        verify=not change.call.is_embedded,
    )
    rejected = [made.rejected] if made.rejected else []
    own = [made.accepted_digest, *rejected, *_new_objects(made.accepted, candidate.manifest)]
    record_made(stores, change, own)
    keep_summaries(change, made.summaries)
    keep_validation(change, met.dataset.id, made.report, judgement=made)
    if met.suite.checks:
        tell(change, made.report, ref=str(Ref("dataset", met.dataset.name)))
    return Kept(made.report, made.accepted_digest, made.rejected, is_set_aside=False)


def _accepted(stores: Stores, kept: Kept) -> TableManifest:
    if kept.accepted is None:
        raise BadInput("this content was judged, but never offered for publishing")
    return table_of(get_manifest(stores.objects, kept.accepted), kept.report.dataset)


def _new_version(stores: Stores, met: _Situation, accepted: TableManifest, kept: Kept) -> NewVersion:
    added, deleted, changed = _counts(stores, met.head_manifest, accepted, kept.report.scope)
    known = {fragment.id for fragment in met.head_manifest.fragments} if met.head_manifest else set()
    is_warned = any(result.status == "failed" for result in kept.report.results)
    return NewVersion(
        digest=accepted.digest,
        manifest=str(kept.accepted),
        rows=accepted.rows,
        size_bytes=accepted.size_bytes,
        new_bytes=sum(fragment.size_bytes for fragment in accepted.fragments if fragment.id not in known),
        added=added,
        deleted=deleted,
        changed=changed,
        quarantined=kept.report.quarantined,
        suite_version=met.suite.version,
        suite_status="none" if not met.suite.checks else "warned" if is_warned else "passed",
    )


def _counts(stores: Stores, head: TableManifest | None, accepted: TableManifest, scope: str) -> tuple[int, int, int]:
    if head is None:
        return accepted.rows, 0, 0
    if scope == "landed":
        return accepted.rows - head.rows, 0, 0
    found = diff_versions(stores.objects, head, accepted)
    return found.added.num_rows, found.deleted.num_rows, found.new.num_rows


def _new_files(stores: Stores, met: _Situation, tree: TreeManifest, digest: str) -> NewVersion:
    before = get_manifest(stores.objects, met.head.manifest) if met.head else None
    was = {entry.path: entry for entry in before.entries} if isinstance(before, TreeManifest) else {}
    now = {entry.path: entry for entry in tree.entries}
    known = {entry.object for entry in was.values()}
    return NewVersion(
        digest=tree.digest,
        manifest=digest,
        rows=tree.rows,
        size_bytes=tree.size_bytes,
        new_bytes=sum(entry.size_bytes for entry in tree.entries if entry.object not in known),
        added=len(now.keys() - was.keys()),
        deleted=len(was.keys() - now.keys()),
        changed=sum(was[path].object != now[path].object for path in was.keys() & now.keys()),
        quarantined=0,
        suite_version=0,
        suite_status="none",
    )
