"""The pages that a newcomer follows work as they are written."""

import sys
from pathlib import Path

import pytest

from tests.unit.docs.pages import ROOT, run_page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, on the path as in an interactive session; its modules are forgotten afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("FLYBALL_SERVING_PORT", "0")
    monkeypatch.delitem(sys.modules, "delivery", raising=False)
    return tmp_path


def test_the_example_of_the_readme_runs_and_tells_where_the_model_came_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_page(ROOT / "README.md", folder)

    told = capsys.readouterr().out
    assert "late-trips@1" in told
    assert "dataset trips" in told


@pytest.mark.slow
def test_the_first_loop_runs_from_a_csv_to_a_canary_and_explains_itself(folder: Path) -> None:
    names = run_page(ROOT / "docs/learn/first-loop.md", folder)
    kinds = [decision.kind for decision in names["made"]]

    assert names["again"].verdict == "bit-identical"
    assert len(names["answer"].ids) == 240
    assert names["window"].labelled == 240
    assert kinds[-4:] == ["ask", "approve", "canary", "hold"]
    assert any("user:ben" in sentence for sentence in names["answered"].sentences)
    assert not any("Version 2 of dataset deliveries" in sentence for sentence in names["answered"].sentences)
    assert names["checked"].first_bad is None
