"""What a dataset or a version of it says when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.data.lookup import get_dataset, get_version, to_info
from flyball.data.model import DatasetInfo, DatasetVersion
from flyball.governance.facts import Facts
from flyball.store import Stores


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """One sentence with the numbers of a version, or of the dataset when the Ref names no version."""
    with stores.catalog.read() as connection:
        dataset = get_dataset(connection, project, ref.name)
        info = to_info(connection, dataset)
        selector = ref.selector or (str(info.head) if info.head else None)
        if selector is None:
            return Facts(
                ref=str(ref), sentence=f"Dataset {info.name} was declared {info.created_at:%Y-%m-%d}, nothing is in it."
            )
        version = get_version(connection, dataset, selector)
    return Facts(ref=version.ref, sentence=_sentence(info, version), facts=_numbers(info, version))


def _sentence(info: DatasetInfo, version: DatasetVersion) -> str:
    what = "files" if info.content == "files" else "rows"
    change = f"{version.added:,} added, {version.deleted:,} deleted, {version.changed:,} changed"
    aside = f", {version.quarantined:,} set aside" if version.quarantined else ""
    suite = {
        "none": "no expectations were set",
        "passed": f"it passed its expectations (version {version.suite_version})",
        "warned": f"it passed with warnings (expectations version {version.suite_version})",
    }[version.suite_status]
    said = f' "{version.message}"' if version.message else ""
    return (
        f"Version {version.n} of dataset {info.name}{said} holds {version.rows:,} {what} ({change}{aside}), "
        f"committed {version.at:%Y-%m-%d %H:%M} UTC by {version.actor}; {suite}."
    )


def _numbers(info: DatasetInfo, version: DatasetVersion) -> dict[str, str | int | float | bool | list[str] | None]:
    return {
        "version": version.n,
        "rows": version.rows,
        "added": version.added,
        "deleted": version.deleted,
        "changed": version.changed,
        "quarantined": version.quarantined,
        "digest": version.digest,
        "commit": version.commit,
        "key": list(info.key),
        "label": info.label,
        "suite_version": version.suite_version,
        "suite_status": version.suite_status,
    }
