"""kill -9 of an executor at every transition: the run goes on, and each output is committed once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from flyball.pipelines import resume
from flyball.pipelines import tables as t
from flyball.workspace import Workspace
from tests import workspaces
from tests.crash.executors import squares

N = 2
STEPS = N + 2
SEED = int(os.environ.get("FLYBALL_TEST_SEED") or random.SystemRandom().randrange(2**32))


class Executors:
    """Starts executors on one home and notes the effects they had outside."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.witness = folder / "witness"
        self.witness.touch()

    def start(self, run: str, *, salt: int, dies_at: int) -> subprocess.CompletedProcess[str]:
        arguments = [str(self.home), run, str(N), str(salt), str(dies_at)]
        environ = {**os.environ, "FLYBALL_TEST_WITNESS": str(self.witness)}
        command = [sys.executable, "-m", "tests.crash.executors", *arguments]
        return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)

    def effects(self, run: str) -> list[tuple[str, str]]:
        """(step, idempotency key) of every effect of a run."""
        rows = [line.split(" ") for line in self.witness.read_text().splitlines()]
        return [(path, key) for of_run, path, key, _ in rows if of_run == run]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_executor_killed_at_any_transition_leaves_a_run_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executors = Executors(tmp_path)
    monkeypatch.setenv("FLYBALL_TEST_WITNESS", str(executors.witness))
    kills = 0
    with workspaces.embedded(workspaces.settings_in(tmp_path)) as ws:
        for moment in range(1, 200):
            run = ws.ids.new()
            ended = executors.start(run, salt=moment, dies_at=moment)
            if ended.returncode == 0:
                break  # there are fewer moments than that: every one has had its kill
            assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]
            kills += 1
            if not ws.pipelines.list_runs(limit=1) or ws.pipelines.list_runs(limit=1)[0].id != run:
                continue  # killed before there was a run
            _goes_on(ws, executors, run, salt=moment)
    print(f"{kills} kills, one at each moment")
    assert kills >= 15


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_run_whose_executors_are_killed_again_and_again_comes_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print(f"seed {SEED}: repeat with FLYBALL_TEST_SEED={SEED}")
    executors, chance = Executors(tmp_path), random.Random(SEED)
    monkeypatch.setenv("FLYBALL_TEST_WITNESS", str(executors.witness))
    with workspaces.embedded(workspaces.settings_in(tmp_path)) as ws:
        for salt in range(2):
            run = ws.ids.new()
            # Four in a row: at the fifth, a step that all of them died in would be taken for what kills them.
            for _ in range(4):
                ended = executors.start(run, salt=salt, dies_at=chance.randint(3, 18))
                assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]
            _goes_on(ws, executors, run, salt=salt)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_executors_side_by_side_commit_each_step_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executors = Executors(tmp_path)
    monkeypatch.setenv("FLYBALL_TEST_WITNESS", str(executors.witness))
    with workspaces.embedded(workspaces.settings_in(tmp_path)) as ws:
        run = ws.ids.new()
        command = [sys.executable, "-m", "tests.crash.executors", str(executors.home), run, str(N), "1", "0"]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        said = [each.communicate(timeout=60)[0].strip() for each in both]
        assert said == ["3", "3"]
        _goes_on(ws, executors, run, salt=1)
        assert Counter(path for path, _ in executors.effects(run)).most_common(1)[0][1] == 1


def _goes_on(ws: Workspace, executors: Executors, run: str, *, salt: int) -> None:
    done = resume(ws, run, pipeline=squares)

    assert done.id == run, "it is the same run"
    assert done.result() == sum(x * x + salt for x in range(N))
    assert ws.pipelines.get(run).state == "finished"
    steps = done.steps
    assert len(steps) == STEPS
    assert {step.state for step in steps.values()} <= {"done", "cached"}
    with ws.stores.catalog.read() as connection:
        query = select(t.pipeline_attempt).where(t.pipeline_attempt.c.run == run)
        attempts = list(connection.execute(query))
    committed = Counter(row.path for row in attempts if row.state == "done")
    expected = dict.fromkeys((path for path, step in steps.items() if step.state == "done"), 1)
    assert dict(committed) == expected, "each output was committed once"
    assert not [row for row in attempts if row.state == "running"], "no attempt is left hanging"
    effects = executors.effects(run)
    done_paths = set(expected)
    # An effect may also belong to a step that was killed after its output was kept: going on, it is found cached.
    assert {path for path, _ in effects} >= done_paths, "effects happen at least once"
    assert len(set(effects)) == len(done_paths), "and under one key, however often"
