"""What a pipeline's run, or one of its steps, says about itself when somebody asks why."""

from __future__ import annotations

from sqlalchemy import Connection, select

from flyball.core import Ref
from flyball.core.errors import NotFound
from flyball.governance.facts import Fact, Facts
from flyball.pipelines import tables as t
from flyball.pipelines.model import PipelineRunInfo, step_ref
from flyball.pipelines.rows import read_run, read_step
from flyball.pipelines.why import why_step
from flyball.store import Stores

_SAID = {"running": "has not ended", "finished": "finished", "failed": "failed", "cancelled": "was cancelled"}


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """Of `pipeline:NAME` (its latest run), `pipeline:NAME@RUN` or `pipeline:NAME/STEP@RUN`; raises `NotFound`."""
    name, _, path = ref.name.partition("/")
    with stores.catalog.read() as connection:
        run = read_run(connection, project, ref.selector or _latest(connection, project, name))
        if run.pipeline != name:
            raise NotFound(f"run {run.id} is one of {run.pipeline}, not of {name}")
        return _step_facts(connection, project, run, path) if path else _run_facts(run)


def _run_facts(run: PipelineRunInfo) -> Facts:
    took = "" if run.ended_at is None else f" after {(run.ended_at - run.started_at).total_seconds():.1f} s"
    counts = ", ".join(f"{count} {state}" for state, count in run.step_counts.items()) or "no steps"
    found: dict[str, Fact] = {"state": run.state, "owner": run.owner, "entry": run.entry, "code": run.code}
    found |= {f"params.{key}": value for key, value in run.params.items() if _is_plain(value)}
    found |= {f"steps.{state}": count for state, count in run.step_counts.items()}
    ended = f"it {_SAID[run.state]}{took} ({counts})"
    return Facts(
        ref=run.ref,
        sentence=f"{run.owner} ran {run.pipeline} on {run.started_at:%Y-%m-%d %H:%M}; {ended}",
        facts=found,
        parents=(f"pipeline:{run.pipeline}@{run.parent}",) if run.parent else (),
    )


def _step_facts(connection: Connection, project: str, run: PipelineRunInfo, path: str) -> Facts:
    step, why = read_step(connection, project, run.id, path), why_step(connection, project, run.id, path)
    found: dict[str, Fact] = {
        "function": step.function,
        "state": step.state,
        "attempts": step.attempt,
        "key": step.key,
        "output": step.output.digest if step.output else None,
        "changes": list(why.changes),
    }
    source = (step.source,) if step.source else ()
    return Facts(
        ref=step_ref(run.pipeline, path, run.id), sentence=why.sentence, facts=found, parents=(run.ref, *source)
    )


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _latest(connection: Connection, project: str, name: str) -> str:
    r = t.pipeline_run.c
    query = select(r.id).where(r.project == project, r.pipeline == name).order_by(r.started_at.desc(), r.id.desc())
    found = connection.execute(query.limit(1)).scalar()
    if found is None:
        raise NotFound(f"pipeline {name} has no runs", hint="flyball pipeline list")
    return str(found)
