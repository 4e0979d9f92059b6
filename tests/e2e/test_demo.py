"""The flights story as a user runs it: one command, a real year's beginning, one JSON object."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flyball.workspace import connect

pytest.importorskip("onnxruntime")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]

PROMISED = (
    "flights predictions labels dataset_versions runs model_versions retrainings promotions rejections rollbacks "
    "incidents planted_faults_caught auc_control auc_loop brier_control brier_loop events audit_verified why seconds "
    "peak_rss_mb"
)


def test_it_tells_everything_it_promises(told: dict[str, Any]) -> None:
    assert set(PROMISED.split()) <= set(told)
    assert told["flights"] == 336_776
    assert told["predictions"] > 50_000
    assert told["labels"] >= told["predictions"] * 0.99


def test_both_planted_faults_are_caught(told: dict[str, Any]) -> None:
    assert told["planted_faults_caught"] == 2, told["planted_faults"]


def test_what_was_served_is_what_training_would_have_computed(told: dict[str, Any]) -> None:
    assert told["skew_rows"] > 5_000
    assert told["skew_mismatches"] == 0


def test_the_loop_retrained_and_promoted_and_the_shuffled_challenger_never_answered(told: dict[str, Any]) -> None:
    assert told["promotions"] >= 1
    assert told["rejections"] >= 1
    live = {month["live"] for month in told["months"]}
    shuffled = next(d["reason"] for d in told["decisions"] if d["kind"] == "train" and "PLANTED" in _cause(told, d))
    assert not any(f"model:{version} " in shuffled for version in live)


def test_one_prediction_is_explained_down_to_its_data(told: dict[str, Any]) -> None:
    chain = " ".join(told["why"])

    for link in (
        "scored",
        "deployment:late-flight",
        "approved by",
        "flyball.demo.train:train",
        "dataset:late-training@",
    ):
        assert link in chain


def test_the_audit_chain_verifies_and_stays_verifiable(told: dict[str, Any], demo_home: Path) -> None:
    assert told["audit_verified"]
    with connect(home=demo_home, project="airline") as ws:
        found = ws.audit.verify()

    assert found.ok
    assert found.entries >= told["events"]


def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")

    done = subprocess.run(
        [sys.executable, "-m", "flyball", "demo", "--home", str(tmp_path)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "holds no earlier demo" in done.stderr
    assert (tmp_path / "thesis.txt").exists()


def _cause(told: dict[str, Any], decision: dict[str, Any]) -> str:
    """The reason of the start before a decision."""
    before = told["decisions"][: told["decisions"].index(decision)]
    return next((d["reason"] for d in reversed(before) if d["kind"] == "start"), "")
