from __future__ import annotations

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from flyball.core.errors import AlreadyExists, BadInput, NotFound, SchemaMismatch, UnsafeModel
from flyball.registry import File, load_model
from flyball.registry.frames import to_matrix
from flyball.workspace import Workspace
from tests.unit.registry.helpers import COLUMNS, register, some_model, some_rows, start_run


def test_a_registered_model_predicts_what_the_trained_one_does(ws: Workspace) -> None:
    version = register(ws)

    loaded = load_model(models=ws.models, objects=ws.objects, ref="model:late-flight@1")

    expected = some_model().predict_proba(some_rows())
    np.testing.assert_allclose(loaded.predict_proba(_table()), expected, atol=1e-6)
    assert loaded.version == version
    assert set(loaded.predict(_table())) == {"0", "1"}


def test_a_version_carries_its_certificate_and_signature(ws: Workspace) -> None:
    manifest = register(ws).manifest

    assert [column.name for column in manifest.signature.inputs] == list(COLUMNS)
    assert all(column.is_nullable for column in manifest.signature.inputs)
    assert manifest.certificate is not None
    assert manifest.certificate.label_flips == 0
    assert manifest.certificate.rows_with_missing > 100
    assert manifest.certificate.max_abs_difference < 1e-6


def test_numbers_count_up_and_the_same_content_is_told(local_ws: Workspace) -> None:
    first, other, again = register(local_ws), register(local_ws, depth=2), register(local_ws)

    assert [v.version for v in (first, other, again)] == [1, 2, 3]
    assert again.digest == first.digest != other.digest
    assert (again.same_as, other.same_as) == (1, None)


def test_a_version_is_found_by_number_alias_latest_and_ref(ws: Workspace) -> None:
    version = register(ws)
    ws.models.move_alias("late-flight", "champion", version=1)

    assert ws.models.get_version("late-flight", "1").digest == version.digest
    assert ws.models.get_version("late-flight", "champion").version == 1
    assert ws.models.version("model:late-flight").version == 1
    assert ws.models.get("late-flight").aliases == {"champion": 1}
    with pytest.raises(NotFound, match="versions end at 1") as missing:
        ws.models.version("model:late-flight@9")
    assert missing.value.hint == "flyball model show late-flight"


def test_what_is_said_about_a_version_changes_and_the_version_does_not(ws: Workspace) -> None:
    before = register(ws)
    ws.models.describe("late-flight", version=1, description="for winter", tags={"season": "winter", "x": "y"})
    ws.models.describe("late-flight", version=1, tags={"x": None})
    ws.models.remark("late-flight", 1, text="looks fine")

    after = ws.models.version(before.ref)
    assert (after.description, after.tags) == ("for winter", {"season": "winter"})
    assert after.digest == before.digest
    assert [r.text for r in ws.models.list_remarks("late-flight", 1)] == ["looks fine"]
    assert [v.ref for v in ws.models.search(tags={"season": "winter"})] == [before.ref]
    assert ws.models.search(text="summer") == []


def test_pages_of_models_and_versions(local_ws: Workspace) -> None:
    for name in ("b", "a", "c"):
        local_ws.models.create(name)
    register(local_ws)
    register(local_ws)

    assert [m.name for m in local_ws.models.list_models(limit=2)] == ["a", "b"]
    assert [m.name for m in local_ws.models.list_models(after="b")] == ["c", "late-flight"]
    assert [v.version for v in local_ws.models.list_versions("late-flight", after=2)] == [1]
    with pytest.raises(AlreadyExists):
        local_ws.models.create("a")


def test_a_version_knows_its_run_and_who_launched_it(local_ws: Workspace) -> None:
    run = start_run(local_ws)
    version = register(local_ws, run=run)

    assert version.manifest.run == run
    assert version.authors == ("user:local",)
    assert run in local_ws.lineage.up(version.ref).nodes
    assert [facts.ref for facts in local_ws.why.explain(version.ref).links][:2] == [version.ref, run]
    with pytest.raises(BadInput, match="there is no run"):
        register(local_ws, run="run:" + "0" * 32)


def test_a_manifest_must_match_its_files(local_ws: Workspace) -> None:
    manifest = register(local_ws).manifest
    entry = manifest.files[manifest.entry]
    longer = {**manifest.files, manifest.entry: File(digest=entry.digest, size_bytes=entry.size_bytes + 1)}
    absent = {**manifest.files, "more.json": File(digest="0" * 64, size_bytes=1)}

    for files in (longer, absent):
        with pytest.raises(BadInput):
            local_ws.models.register("late-flight", manifest=msgspec.structs.replace(manifest, files=files))
    with pytest.raises(BadInput, match="no file"):
        local_ws.models.register("late-flight", manifest=msgspec.structs.replace(manifest, entry="other.onnx"))
    assert local_ws.models.get("late-flight").latest == 1


@pytest.mark.parametrize("path", ["../model.onnx", "/model.onnx", "a//b", ".git", "a\n"])
def test_a_path_names_a_file_inside(local_ws: Workspace, path: str) -> None:
    manifest = register(local_ws).manifest
    files = {**manifest.files, path: manifest.files[manifest.entry]}

    with pytest.raises(BadInput):
        local_ws.models.register("late-flight", manifest=msgspec.structs.replace(manifest, files=files))


def test_rows_are_matched_by_name(local_ws: Workspace) -> None:
    register(local_ws)
    loaded = load_model(models=local_ws.models, objects=local_ws.objects, ref="model:late-flight")
    table = _table()
    reordered = table.select(list(reversed(COLUMNS))).append_column("more", table["hour"])

    np.testing.assert_array_equal(loaded.score(reordered), loaded.score(table))
    with pytest.raises(SchemaMismatch, match="lack the column 'wind'"):
        loaded.score(table.drop_columns(["wind"]))
    with pytest.raises(SchemaMismatch, match="does not hold numbers"):
        loaded.score(table.set_column(0, "hour", pa.array(["x"] * table.num_rows)))


@pytest.mark.parametrize("rows", [[[1.0], [2.0]], 7, "rows"])
def test_example_rows_that_are_no_table_are_refused(rows: object) -> None:
    with pytest.raises(SchemaMismatch, match="no table"):
        to_matrix(rows)


def test_a_model_without_a_safe_format_is_refused(local_ws: Workspace) -> None:
    from flyball.registry import register_model

    with pytest.raises(UnsafeModel, match="no format"):
        register_model(
            models=local_ws.models, objects=local_ws.objects, name="x", model=object(), example=_table()
        )  # fmt: skip


def test_the_window_of_the_room_brings_no_heavy_library() -> None:
    import subprocess
    import sys

    heavy = ("numpy", "pyarrow", "sklearn", "onnxruntime")
    code = f"import sys, flyball.registry; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert found.stdout.strip() == "[]"


def _table() -> pa.Table:
    return pa.table({name: some_rows()[:, i] for i, name in enumerate(COLUMNS)})
