"""January: from raw tables to a version that a second person approved and that answers requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flyball.demo.cast import DANA, DEPLOYMENT, DESK, LOOP, MODEL, MONITOR, PROJECT, RAVI, Cast
from flyball.demo.charter import CHARTER, MAX_FALSE_WARNINGS
from flyball.demo.definitions import FEATURES, FLIGHT_CHECKS, WEATHER_CHECKS
from flyball.demo.feed import OPENING
from flyball.demo.landing import land_flights, land_weather
from flyball.demo.train import train
from flyball.demo.training_rows import NAME, feature_store, training_rows
from flyball.evaluation import Gate
from flyball.governance import ApprovalRules
from flyball.loop import Limits, LoopEngine, LoopPolicy, Rollout, RoomStages, TrainingWindow, Triggers
from flyball.loop.rooms import CHAMPION, judge, rebase_monitor, register_trained
from flyball.monitoring import MonitorSpec
from flyball.serving.client import InferenceClient
from flyball.serving.model import ArmSpec
from flyball.serving.supervise import ServingSupervisor
from flyball.tuning import Float, Int
from flyball.tuning import study as search
from flyball.tuning.model import Dimension

_FIRST = datetime(2013, 1, 1, 5, tzinfo=UTC)
_STUDY_TRIALS = 4
_TRAIN = "flyball.demo.train:train"
_DATA = "flyball.demo.training_rows:training_rows"
GATES = (
    Gate(metric="roc_auc", vs="baseline"),
    Gate(metric="roc_auc", vs="champion", margin=0.01),
    Gate(metric="roc_auc", vs="champion", margin=0.03, slice="origin"),
)


def found_project(cast: Cast) -> None:
    """The charter, the people and their roles, the rule that the champion needs an approval."""
    ws = cast.ws
    _open_the_door(cast)
    cast.at(_FIRST)
    ws.charter.set(body=CHARTER)
    ws.access.create_principal(DANA, name="Dana, data scientist")
    ws.access.give(DANA, role="editor", project=PROJECT)
    ws.access.create_principal(RAVI, name="Ravi, reviewer")
    ws.access.give(RAVI, role="approver", project=PROJECT)
    rules = ApprovalRules(gates=("evaluation",), auto_approve_by="policy")
    ws.approvals.set_policy("model", CHAMPION, rules=rules)
    cast.progress.say(
        "Project founded: charter, people, and the rule that a champion needs passed gates and an approval."
    )


def _open_the_door(cast: Cast) -> None:
    """The desk's credential: it must be valid today, not in 2013, because the workers check it against real time."""
    cast.at(datetime.now(UTC))
    access = cast.ws.access
    access.create_principal(DESK, name="The operations desk's program")
    access.give(DESK, role="editor", project=PROJECT)
    cast.token = access.create_token(
        "requests", principal=DESK, scopes=("serving.predict",), project=PROJECT, expires_days=1
    ).secret


def ingest_january(cast: Cast) -> None:
    """The month's tables, week by week, each landing judged by its expectations."""
    flights = cast.ws.dataset("flights").create(
        key="flight_id",
        label="late",
        time_column="known_at",
        description="Departures from New York with their outcome.",
    )
    weather = cast.ws.dataset("weather").create(
        key=("origin", "time_hour"), time_column="available_at", description="Hourly weather at the three airports."
    )
    flights.expect(*FLIGHT_CHECKS)
    weather.expect(*WEATHER_CHECKS)
    start = _FIRST
    while start < OPENING:
        end = min(start + timedelta(days=7), OPENING)
        cast.at(end)
        land_flights(cast, start, end)
        land_weather(cast, start, end)
        start = end
    rows = flights.version().rows
    cast.progress.say(f"January ingested: {rows:,} flights and {weather.version().rows:,} weather rows, validated.")


def train_january(cast: Cast) -> None:
    """Features point in time, a small study, the first model beside its baseline, gates, registration, approval."""
    ws = cast.ws
    cast.ws.features.apply(definitions=FEATURES)
    cast.store = feature_store(ws)
    ws.dataset(NAME).create(key="flight_id", label="late", time_column="known_at", description="Training rows.")
    window = TrainingWindow(start=None, holdout_from=OPENING - timedelta(days=7), end=OPENING)
    with ws.acting_as(DANA):
        rows = training_rows(ws, window)
        cast.params = _tune(cast, rows, window)
        run = ws.execute(
            train,
            experiment=MODEL,
            params={**cast.params, "holdout_from": window.holdout_from.isoformat()},
            inputs={"rows": rows},
            name="January",
        )
        version = register_trained(ws, MODEL, run.ref, run.result, run.metrics, note="the first model, on January")
        cast.policy = _policy(cast, version)
        compared = judge(ws, cast.policy, version, run.id, champion=None)
        request = ws.models.request_approval(MODEL, 1, to=CHAMPION, note="January's model")
    with ws.acting_as(RAVI):
        ws.approvals.vote(request.id, approve=True, comment="better than the baseline in every airport")
    ws.models.promote(MODEL, version=1, to=CHAMPION, approval=request.id, reason="the first champion")
    says = compared.verdicts[0].says
    cast.progress.say(f"{version} trained, {says}; approved by {RAVI}.")
    _deploy(cast, version, run.id)


def _tune(cast: Cast, rows: str, window: TrainingWindow) -> dict[str, str | int | float | bool | None]:
    """A few settings on a part of the rows; the best by AUC on the last week of January."""
    ws = cast.ws
    table = ws.dataset(NAME).read(rows.rpartition("@")[2])

    def objective(attempt: object) -> float:
        trial_run = attempt.run  # type: ignore[attr-defined]
        train(
            trial_run, table, holdout_from=window.holdout_from.isoformat(), max_rows=6_000, **attempt.params  # type: ignore[attr-defined]
        )  # fmt: skip
        return float(trial_run.metrics["roc_auc"])

    space: dict[str, Dimension] = {
        "learning_rate": Float(low=0.08, high=0.12),
        "min_samples_leaf": Int(low=40, high=60),
    }
    study = search(ws, "january", objective, space, trials=_STUDY_TRIALS, seed=1, experiment="january-study")
    best = study.best
    if best is None:
        raise RuntimeError("no trial of the study ended")
    cast.progress.say(f"Study of {_STUDY_TRIALS} trials: best AUC {best.value:.3f} with {best.params}.")
    return {**best.params, "max_false_warnings": MAX_FALSE_WARNINGS}


def _policy(cast: Cast, first: str) -> LoopPolicy:
    return LoopPolicy(
        deployment=DEPLOYMENT,
        model=MODEL,
        data=_DATA,
        train=_TRAIN,
        params=cast.params,
        holdout_days=7.0,
        # Weather drifts every week, so drift alone starts nothing here; a fall in performance and age do.
        triggers=Triggers(incidents=("performance",), max_age_days=14.0),
        gates=GATES,
        rollout=Rollout(steps=(0.1, 0.5, 1.0), min_rows=60, max_hold_days=7.0, probation_days=5.0),
        limits=Limits(cooldown_days=6.0, max_cycles_per_30_days=4, rejections_until_breaker=5),
        approval="policy",
        monitor=MONITOR,
        shadows={"control": first},
    )


def _deploy(cast: Cast, version: str, run: str) -> None:
    ws = cast.ws
    settings = ws.stores.settings
    if cast.policy is None:
        raise RuntimeError("the policy comes before the deployment")
    info = ws.deployments.create(DEPLOYMENT, model=version, unit_key="flight_id", reason="the first champion")
    ws.deployments.set_policy(
        DEPLOYMENT,
        expected_gen=info.policy.gen,
        arms=(ArmSpec(model=version),),
        shadow=(ArmSpec(model=version, name="control"),),
        reason="the never-retrained control answers beside, unseen",
    )
    ws.monitors.apply(MONITOR, spec=MonitorSpec(deployment=DEPLOYMENT))
    rebase_monitor(ws, MONITOR, version, run)
    ws.loops.apply(LOOP, policy=cast.policy)
    cast.engine = LoopEngine(ws.loops, RoomStages(ws), cast.clock)
    cast.supervisor = ServingSupervisor(settings, workers=1, stores=ws.stores)
    cast.supervisor.start()
    cast.client = InferenceClient(cast.supervisor.url, cast.token, project=PROJECT)
    cast.progress.say(f"Deployed: {cast.supervisor.url}/v2/models/{DEPLOYMENT}/infer answers by {version}.")
