"""Rules of retries and of resuming."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.pipelines import ReplayMismatch, StepFailed, current_step, pipeline, resume, run_pipeline, step
from flyball.pipelines.backoff import BASE_S, CAP_S, delay_s
from tests.unit.pipelines import recipes
from tests.unit.pipelines.recipes import RAN, say


@pytest.fixture(autouse=True)
def _forget():
    RAN.seen.clear()


def failing(times: int, error: type[Exception] = OSError) -> None:
    context = current_step()
    assert context is not None
    RAN.seen.append(f"{context.path} attempt {context.attempt}")
    if len(RAN.seen) <= times:
        raise error("not yet")


@step(retries=3)
def flaky(times: int) -> str:
    failing(times)
    return "well"


@step(retries=3, retry_on=(ConnectionError,))
def picky() -> None:
    failing(99)


@pipeline
def patient(times: int = 2) -> str:
    return flaky(times)


@pipeline
def choosy() -> None:
    picky()


def carried_out(ws, clock, body, params):
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock.advance(timedelta(seconds=seconds))

    run = run_pipeline(ws, body, params, sleep=sleep, rng=random.Random(1))
    return run, waited


def test_a_step_is_tried_again_after_growing_jittered_pauses(slow_ws):
    ws, clock = slow_ws
    run, waited = carried_out(ws, clock, patient, {"times": 2})

    assert run.result() == "well"
    assert RAN.seen == ["flaky attempt 1", "flaky attempt 2", "flaky attempt 3"]
    rng = random.Random(1)
    assert waited == pytest.approx([delay_s(1, rng), delay_s(2, rng)], abs=1e-6)
    assert [each.state for each in ws.pipelines.list_attempts(run.id)] == ["failed", "failed", "done"]


def test_retries_are_spent_once(slow_ws):
    ws, clock = slow_ws
    run, _ = carried_out(ws, clock, patient, {"times": 99})
    assert len(RAN.seen) == 4
    assert run.steps["flaky"].state == "failed"
    with pytest.raises(StepFailed, match="not yet"):
        run.result()


def test_an_exception_that_is_not_named_is_not_retried(slow_ws):
    ws, clock = slow_ws
    run, waited = carried_out(ws, clock, choosy, {})
    assert (run.state, len(RAN.seen), waited) == ("failed", 1, [])


@given(st.integers(1, 1000), st.integers(0, 2**32))
def test_pauses_stay_within_their_bounds(failures, seed):
    assert 0 <= delay_s(failures, random.Random(seed)) <= min(CAP_S, BASE_S * 2.0 ** min(failures - 1, 30))


class Interrupts(BaseException):
    """Stands for Ctrl-C."""


@step(cache=False)
def fetch() -> int:
    RAN.seen.append("fetch")
    return 7


@step
def work(x: int) -> int:
    RAN.seen.append("work")
    kind = __import__("os").environ.get("TROUBLE_OF_WORK")
    if kind == "error":
        raise ValueError("broken today")
    if kind == "interrupt":
        raise Interrupts
    return x + 1


@pipeline
def plan() -> int:
    return work(fetch())


def test_an_interrupted_run_goes_on_as_the_same_run(ws, monkeypatch):
    id = ws.ids.new()
    monkeypatch.setenv("TROUBLE_OF_WORK", "interrupt")
    with pytest.raises(Interrupts):
        plan.run(ws, id=id)
    assert ws.pipelines.get(id).state == "running"
    monkeypatch.delenv("TROUBLE_OF_WORK")

    run = resume(ws, id, pipeline=plan)

    assert (run.id, run.result()) == (id, 8)
    assert RAN.seen == ["fetch", "work", "work"], "what was done is not done again, cached or not"
    assert [each.state for each in ws.pipelines.list_attempts(id)] == ["done", "released", "done"]


def test_a_failed_run_goes_on_as_a_new_run_from_what_failed(ws, monkeypatch):
    monkeypatch.setenv("TROUBLE_OF_WORK", "error")
    failed = plan.run(ws)
    assert failed.state == "failed"
    monkeypatch.delenv("TROUBLE_OF_WORK")

    run = plan.resume(ws, failed.id)

    assert run.info.parent == failed.id
    assert run.result() == 8
    assert RAN.seen == ["fetch", "work", "work"]
    assert {path: step.state for path, step in run.steps.items()} == {"fetch": "cached", "work": "done"}


def test_resuming_a_finished_run_gives_its_result(local_ws):
    first = recipes.squares.run(local_ws, {"n": 3})
    RAN.seen.clear()
    assert resume(local_ws, first.id).result() == 5
    assert RAN.seen == []


def test_changed_code_goes_on_as_a_new_run(local_ws, write, monkeypatch):
    source = """
        import os
        import flyball as fb
        @fb.step
        def first(): return 1
        @fb.step
        def second(x):
            if "FAIL" in os.environ: raise KeyboardInterrupt
            return x + {plus}
        @fb.pipeline
        def both(): return second(first())
        """
    monkeypatch.setenv("FAIL", "1")
    id = local_ws.ids.new()
    with pytest.raises(KeyboardInterrupt):
        write(source.format(plus=1)).both.run(local_ws, id=id)
    monkeypatch.delenv("FAIL")

    run = resume(local_ws, id, pipeline=write(source.format(plus=10)).both)

    assert (run.result(), run.info.parent) == (11, id)
    assert local_ws.pipelines.get(id).state == "cancelled"
    assert run.steps["first"].state == "cached"


@pipeline
def unstable() -> None:
    say(f"call {__import__('os').environ['CALL_OF_UNSTABLE']}")
    work(1)


def test_a_body_that_makes_other_calls_when_it_runs_again_is_told(local_ws, monkeypatch):
    id = local_ws.ids.new()
    monkeypatch.setenv("TROUBLE_OF_WORK", "interrupt")
    monkeypatch.setenv("CALL_OF_UNSTABLE", "one")
    with pytest.raises(Interrupts):
        unstable.run(local_ws, id=id)
    monkeypatch.setenv("CALL_OF_UNSTABLE", "two")

    with pytest.raises(ReplayMismatch, match="say"):
        resume(local_ws, id, pipeline=unstable)
