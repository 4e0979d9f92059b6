import os
from pathlib import Path

import msgspec
import pytest

from flyball.core.errors import AlreadyExists, BadInput
from flyball.data import Dataset
from flyball.data.manifest import TreeEntry, get_manifest, put_manifest, to_json
from flyball.data.paths import check_paths
from flyball.data.tree import tree_of
from flyball.workspace import Workspace


@pytest.fixture
def images(ws: Workspace) -> Dataset:
    return ws.dataset("images").create(content="files")


def filled(folder: Path, **files: bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_a_folder_comes_back_as_it_was(images: Dataset, tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", a=b"1", deep__er__b=b"22", empty=b"")

    version = images.commit(folder)
    written = images.checkout(version.n, tmp_path / "out")

    assert (version.rows, version.size_bytes) == (3, 3)
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in written) == ["a", "deep/er/b", "empty"]
    assert (tmp_path / "out/deep/er/b").read_bytes() == b"22"


def test_a_changed_file_is_found_and_only_it_is_new(images: Dataset, tmp_path: Path) -> None:
    images.commit(filled(tmp_path / "in", a=b"1", b=b"2", c=b"3"))
    (tmp_path / "in/a").unlink()
    version = images.commit(filled(tmp_path / "in", b=b"two", d=b"4"))

    assert (version.added, version.deleted, version.changed, version.new_bytes) == (1, 1, 1, 4)
    diff = images._datasets.diff("images", old="1", new="2")
    assert [(change.kind, change.key) for change in diff.sample] == [
        ("changed", ("b",)),
        ("added", ("d",)),
        ("deleted", ("a",)),
    ]


def test_the_same_folder_again_is_no_new_version(local_ws: Workspace, tmp_path: Path) -> None:
    images = local_ws.dataset("images").create(content="files")
    folder = filled(tmp_path / "in", a=b"1")
    assert images.commit(folder) == images.commit(folder)


@pytest.mark.parametrize(
    "paths",
    [
        ["/etc/passwd"], ["../up"], ["a/../../b"], ["a//b"], ["./a"], [""], ["a\x00b"], ["a\nb"], ["c:/x"], ["a\\b"],
        ["a", "A"], ["caf\u00e9", "cafe\u0301"], ["a", "a/b"], ["A", "a/b"], ["nul.txt"], ["a/con"], ["a."],
        ["x" * 1025],
    ],
)  # fmt: skip
def test_a_path_that_could_leave_the_folder_or_collide_is_refused(paths: list[str]) -> None:
    with pytest.raises(BadInput):
        check_paths(paths)


def test_a_manifest_with_a_bad_path_is_refused_by_the_commit(local_ws: Workspace) -> None:
    local_ws.dataset("images").create(content="files")
    stored = local_ws.objects.put(b"x")
    evil = tree_of((TreeEntry(path="../../x", object=stored, size_bytes=1),))

    with pytest.raises(BadInput, match=r"'\.\.' part"):
        local_ws.datasets.commit("images", manifest=put_manifest(local_ws.objects, evil))


def test_a_manifest_that_lies_about_its_totals_is_refused(local_ws: Workspace) -> None:
    local_ws.dataset("images").create(content="files")
    stored = local_ws.objects.put(b"x")
    honest = tree_of((TreeEntry(path="x", object=stored, size_bytes=1),))
    lie = msgspec.structs.replace(honest, digest="0" * 64)

    with pytest.raises(BadInput, match="does not describe its files"):
        local_ws.datasets.commit("images", manifest=put_manifest(local_ws.objects, lie))


def test_links_are_refused(local_ws: Workspace, tmp_path: Path) -> None:
    images = local_ws.dataset("images").create(content="files")
    folder = filled(tmp_path / "in", a=b"1")
    os.symlink("/etc/passwd", folder / "link")
    with pytest.raises(BadInput, match="symbolic link"):
        images.commit(folder)


def test_a_checkout_never_writes_into_a_folder_with_things_in_it(local_ws: Workspace, tmp_path: Path) -> None:
    images = local_ws.dataset("images").create(content="files")
    images.commit(filled(tmp_path / "in", a=b"1"))
    with pytest.raises(AlreadyExists):
        images.checkout(1, tmp_path / "in")


def test_files_have_no_rows_to_expect_anything_of(local_ws: Workspace, tmp_path: Path) -> None:
    images = local_ws.dataset("images").create(content="files")
    images.commit(filled(tmp_path / "in", a=b"1"))
    with pytest.raises(BadInput, match="holds files"):
        images.read()
    with pytest.raises(BadInput, match="holds files"):
        images.append(tmp_path)
    with pytest.raises(BadInput, match="holds files"):
        images.expect()


def test_manifests_are_canonical_json(local_ws: Workspace, tmp_path: Path) -> None:
    from flyball.core import canonical_json
    from tests.unit.data.conftest import departures

    images = local_ws.dataset("images").create(content="files")
    table = local_ws.dataset("flights").create(key="id")
    for version in (images.commit(filled(tmp_path / "in", a=b"1")), table.commit(departures(0, 10))):
        manifest = get_manifest(local_ws.objects, version.manifest)
        assert to_json(manifest) == canonical_json(manifest)
