"""A run started from a recorded entry point can be run again, and says what differs."""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest

from flyball.core import Ref
from flyball.core.errors import BadInput
from flyball.tracking.facts import facts
from tests.unit.tracking import training


@pytest.fixture
def flights(local_ws):
    """A dataset with two versions."""
    handle = local_ws.dataset("flights").create()
    handle.commit(pa.table({"delay": [1.0, 2.0, 4.0]}))
    handle.commit(pa.table({"delay": [1.0, 2.0, 9.0]}))
    return local_ws


def test_the_same_seed_on_the_same_data_is_bit_identical(flights):
    run = flights.execute(
        training.fit, experiment="train", params={"seed": 7, "rounds": 4}, inputs={"flights": "dataset:flights@1"}
    )
    flights.dataset("flights").commit(pa.table({"delay": [0.0]}))

    found = flights.reproduce(run.ref)

    assert (found.verdict, found.differences) == ("bit-identical", ())
    assert (found.metric_count, found.artifact_count) == (2, 1)
    assert run.result == 7.0


def test_the_record_says_what_ran_on_what(flights):
    run = flights.execute(training.fit, experiment="train", params={"seed": 7}, inputs={"flights": "dataset:flights"})

    info = flights.runs.get(run.id)
    assert info.entry is not None and info.entry.function == "tests.unit.tracking.training:fit"
    assert info.entry.params == {"seed": 7}
    assert [(link.ref, link.name) for link in info.inputs] == [("dataset:flights@2", "flights")]
    assert info.session is not None and info.session.code is not None
    assert "dataset:flights@2" in {edge.src for edge in flights.lineage.up(run.ref).edges}


def test_what_is_left_to_chance_is_named(flights):
    run = flights.execute(training.fit_without_a_seed, experiment="train", inputs={"flights": "dataset:flights@1"})

    found = flights.reproduce(run.id)

    assert found.verdict == "differs"
    assert {(d.kind, d.name) for d in found.differences} == {("metric", "loss"), ("artifact", "model.bin")}


def test_another_environment_is_named_even_when_results_agree(flights):
    run = flights.execute(training.fit, experiment="train", params={"seed": 7}, inputs={"flights": "dataset:flights@1"})
    session = flights.runs.get(run.id).session
    assert session is not None and session.environment is not None
    lock = msgspec.json.decode(flights.objects.get(session.environment))
    lock["distributions"]["numpy"] = "1.0"
    other = flights.objects.put(msgspec.json.encode(lock))
    flights.runs.capture(run.id, session=msgspec.structs.replace(session, environment=other))

    found = flights.reproduce(run.id)

    assert found.verdict == "bit-identical"
    assert [(d.kind, d.name, d.before) for d in found.differences] == [("environment", "numpy", "1.0")]


def test_the_recorded_code_is_run_not_the_code_of_today(flights, monkeypatch):
    run = flights.execute(training.fit, experiment="train", params={"seed": 7}, inputs={"flights": "dataset:flights@1"})
    monkeypatch.setattr(training, "SCALE", 5.0)
    changed = flights.execute(
        training.fit, experiment="train", params={"seed": 7}, inputs={"flights": "dataset:flights@1"}
    )

    assert flights.reproduce(run.id).verdict == "bit-identical"
    assert flights.reproduce(changed.id).verdict == "differs"  # a value patched in memory is in no file


def test_a_failed_run_fails_again_and_says_how(flights):
    with pytest.raises(ValueError, match="no rows"):
        flights.execute(training.fail, experiment="train")
    (run,) = flights.runs.list_runs(state="failed")

    found = flights.reproduce(run.id)

    assert found.verdict == "differs"
    assert any(d.kind == "error" and "no rows for this carrier" in d.after for d in found.differences)


def test_every_reproduction_is_on_record(flights):
    run = flights.execute(training.fit, experiment="train", params={"seed": 7}, inputs={"flights": "dataset:flights@1"})

    done = flights.reproduce(run.id)

    (recorded,) = flights.runs.reproductions(run.id)
    assert recorded == done
    assert recorded.by == "user:local"


def test_a_run_without_an_entry_point_cannot_be_repeated(local_ws):
    with local_ws.run("plain") as run:
        pass

    with pytest.raises(BadInput, match="no recorded entry point"):
        local_ws.reproduce(run.id)


def test_a_function_nobody_can_import_is_refused_before_it_runs(local_ws):
    with pytest.raises(BadInput, match="entry point"):
        local_ws.execute(lambda run: None, experiment="train")

    assert local_ws.runs.list_runs() == []


def test_parameters_that_are_no_json_are_refused(local_ws):
    with pytest.raises(BadInput, match="JSON"):
        local_ws.execute(training.fail, experiment="train", params={"table": object()})


def test_why_tells_what_a_run_used_and_reached(flights):
    run = flights.execute(training.fit, experiment="train", params={"seed": 7}, inputs={"flights": "dataset:flights@1"})

    found = facts(flights.stores, "default", Ref.parse(run.ref))

    assert "training:fit on dataset:flights@1" in found.sentence
    assert found.facts["params.seed"] == 7
    assert found.parents == ("dataset:flights@1",)
