"""The stages of a cycle, done by the rooms below: monitoring watches, tracking trains, registry and serving move."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from flyball.core import Call, Clock, Ids, Principal, Ref, calling, digest
from flyball.core.errors import BadInput, NotFound
from flyball.evaluation import GateResult, Report, check_gates, compare, measure, measure_slices
from flyball.loop.holdout import HOLDOUT, Trained, read_holdout
from flyball.loop.model import Cycle, LoopPolicy
from flyball.loop.rollout import Look
from flyball.loop.stages import Approval, Challenger, Compared, Params, Watched
from flyball.monitoring import scored_rows
from flyball.registry import load_model, register_model
from flyball.serving.model import ArmSpec, DeploymentInfo, Variant
from flyball.stats import CanaryErrors
from flyball.tracking import execute
from flyball.tracking.inputs import read_input

if TYPE_CHECKING:
    import pyarrow as pa

    from flyball.data import Dataset, Datasets
    from flyball.evaluation import Evaluations
    from flyball.governance import Approvals
    from flyball.monitoring import Incidents, Labels, Monitors
    from flyball.registry import Models
    from flyball.serving import Deployments
    from flyball.store import Stores
    from flyball.store.objects import Objects
    from flyball.tracking import Runs

CHAMPION = "champion"
_MILLION = 1_000_000
_REFERENCE_ROWS = 28_000
_REFERENCE_WINDOWS = 4
POLICY_VOTER = Principal(id="system:policy", is_local=True)
"""Votes where the project's approval policy lets passed gates approve; shown as such everywhere."""


class Home(Protocol):
    """What the loop works with; a workspace is one."""

    project: str
    runs: Runs
    datasets: Datasets
    models: Models
    approvals: Approvals
    evaluations: Evaluations
    deployments: Deployments
    monitors: Monitors
    labels: Labels
    incidents: Incidents

    def dataset(self, name: str) -> Dataset: ...

    @property
    def stores(self) -> Stores: ...

    @property
    def objects(self) -> Objects: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def ids(self) -> Ids: ...


class TrainingWindow(Struct, frozen=True, kw_only=True):
    """What a policy's data function is asked for: outcomes known in [start, end), the last ones kept from training."""

    start: datetime | None
    holdout_from: datetime
    end: datetime


class RoomStages:
    """`Stages` over a workspace. Built in the process that may train: a notebook, a worker, the demo."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def watch(self, policy: LoopPolicy, now: datetime) -> Watched:
        """Open incidents, who is live since when, and what became known since."""
        home = self._home
        found = home.incidents.list_incidents(deployment=policy.deployment, limit=1000)
        live_since = None
        with suppress(NotFound, IndexError):  # never promoted
            live_since = home.models.alias_history(policy.model, CHAMPION, limit=1)[0].from_at
        return Watched(
            open_incidents=tuple(sorted({incident.kind for incident in found if incident.state != "closed"})),
            champion=self._champion(policy),
            live_since=live_since,
            new_labels=home.labels.count(policy.deployment, since=live_since),
        )

    def train(self, policy: LoopPolicy, cycle: Cycle, params: Params) -> Challenger:
        """Make the training set, train in a recorded run, register what came out."""
        home, now = self._home, self._home.clock.now()
        window = TrainingWindow(
            start=None if policy.window_days is None else now - timedelta(days=policy.window_days),
            holdout_from=now - timedelta(days=policy.holdout_days),
            end=now,
        )
        rows = str(_function(policy.data)(home, window))
        run = execute(
            home,
            _function(policy.train),
            experiment=policy.model,
            params={**policy.params, **params, "holdout_from": window.holdout_from.isoformat()},
            inputs={"rows": rows},
            name=f"cycle {cycle.number}",
            tags={"cycle": cycle.id},
        )
        version = register_trained(home, policy.model, run.ref, run.result, run.metrics, note=cycle.cause)
        return Challenger(run=run.id, model=version)

    def compare(self, policy: LoopPolicy, cycle: Cycle) -> Compared:
        """Judge the gates on the run's holdout, and keep the report as evidence of the version."""
        challenger = _known(cycle.challenger)
        return judge(self._home, policy, challenger, _known(cycle.run), champion=cycle.champion)

    def ask_approval(self, policy: LoopPolicy, cycle: Cycle) -> Approval:
        """Open the request; under approval by policy the passed gates vote for it."""
        ref = Ref.parse(_known(cycle.challenger))
        approvals = self._home.approvals
        request = self._home.models.request_approval(ref.name, _number(ref), to=CHAMPION, note=cycle.cause)
        if policy.approval == "policy":
            with calling(Call(principal=POLICY_VOTER, project=self._home.project)):
                request = approvals.vote(
                    request.id, approve=True, comment="the gates passed, and the policy asks no more"
                )
        return Approval(id=request.id, state=request.state, by=request.approved_by)

    def approval(self, cycle: Cycle) -> Approval:
        """The request's state now."""
        request = self._home.approvals.get(_known(cycle.approval))
        return Approval(id=request.id, state=request.state, by=request.approved_by)

    def shadow(self, policy: LoopPolicy, cycle: Cycle) -> None:
        """Add the challenger to the shadows."""
        info = self._home.deployments.get(policy.deployment)
        challenger = _known(cycle.challenger)
        if challenger not in {variant.model for variant in info.policy.shadow}:
            self._set(info, _specs(info.policy.arms), _shadows(policy, challenger), "shadow")

    def canary(self, policy: LoopPolicy, cycle: Cycle, share: float) -> None:
        """Split the traffic; other shadows stay."""
        info = self._home.deployments.get(policy.deployment)
        champion, challenger = _known(cycle.champion), _known(cycle.challenger)
        part = round(share * _MILLION)
        arms = (ArmSpec(model=champion, weight_ppm=_MILLION - part), ArmSpec(model=challenger, weight_ppm=part))
        if _shares(info) != {champion: _MILLION - part, challenger: part}:
            self._set(info, arms, _shadows(policy), f"canary {share:.0%}")

    def look(self, policy: LoopPolicy, cycle: Cycle, now: datetime) -> Look:
        """Count labelled rows and wrong warnings per arm since the canary began."""
        rows = self._scored(policy, start=self._canary_since(cycle), end=now)
        threshold = self._threshold(policy, cycle)
        canary = _errors(rows, _known(cycle.challenger), threshold)
        base = _errors(rows, _known(cycle.champion), threshold)
        e_value = 1.0
        if canary[0] and base[0]:
            state = CanaryErrors.start(margin=policy.rollout.max_odds)
            looked = state.look(requests=canary[0], errors=canary[1], base_requests=base[0], base_errors=base[1])
            e_value = looked.e_value
        return Look(
            now=now,
            step=cycle.step,
            step_since=cycle.stage_at,
            canary_rows=canary[0],
            base_rows=base[0],
            e_value=e_value,
        )

    def promote(self, policy: LoopPolicy, cycle: Cycle, reason: str) -> None:
        """Move the alias by its approval, give all traffic, re-base the drift reference."""
        challenger = _known(cycle.challenger)
        ref = Ref.parse(challenger)
        if self._champion_alias(policy) != challenger:
            self._home.models.promote(
                ref.name, version=_number(ref), to=CHAMPION, approval=cycle.approval, reason=reason
            )
        info = self._home.deployments.get(policy.deployment)
        if _shares(info) != {challenger: _MILLION}:
            self._set(info, (ArmSpec(model=challenger),), _shadows(policy, cycle.champion), reason)
        if policy.monitor is not None:
            rebase_monitor(self._home, policy.monitor, challenger, _known(cycle.run))

    def roll_back(self, policy: LoopPolicy, cycle: Cycle, reason: str) -> None:
        """Give all traffic back to the champion, and the alias too if it had moved."""
        champion = _known(cycle.champion)
        info = self._home.deployments.get(policy.deployment)
        if _shares(info) != {champion: _MILLION}:
            self._set(info, (ArmSpec(model=champion),), _shadows(policy), f"rolled back: {reason}")
        if self._champion_alias(policy) == cycle.challenger:
            self._home.models.rollback(policy.model, CHAMPION, reason=reason)

    def probation(self, policy: LoopPolicy, cycle: Cycle, now: datetime) -> GateResult:
        """The promoted version's AUC since the promotion against what it showed on its holdout."""
        rows = self._scored(policy, start=cycle.stage_at, end=now)
        labels, scores = _of_model(rows, _known(cycle.challenger))
        _, former = _of_model(rows, _known(cycle.champion), is_shadow=True)
        if len(former) == len(scores) and len(scores):
            found = compare(labels, scores, former, metric="roc_auc", margin=0.02)
            return GateResult(
                check="probation", metric="roc_auc", value=found.estimate, threshold=-0.02, lo=found.lo, hi=found.hi,
                n=found.n, verdict=found.verdict, passed=found.verdict != "worse", says=found.says,
            )  # fmt: skip
        return _against_promise(self._home, cycle, labels, scores)

    def _set(self, info: DeploymentInfo, arms: tuple[ArmSpec, ...], shadow: tuple[ArmSpec, ...], reason: str) -> None:
        self._home.deployments.set_policy(
            info.name, expected_gen=info.policy.gen, arms=arms, shadow=shadow, reason=reason
        )

    def _scored(self, policy: LoopPolicy, *, start: datetime, end: datetime) -> pa.Table:
        streams = self._home.stores.streams
        return scored_rows(streams, self._home.project, policy.deployment, start=start, end=end, known_until=end)

    def _canary_since(self, cycle: Cycle) -> datetime:
        return cycle.stage_at

    def _champion(self, policy: LoopPolicy) -> str | None:
        with suppress(NotFound):
            return self._home.deployments.get(policy.deployment).policy.live.model
        return None

    def _champion_alias(self, policy: LoopPolicy) -> str | None:
        with suppress(NotFound):
            return self._home.models.get_version(policy.model, CHAMPION).ref
        return None

    def _threshold(self, policy: LoopPolicy, cycle: Cycle) -> float:
        return threshold_of(self._home, _known(cycle.champion))


def register_trained(
    home: Home, name: str, run: str, trained: Any, metrics: dict[str, float], *, note: str = ""
) -> str:
    """Register what a training function returned as the next version; returns its Ref."""
    if not isinstance(trained, Trained):
        raise BadInput(f"the training function returned a {type(trained).__name__}", hint="return flyball.loop.Trained")
    version = register_model(
        models=home.models,
        objects=home.objects,
        name=name,
        model=trained.model,
        example=trained.example,
        run=run,
        metrics=metrics,
        description=note,
    )
    return version.ref


def judge(home: Home, policy: LoopPolicy, challenger: str, run: str, *, champion: str | None) -> Compared:
    """Score the holdout by what would be served, judge the policy's gates, attach the report to the version."""
    content = home.runs.artifact(run, HOLDOUT).content
    holdout = read_holdout(content)
    served = load_model(models=home.models, objects=home.objects, ref=challenger)
    scores = served.score(holdout.features)
    incumbent = None
    if champion is not None:
        incumbent = load_model(models=home.models, objects=home.objects, ref=champion).score(holdout.features)
    gates = check_gates(
        policy.gates, holdout.labels, scores, baseline=holdout.baseline, champion=incumbent, slices=holdout.slices
    )
    names = sorted({gate.metric for gate in policy.gates} | {"roc_auc", "brier"})
    report = Report(
        n=len(holdout.labels),
        metrics=tuple(measure(holdout.labels, scores, metrics=names)),
        slices=tuple(measure_slices(holdout.labels, scores, holdout.slices, metrics=["roc_auc"])),
        gates=tuple(gates),
    )
    info = home.runs.get(run)
    evaluation = home.evaluations.record(subject=challenger, dataset=info.inputs[0].ref, report=report)
    ref = Ref.parse(challenger)
    home.models.attach_evidence(
        ref.name,
        _number(ref),
        kind="evaluation",
        ref=evaluation.ref,
        digest=evaluation.digest,
        passed=report.passed,
        says="; ".join(gate.says for gate in gates),
    )
    return Compared(data_digest=digest(content), verdicts=tuple(gates))


def threshold_of(home: Home, model: str) -> float:
    """The score from which the version's predictions count as warnings, as its training set it."""
    return home.models.version(model).manifest.metrics.get("threshold", 0.5)


def rebase_monitor(home: Home, monitor: str, model: str, run: str) -> None:
    """Take the newest rows the version learned from as the reference of drift, and what its holdout showed as promise.

    How much windows of that reference differ among themselves is measured too, so that an ordinary change of weather
    between two weeks is no alarm.
    """
    from flyball.monitoring import Baseline, reference_sketch
    from flyball.monitoring.drift import TableSketch, measure_phi, sketch_table
    from flyball.monitoring.reference import comparable

    names = [column.name for column in home.models.version(model).manifest.signature.inputs]
    rows = read_input(home, Ref.parse(home.runs.get(run).inputs[0].ref)).select(names)
    recent = rows.slice(max(0, rows.num_rows - _REFERENCE_ROWS))
    bytes_of = reference_sketch(recent, columns=names)
    frame = TableSketch.from_bytes(bytes_of).frame
    size = -(-recent.num_rows // _REFERENCE_WINDOWS)
    windows = [sketch_table(comparable(recent.slice(k * size, size)), frame=frame) for k in range(_REFERENCE_WINDOWS)]
    metrics = home.models.version(model).manifest.metrics
    baseline = Baseline(
        roc_auc=metrics["roc_auc"],
        brier=metrics["brier"],
        threshold=metrics.get("threshold"),
        phi=measure_phi(windows),
    )
    home.monitors.set_reference(monitor, model=model, sketch=home.objects.put(bytes_of), baseline=baseline)


def _against_promise(home: Home, cycle: Cycle, labels: Any, scores: Any) -> GateResult:
    promised = home.models.version(_known(cycle.challenger)).manifest.metrics.get("roc_auc", 0.5)
    (found,) = measure(labels, scores, metrics=["roc_auc"])
    is_worse = found.hi is not None and found.hi < promised - 0.1
    return GateResult(
        check="probation", metric="roc_auc", value=found.value, threshold=promised - 0.1, lo=found.lo, hi=found.hi,
        n=found.n, verdict="worse" if is_worse else "not worse", passed=not is_worse,
        says=f"roc_auc {found.value if found.value is None else round(found.value, 3)} on {found.n} outcomes since the "
             f"promotion, {promised:.3f} on the holdout",
    )  # fmt: skip


def _function(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise BadInput(f"the loop's function {target!r} cannot be imported", why=str(error)) from error
    if not callable(found):
        raise BadInput(f"{target!r} is no function")
    return found  # type: ignore[no-any-return]


def _errors(rows: pa.Table, model: str, threshold: float) -> tuple[int, int]:
    """Labelled rows an arm answered, and how many of its warnings were wrong or missing."""
    labels, scores = _of_model(rows, model)
    return len(labels), int(((scores >= threshold) != (labels == 1)).sum())


def _of_model(rows: pa.Table, model: str, *, is_shadow: bool = False) -> tuple[Any, Any]:
    import numpy as np
    import pyarrow.compute as pc

    in_shadow = pc.is_valid(rows["shadow_of"])
    mine = pc.and_(pc.equal(rows["model"], model), in_shadow if is_shadow else pc.invert(in_shadow))
    found = rows.filter(pc.and_(mine, pc.and_(pc.is_valid(rows["label"]), pc.is_valid(rows["y"]))))
    return found["label"].to_numpy().astype(np.int64), found["y"].to_numpy()


def _shares(info: DeploymentInfo) -> dict[str, int]:
    return {arm.model: arm.weight_ppm for arm in info.policy.arms}


def _specs(variants: tuple[Variant, ...]) -> tuple[ArmSpec, ...]:
    return tuple(ArmSpec(model=v.model, weight_ppm=v.weight_ppm, name=v.name) for v in variants)


def _shadows(policy: LoopPolicy, extra: str | None = None) -> tuple[ArmSpec, ...]:
    """The policy's own shadows, and one more version unless it is among them."""
    kept = tuple(ArmSpec(model=model, name=name) for name, model in policy.shadows.items())
    if extra is None or extra in policy.shadows.values():
        return kept
    return (*kept, ArmSpec(model=extra))


def _known(value: str | None) -> str:
    if value is None:
        raise BadInput("the cycle lacks what this stage needs", why="an earlier stage did not record it")
    return value


def _number(ref: Ref) -> int:
    if ref.version is None:
        raise BadInput(f"{ref} names no version")
    return ref.version
