"""Files of runs."""

from __future__ import annotations

import pytest

from flyball.core.errors import BadInput, NotFound
from flyball.tracking import Artifact
from flyball.tracking.artifact_path import artifact_path


def test_a_file_and_a_folder_are_kept_under_their_paths(ws, tmp_path):
    (tmp_path / "plots" / "deep").mkdir(parents=True)
    (tmp_path / "plots" / "roc.txt").write_text("roc")
    (tmp_path / "plots" / "deep" / "pr.txt").write_text("pr")
    with ws.run("files") as run:
        run.log_artifact(tmp_path / "plots")
        run.log_artifact(tmp_path / "plots" / "roc.txt", path="top.txt")
        run.log_bytes("data.json", b"{}")

    assert [(a.path, a.size_bytes) for a in ws.runs.artifacts(run.id)] == [
        ("data.json", 2),
        ("plots/deep/pr.txt", 2),
        ("plots/roc.txt", 3),
        ("top.txt", 3),
    ]
    assert ws.runs.artifact(run.id, "plots/deep/pr.txt").content == b"pr"


def test_the_same_path_again_points_to_the_new_bytes(ws):
    with ws.run("files") as run:
        run.log_bytes("a.txt", b"old")
        run.log_bytes("a.txt", b"new")

    assert ws.runs.artifact(run.id, "a.txt").content == b"new"


def test_a_link_out_of_the_folder_is_left_out(local_ws, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("a")
    (tmp_path / "out" / "link.txt").symlink_to(tmp_path / "secret.txt")
    with local_ws.run("files") as run:
        found = run.log_artifact(tmp_path / "out")

    assert [artifact.path for artifact in found] == ["out/a.txt"]


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/./b", "a\\b", "a\0b", "C:/x", "x" * 1025, "a/", "\n"]
)
def test_a_path_that_could_escape_is_refused(local_ws, path):
    run = local_ws.runs.start(experiment="paths")
    digest = local_ws.objects.put(b"x")
    with pytest.raises(BadInput):
        local_ws.runs.log_artifacts(run.id, artifacts=(Artifact(path=path, digest=digest),))
    assert local_ws.runs.artifacts(run.id) == []


def test_composed_and_decomposed_names_are_one_path():
    assert artifact_path("caf\u0065\u0301.txt") == "caf\u00e9.txt"


def test_an_artifact_must_have_been_uploaded(ws):
    run = ws.runs.start(experiment="paths")
    with pytest.raises(BadInput, match="never uploaded"):
        ws.runs.log_artifacts(run.id, artifacts=(Artifact(path="a", digest="0" * 64),))


def test_an_unknown_artifact_is_not_found(local_ws):
    run = local_ws.runs.start(experiment="paths")
    with pytest.raises(NotFound):
        local_ws.runs.artifact(run.id, "nothing.txt")
