"""Search a space with Optuna, every trial on record, and go on where an interrupted search stopped."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol

from flyball.core.clock import monotonic_s
from flyball.core.errors import BadInput
from flyball.tuning.model import Direction, Setting, Space, Study, Trial
from flyball.tuning.space import distributions

if TYPE_CHECKING:
    import optuna

    from flyball.tracking import Run
    from flyball.tuning.service import Studies


class Home(Protocol):
    """What a search needs; a workspace is one."""

    @property
    def studies(self) -> Studies: ...

    def run(self, experiment: str, **options: Any) -> Run: ...


class Pruned(Exception):
    """Raised by an objective to give a trial up because others were better at this step."""


class Attempt:
    """What the objective gets: the setting, where to report, and the trial's run if trials are recorded as runs."""

    def __init__(self, number: int, params: dict[str, Setting], asked: optuna.Trial, run: Run | None) -> None:
        self.number = number
        self.params = params
        self.run = run
        self.values: list[tuple[int, float]] = []
        self._asked = asked

    def report(self, value: float, *, step: int) -> None:
        """Say how it goes; raises `Pruned` when the pruner sees no hope. Let it pass, or clean up and raise it on."""
        self.values.append((step, float(value)))
        self._asked.report(float(value), step)
        if self._asked.should_prune():
            raise Pruned


Objective = Callable[[Attempt], float]


def search(  # noqa: PLR0913 - one parameter per choice a user makes
    home: Home,
    name: str,
    objective: Objective,
    space: Space,
    *,
    trials: int = 20,
    seed: int = 0,
    direction: Direction = "maximize",
    pruner: Any = None,
    sampler: Any = None,
    timeout_s: float | None = None,
    experiment: str | None = None,
    catch: tuple[type[Exception], ...] = (),
) -> Study:
    """Try settings until the study has `trials` that ended (earlier ones count), and return it with the best.

    Trials of an earlier, interrupted call teach the sampler first. The same seed tries the same settings when nothing
    was interrupted. With `experiment`, each trial is a run there. An exception fails its trial and is raised on,
    unless it is one of `catch`. `sampler` and `pruner` are Optuna's (default: TPE, none).
    """
    study = home.studies.create(name=name, space=space, direction=direction, seed=seed)
    earlier = _settle(home, study)
    asking = _optuna_study(study, earlier, sampler=sampler, pruner=pruner, seed=seed)
    deadline = None if timeout_s is None else monotonic_s() + timeout_s
    for _ in range(len(earlier), trials):
        if deadline is not None and monotonic_s() >= deadline:
            break
        _try_one(home, study, asking, objective, experiment=experiment, catch=catch)
    return home.studies.get(name)


def _settle(home: Home, study: Study) -> list[Trial]:
    """All trials that ended; one that is still running belongs to a process that died, and has failed."""
    found: list[Trial] = []
    while page := home.studies.list_trials(study.name, after=found[-1].number if found else -1):
        found += page
    return [
        home.studies.end_trial(study.name, trial.number, state="failed", error="interrupted")
        if trial.state == "running"
        else trial
        for trial in found
    ]


def _optuna_study(study: Study, earlier: list[Trial], *, sampler: Any, pruner: Any, seed: int) -> optuna.Study:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    # A sampler that goes on must not draw the settings of the beginning again.
    made = optuna.create_study(
        direction=study.direction,
        sampler=sampler or optuna.samplers.TPESampler(seed=seed + len(earlier)),
        pruner=pruner or optuna.pruners.NopPruner(),
    )
    states = {"complete": optuna.trial.TrialState.COMPLETE, "pruned": optuna.trial.TrialState.PRUNED}
    for trial in earlier:
        if trial.state in states:
            past = optuna.trial.create_trial(
                params=trial.params,
                distributions=distributions(study.space),
                value=trial.value,
                intermediate_values=dict(trial.values),
                state=states[trial.state],
            )
            made.add_trial(past)
    return made


def _try_one(
    home: Home,
    study: Study,
    asking: optuna.Study,
    objective: Objective,
    *,
    experiment: str | None,
    catch: tuple[type[Exception], ...],
) -> None:
    import optuna

    asked = asking.ask(distributions(study.space))
    run = home.run(experiment, params=asked.params, tags={"study": study.name}) if experiment else None
    begun = home.studies.start_trial(study.name, params=asked.params, run=run.id if run else None)
    attempt = Attempt(begun.number, begun.params, asked, run)
    try:
        value = _value(objective(attempt))
    except Pruned:
        reached = attempt.values[-1][1] if attempt.values else None
        asking.tell(asked, state=optuna.trial.TrialState.PRUNED)
        home.studies.end_trial(study.name, begun.number, state="pruned", value=reached, values=tuple(attempt.values))
        _end_run(run, "finished", reached)
    except BaseException as error:
        text = "".join(traceback.format_exception(error))[-20_000:]
        home.studies.end_trial(study.name, begun.number, state="failed", values=tuple(attempt.values), error=text)
        asking.tell(asked, state=optuna.trial.TrialState.FAIL)
        is_failure = isinstance(error, Exception)
        if run is not None:
            run.finish("failed" if is_failure else "killed", error=text)
        if not isinstance(error, catch):
            raise
    else:
        asking.tell(asked, value)
        home.studies.end_trial(study.name, begun.number, state="complete", value=value, values=tuple(attempt.values))
        _end_run(run, "finished", value)


def _end_run(run: Run | None, state: Any, value: float | None) -> None:
    if run is not None:
        if value is not None:
            run.log({"objective": value})
        run.finish(state)


def _value(found: Any) -> float:
    value = float(found)
    if not isfinite(value):
        raise BadInput(f"the objective returned {value}", why="it cannot be compared", hint="return a finite number")
    return value
