"""The first page: what needs somebody, which projects there are, and where a thing is."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from flyball.core import Call, Principal, calling
from flyball.core.errors import Forbidden
from flyball.evaluation import Gate, evaluate
from flyball.loop.model import LoopPolicy
from flyball.monitoring import MonitorSpec
from flyball.tuning import Float, study

AT = datetime(2013, 3, 5, tzinfo=UTC)


def as_user(name: str, **call):
    return calling(Call(principal=Principal(id=f"user:{name}"), **{"project": "default", "is_embedded": True} | call))


def person(ws, name: str, role: str, project: str = "default") -> None:
    ws.access.create_principal(f"user:{name}")
    ws.access.give(f"user:{name}", role=role, project=project)


def failed_run(ws, experiment: str, name: str = ""):
    with pytest.raises(ValueError), ws.run(experiment, name=name) as run:
        raise ValueError("no rows in the training set")
    return run


def test_a_new_project_needs_nothing(ws):
    summary = ws.home.summary()

    assert [need.kind for need in summary.needs if need.kind != "token"] == []
    assert summary.live == ()


def test_the_newest_run_of_an_experiment_that_failed_is_told_with_its_cause(ws):
    run = failed_run(ws, "train", "third try")
    failed_run(ws, "other")
    with ws.run("other") as fine:
        fine.log({"auc": 0.7})

    (need,) = [need for need in ws.home.summary().needs if need.kind == "run"]

    assert need.ref == run.ref
    assert need.sentence == "The newest run of train failed: third try"
    assert need.cause == "ValueError: no rows in the training set"


def test_incidents_loops_and_approvals_come_by_what_waiting_costs(ws):
    ws.monitors.apply("late", spec=MonitorSpec(deployment="late"))
    ws.incidents.report("late", kind="drift", cause="temp", says="temp moved", severity="warn", at=AT)
    ws.approvals.request("model:late@2", target="champion", subject_digest="0" * 64, note="better by 2 points")
    failed_run(ws, "train")

    needs = [need for need in ws.home.summary().needs if need.kind != "token"]

    assert [need.kind for need in needs] == ["approval", "run", "incident"]
    assert (needs[0].action, needs[0].operation) == ("Review late@2", "approvals.vote")
    assert needs[0].cause == "better by 2 points"
    assert "requested it" in needs[0].because
    assert needs[2].sentence == "late: temp moved"
    assert needs[2].cause == "drift of temp, seen in 1 window"


def test_a_loop_that_stopped_itself_comes_first(local_ws):
    ws = local_ws
    policy = LoopPolicy(deployment="late", model="late", data="a:b", train="a:c", monitor="late", holdout_days=5.0)
    ws.loops.apply("late", policy=policy)
    failed_run(ws, "train")
    ws.loops.set_breaker("late", reason="3 challengers in a row were rejected")

    first = ws.home.summary().needs[0]

    assert (first.kind, first.sentence) == ("loop", "The loop late stopped itself")
    assert first.cause == "3 challengers in a row were rejected"


def test_a_token_that_ends_soon_is_told_to_its_owner_only(local_ws):
    person(local_ws, "ana", "editor")
    person(local_ws, "ben", "editor")
    with as_user("ana"):
        local_ws.access.create_token("laptop", expires_days=3)
        (need,) = local_ws.home.summary().needs
    with as_user("ben"):
        others = local_ws.home.summary().needs

    assert need.sentence.startswith("Your token laptop ends in ")
    assert others == ()


def test_a_viewer_sees_what_waits_and_why_it_is_not_theirs(local_ws):
    local_ws.incidents.report("late", kind="drift", cause="temp", says="temp moved", severity="warn", at=AT)
    person(local_ws, "vera", "viewer")

    with as_user("vera"):
        (need,) = local_ws.home.summary().needs

    assert "vera lacks monitoring.write" in need.because


def test_a_narrow_token_sees_no_more_than_its_scopes(local_ws):
    local_ws.incidents.report("late", kind="drift", cause="temp", says="temp moved", severity="warn", at=AT)
    person(local_ws, "ana", "admin")

    with as_user("ana", scopes=("home.read", "tracking.read")):
        assert local_ws.home.summary().needs == ()


def test_projects_are_those_one_has_a_role_in(local_ws):
    with calling(Call(project="other", is_embedded=True)):
        local_ws.runs.start(experiment="x")
    local_ws.runs.start(experiment="x")
    person(local_ws, "ana", "viewer", "other")
    person(local_ws, "root", "admin", "*")

    with as_user("ana"):  # in a project where she has no role
        found = local_ws.projects.list_projects()
        with pytest.raises(Forbidden):
            local_ws.home.summary()
    with as_user("root"):
        everything = local_ws.projects.list_projects()
    with as_user("root", project="other", is_bound=True):
        bound = local_ws.projects.list_projects()

    assert [(p.name, p.roles) for p in found] == [("other", ("viewer",))]
    assert {p.name for p in everything} >= {"default", "other"}
    assert [p.name for p in bound] == ["other"]
    assert all(p.newest_at is not None for p in found)


def test_projects_are_listed_over_http_too(ws):
    ws.runs.start(experiment="x")

    assert "default" in [project.name for project in ws.projects.list_projects()]


@pytest.fixture
def things(ws):
    """One thing of many kinds; their refs."""
    ws.models.create("late-flight")
    ws.models.create("carrier-late")
    ws.dataset("late-rows").create().commit(pa.table({"a": [1]}))
    ws.monitors.apply("late-flight", spec=MonitorSpec(deployment="late-flight"))
    ws.incidents.report("late-flight", kind="drift", cause="late temp", says="temp moved", severity="warn", at=AT)
    with ws.run("late", name="Late run") as run:
        run.log({"auc": 0.7})
    study(ws, "late-study", lambda attempt: attempt.params["x"], {"x": Float(low=0.0, high=1.0)}, trials=1)
    report = evaluate([0, 1], [0.1, 0.9], metrics=("brier",), gates=[Gate(metric="brier", max=0.1)])
    ws.evaluations.record(subject="model:late-flight@1", dataset="dataset:late-rows@1", report=report)
    ws.approvals.request("model:late-flight@1", target="champion", subject_digest="0" * 64)
    return run


def test_things_of_every_kind_are_found_by_a_part_of_their_name(ws, things):
    found = ws.search.refs("late", limit=50)

    kinds = {hit.kind for hit in found}
    assert kinds >= {"model", "dataset", "monitor", "experiment", "run", "incident", "study", "evaluation", "approval"}
    refs = [hit.ref for hit in found]
    assert refs.index("model:late-flight") < refs.index("model:carrier-late")  # what begins so comes first
    assert next(hit.title for hit in found if hit.ref == things.ref) == "Late run"


def test_a_kind_narrows_the_search_and_a_version_is_kept(ws, things):
    assert [hit.ref for hit in ws.search.refs("model:la")] == ["model:late-flight", "model:carrier-late"]
    assert [hit.ref for hit in ws.search.refs("model:late-flight@champion")] == ["model:late-flight@champion"]
    assert {hit.kind for hit in ws.search.refs("late", kinds=("dataset",))} == {"dataset"}


def test_a_run_is_found_by_the_beginning_of_its_id(ws, things):
    assert things.ref in [hit.ref for hit in ws.search.refs(things.id[:10])]
    assert ws.search.refs("run:zzz") == []
    assert {hit.kind for hit in ws.search.refs("")}.isdisjoint({"run", "incident", "evaluation"})


def test_another_projects_things_are_not_found(local_ws):
    with calling(Call(project="other", is_embedded=True)):
        local_ws.models.create("secret")

    assert local_ws.search.refs("secret") == []


def test_a_deployment_that_answers_is_a_row_of_sparklines(local_ws):
    from tests.unit.monitoring import world

    world.watched(local_ws)
    for number in (0, 1):
        world.write_week(local_ws.stores, number, seed=number + 1, shadow=True)
        start, end = world.week(number)
        local_ws.monitors.evaluate("late-flight", start=start, end=end)
    _deploy(local_ws)

    (live,) = local_ws.home.summary().live

    assert (live.deployment, live.model, live.monitor) == ("late-flight", world.MODEL, "late-flight")
    assert sum(live.requests) == pytest.approx(4_000, abs=300)
    assert len(live.at) == len(live.requests) == len(live.p95_ms)
    assert live.window_end == (world.week(0)[1], world.week(1)[1])
    assert all(lo < value < hi for lo, value, hi in zip(live.metric_lo, live.metric, live.metric_hi, strict=True))
    assert live.deployed_at == (live.since,)


def _deploy(ws) -> None:
    """A policy with one arm, as the control plane stores it."""
    from flyball.serving import tables as t
    from flyball.serving.assign import reassign
    from flyball.serving.model import Policy, Variant
    from flyball.serving.rows import StoredPolicy, add_policy
    from tests.unit.monitoring import world

    arm = Variant(name="v4", model=world.MODEL, digest="0" * 64, weight_ppm=1_000_000, approval="")
    policy = Policy(
        gen=1, kind="single", arms=(arm,), shadow=(), unit_key=None, restores=None, reason="", created_by="user:a",
        created_at=AT,
    )  # fmt: skip
    row = {
        "project": "default",
        "name": "late-flight",
        "state": "serving",
        "policy_gen": 1,
        "salt": "",
        "created_by": "a",
    }
    with ws.stores.catalog.change("test") as change:
        change.execute(t.deployment.insert(), [row | {"created_at": 0}])
        add_policy(change, "late-flight", StoredPolicy(policy=policy, ownership=reassign((), [("v4", 1_000_000)])))
