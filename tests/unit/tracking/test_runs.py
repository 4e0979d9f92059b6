"""Rules of runs: what is recorded, what is refused, how a run ends."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys

import pytest

import flyball
from flyball.core.errors import AlreadyExists, BadInput, Conflict, NotFound
from flyball.tracking import ParamConflict
from flyball.tracking.block import RawPoint, encode_block


def test_a_run_keeps_params_tags_notes_and_metrics(ws):
    with ws.run(
        "churn/lgbm", name="first", params={"lr": 0.1, "tree": {"depth": 3}}, tags={"team": "x"}, notes="why"
    ) as run:
        run.log({"auc": 0.7, "loss": 1}, step=1)
        run.log({"auc": 0.8}, step=2)

    found = ws.runs.get(run.id)
    assert (found.state, found.experiment, found.name, found.notes) == ("finished", "churn/lgbm", "first", "why")
    assert found.params == {"lr": 0.1, "tree.depth": 3}
    assert found.tags == {"team": "x"}
    assert found.metrics == {"auc": 0.8, "loss": 1.0}
    assert found.ended_at is not None and found.ended_at >= found.started_at


def test_histories_keep_every_bit_and_come_in_order(ws):
    values = [0.1 + 0.2, float("nan"), float("inf"), -float("inf"), -0.0, 5e-324]
    with ws.run("exact") as run:
        for value in values:
            run.log({"loss": value})
        run.log({"loss": 7.0}, context={"subset": "val"}, step=3)

    points = ws.runs.history(run.id, key="loss")
    assert [point.step for point in points] == list(range(6))
    assert [float(point.value).hex() for point in points] == [value.hex() for value in values]
    (other,) = ws.runs.history(run.id, key="loss", context='{"subset":"val"}')
    assert (other.step, other.value) == (3, 7.0)


def test_summaries_leave_nan_out_and_count_infinities(ws):
    with ws.run("exact") as run:
        for value in (2.0, float("nan"), -1.0, float("inf"), float("nan")):
            run.log({"loss": value})

    (series,) = ws.runs.series(run.id)
    assert (series.count, series.nan_count) == (3, 2)
    assert (series.min, series.min_step, series.max, series.max_step) == (-1.0, 2, "inf", 3)
    assert (series.first, series.last, series.last_step, series.mean) == (2.0, "nan", 4, "inf")
    assert math.isnan(float(ws.runs.get(run.id).metrics["loss"]))


def test_leaving_by_an_exception_is_a_failure_with_its_traceback(local_ws):
    with pytest.raises(ZeroDivisionError), local_ws.run("crashes") as run:
        raise ZeroDivisionError

    found = local_ws.runs.get(run.id)
    assert found.state == "failed"
    assert "ZeroDivisionError" in found.error


def test_ctrl_c_and_sigterm_mean_killed(local_ws):
    with pytest.raises(KeyboardInterrupt), local_ws.run("killed") as first:
        raise KeyboardInterrupt
    with pytest.raises(SystemExit) as left, local_ws.run("killed") as second:
        os.kill(os.getpid(), signal.SIGTERM)
        signal.pause()

    assert left.value.code == 143
    assert {local_ws.runs.get(run.id).state for run in (first, second)} == {"killed"}
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_params_are_written_once(ws):
    run = ws.run("params", params={"lr": 0.1, "n": 1})

    run.log_params({"n": 1.0, "depth": 3})
    with pytest.raises(ParamConflict):
        run.log_params({"lr": 0.2, "other": 1})
    run.finish()

    assert ws.runs.get(run.id).params == {"depth": 3, "lr": 0.1, "n": 1}


def test_a_block_sent_twice_counts_once_and_a_gap_is_refused(ws):
    run = ws.runs.start(experiment="exactly-once")
    block = encode_block([RawPoint("loss", "", 0, 1_000_000, 0.5)])

    answers = [ws.runs.log_batch(run.id, client="c", sequence=1, body=block) for _ in range(3)]
    with pytest.raises(Conflict, match="block 2 is expected"):
        ws.runs.log_batch(run.id, client="c", sequence=3, body=block)

    assert answers == [1, 0, 0]
    assert ws.runs.series(run.id)[0].count == 1
    assert len(ws.runs.history(run.id, key="loss")) == 1


@pytest.mark.parametrize("body", [b"", b"not arrow", encode_block([RawPoint("", "", 0, 0, 1.0)])])
def test_a_block_that_is_no_block_is_bad_input(local_ws, body):
    run = local_ws.runs.start(experiment="blocks")

    with pytest.raises(BadInput):
        local_ws.runs.log_batch(run.id, client="c", sequence=1, body=body)


def test_a_start_sent_twice_is_one_run_but_an_id_is_never_shared(local_ws):
    first = local_ws.runs.start(experiment="one", id="a" * 32)

    assert local_ws.runs.start(experiment="one", id="a" * 32) == first
    with pytest.raises(AlreadyExists):
        local_ws.runs.start(experiment="two", id="a" * 32)


def test_a_run_ends_once(ws):
    run = ws.runs.start(experiment="ends")
    ws.runs.finish(run.id)

    ws.runs.finish(run.id, state="finished")
    with pytest.raises(Conflict, match="already ended"):
        ws.runs.finish(run.id, state="failed")


def test_runs_nest(ws):
    with ws.run("nested") as parent, parent.child("inner", params={"k": 1}) as child:
        child.log({"m": 1})

    assert ws.runs.get(child.id).parent == parent.id
    assert [run.id for run in ws.runs.list_runs(parent=parent.id)] == [child.id]


def test_an_unknown_run_is_not_found(ws):
    with pytest.raises(NotFound):
        ws.runs.get("0" * 32)


@pytest.mark.parametrize(
    ("values", "step"),
    [({"loss": "x"}, 0), ({"": 1.0}, 0), ({"k" * 251: 1.0}, 0), ({"loss": 1.0}, 0.5), ({"loss": [1]}, 0)],
)
def test_misuse_of_log_raises_at_the_call(local_ws, values, step):
    run = local_ws.run("misuse")
    with pytest.raises(BadInput):
        run.log(values, step=step)
    run.finish()


def test_nothing_can_be_logged_after_the_end(local_ws):
    with local_ws.run("over") as run:
        pass

    with pytest.raises(BadInput, match="is over"):
        run.log({"loss": 1})


def test_numbers_of_other_libraries_are_numbers(local_ws):
    import numpy as np

    with local_ws.run("numpy", params={"n": np.int64(3)}) as run:
        run.log({"a": np.float32(0.5), "b": np.array(2), "c": np.bool_(True)}, step=np.int64(4))

    found = local_ws.runs.get(run.id)
    assert found.params == {"n": 3}
    assert found.metrics == {"a": 0.5, "b": 2.0, "c": 1.0}


def test_the_environment_and_the_working_tree_are_captured(ws):
    with ws.run("captured") as run:
        pass

    session = ws.runs.get(run.id).session
    assert session is not None and session.environment is not None
    assert b"msgspec" in ws.objects.get(session.environment)
    assert session.source is None or len(session.source.commit) == 40


def test_everything_a_run_does_is_an_event(local_ws):
    with local_ws.run("events", params={"a": 1}) as run:
        run.set_tags({"x": "y"})
        run.log_bytes("a.txt", b"text")

    kinds = {event.kind for event in local_ws.audit.list_events(ref=run.ref)}
    assert {"run.started", "run.tags", "run.artifacts", "run.captured", "run.ended"} <= kinds


def test_a_script_needs_no_workspace_to_log_a_run(tmp_path):
    script = """
import flyball as fb
with fb.run("script", params={"lr": 0.1}) as run:
    run.log({"loss": 0.5})
left_open = fb.run("left-open")
left_open.log({"loss": 0.25})
"""
    environ = {**os.environ, "FLYBALL_HOME": str(tmp_path / "home")}
    subprocess.run([sys.executable, "-c", script], env=environ, cwd=tmp_path, check=True)

    with flyball.connect(home=tmp_path / "home") as ws:
        found = {run.experiment: run for run in ws.runs.list_runs()}
    assert {name: (run.state, run.metrics) for name, run in found.items()} == {
        "script": ("finished", {"loss": 0.5}),
        "left-open": ("finished", {"loss": 0.25}),
    }


def test_points_survive_a_server_that_is_away(tmp_path):
    from flyball.core.errors import Unavailable
    from flyball.tracking.shipper import Shipper

    kept, away = {}, [True, True, True]

    def send(sequence, body):
        if away:
            away.pop()
            raise Unavailable("the server does not answer")
        kept.setdefault(sequence, body)
        return 1

    shipper = Shipper(send)
    shipper.add([RawPoint("loss", "", 0, 0, 0.5)])

    assert shipper.close(30.0) == 0
    assert list(kept) == [1]


def test_a_killed_script_keeps_what_was_acknowledged(tmp_path):
    script = """
import os, signal
import flyball as fb
run = fb.run("killed", capture=False)
run.log({"loss": 0.5})
run.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""
    environ = {**os.environ, "FLYBALL_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", script], env=environ, cwd=tmp_path, check=False)

    assert done.returncode == -signal.SIGKILL
    with flyball.connect(home=tmp_path / "home") as ws:
        (run,) = ws.runs.list_runs()
        assert (run.state, run.metrics) == ("running", {"loss": 0.5})
        assert len(ws.runs.history(run.id, key="loss")) == 1
