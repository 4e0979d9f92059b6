"""What is not an id is refused in words, wherever it comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flyball.core.errors import BadInput, BadRef, NotFound
from flyball.workspace import Workspace
from tests.unit.cli.shell import run

UNKNOWN = "0" * 32

CALLS: dict[str, Callable[[Workspace, str], object]] = {
    "run": lambda ws, id: ws.runs.get(id),
    "parent": lambda ws, id: ws.runs.start(experiment="late", parent=id),
    "reproduce": lambda ws, id: ws.reproduce(f"run:{id}"),
    "pipeline run": lambda ws, id: ws.pipelines.get(id),
    "evaluation": lambda ws, id: ws.evaluations.get(id),
    "approval": lambda ws, id: ws.approvals.get(id),
}


@pytest.mark.parametrize("id", ["abc", "A" * 32, "x" * 3000, UNKNOWN + "0"])
@pytest.mark.parametrize("call", CALLS)
def test_a_text_that_is_no_id_is_refused_in_words(ws: Workspace, call: str, id: str) -> None:
    if call == "reproduce" and len(id) > 255:
        with pytest.raises(BadRef):
            CALLS[call](ws, id)
        return
    with pytest.raises(BadInput, match="is not an id of 32 hexadecimal digits") as refused:
        CALLS[call](ws, id)

    assert refused.value.hint
    assert "regex" not in str(refused.value)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("call", CALLS)
def test_an_id_of_nothing_is_not_found_and_named(ws: Workspace, call: str) -> None:
    with pytest.raises(NotFound, match=UNKNOWN):
        CALLS[call](ws, UNKNOWN)


def test_a_ref_of_another_kind_is_no_run(ws: Workspace) -> None:
    with pytest.raises(BadRef, match="a run is needed here"):
        ws.reproduce("model:late@3")


def test_a_name_that_cannot_be_one_is_refused_in_words(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="'Late Flights' is not a name") as refused:
        ws.datasets.get("Late Flights")

    assert "lower-case letters" in refused.value.hint


@pytest.mark.parametrize("command", [("reproduce", "run:abc"), ("run", "show", "abc"), ("reproduce", "abc")])
def test_a_command_with_a_text_that_is_no_id_says_so(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLYBALL_HOME", str(tmp_path))
    monkeypatch.delenv("FLYBALL_URL", raising=False)

    assert run(*command) == 2
    assert "error: 'abc' is not an id of 32 hexadecimal digits" in capsys.readouterr().err
