"""A snapshot carries the code that ran, whatever the files say later."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from flyball.compute import ChildFailed, checkout_snapshot, fingerprint, read_snapshot, run_child, snapshot_of
from flyball.core.errors import BadInput, StoreCorrupt
from flyball.store.objects import open_objects


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A package `shop` with a training function that uses a helper module."""
    folder = tmp_path / "src" / "shop_for_snapshot"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "maths.py").write_text("FACTOR = 2\ndef scale(x):\n    return FACTOR * x\n")
    (folder / "train.py").write_text(
        textwrap.dedent("""
        from .maths import scale

        def fit(x):
            return scale(x)
        """)
    )
    monkeypatch.syspath_prepend(str(folder.parent))
    yield folder
    for name in [name for name in sys.modules if name.startswith("shop_for_snapshot")]:
        del sys.modules[name]


def stored(objects, fn):
    snapshot, files = snapshot_of(fn)
    for content in files.values():
        objects.put(content)
    return objects.put(snapshot.tree())


def test_the_snapshot_holds_the_modules_reached_and_their_packages(project):
    from shop_for_snapshot.train import fit

    snapshot, files = snapshot_of(fit)

    assert sorted(snapshot.modules) == ["shop_for_snapshot", "shop_for_snapshot.maths", "shop_for_snapshot.train"]
    assert {file.digest for file in snapshot.modules.values()} == set(files)
    assert snapshot_of(fit)[0].digest == snapshot.digest


def test_recorded_code_runs_even_after_the_files_changed(project, tmp_path):
    from shop_for_snapshot.train import fit

    objects = open_objects(f"file://{tmp_path / 'objects'}")
    key = stored(objects, fit)
    (project / "maths.py").write_text("FACTOR = 1000\ndef scale(x):\n    return FACTOR * x\n")
    checkout = tmp_path / "checkout"
    snapshot = read_snapshot(objects, key)
    checkout_snapshot(objects, snapshot, checkout)

    request = {"snapshot": snapshot.tree().decode(), "folder": str(checkout)}
    answer = run_child("tests.unit.compute.entry:run", request, environ={"PYTHONPATH": str(Path.cwd())})

    assert answer == 42


def test_a_path_that_leaves_the_folder_is_refused(tmp_path):
    objects = open_objects(f"file://{tmp_path / 'objects'}")
    key = objects.put(b"x = 1")
    tree = f'{{"format":1,"modules":{{"m":{{"path":"../m.py","digest":"{key}","size_bytes":5}}}}}}'.encode()

    with pytest.raises(BadInput, match="leads out"):
        checkout_snapshot(objects, read_snapshot(objects, objects.put(tree)), tmp_path / "checkout")

    assert not (tmp_path / "m.py").exists()


def test_bytes_that_are_no_snapshot_are_named(tmp_path):
    objects = open_objects(f"file://{tmp_path / 'objects'}")
    key = objects.put(b"not a snapshot")

    with pytest.raises(StoreCorrupt, match=key):
        read_snapshot(objects, key)


def test_a_child_reports_what_it_raised():
    with pytest.raises(ChildFailed, match="ZeroDivisionError") as failed:
        run_child("tests.unit.compute.entry:fail", None, environ={"PYTHONPATH": str(Path.cwd())})

    assert "entry.py" in failed.value.details["traceback"]


def test_a_child_that_takes_too_long_is_stopped():
    with pytest.raises(ChildFailed, match="longer than"):
        run_child("time:sleep", 60, timeout_s=0.5)


def test_a_fingerprint_names_the_modules_of_the_snapshot(project):
    from shop_for_snapshot.train import fit

    assert fingerprint(fit).modules == ("shop_for_snapshot.maths", "shop_for_snapshot.train")
