"""What a run says about itself when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.governance.facts import Fact, Facts
from flyball.store import Stores
from flyball.tracking.model import RunInfo
from flyball.tracking.rows import read_run


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """One sentence with commit, data and result; raises `NotFound`."""
    with stores.catalog.read() as connection:
        run = read_run(connection, project, ref.name)
    return Facts(ref=run.ref, sentence=_sentence(run), facts=_facts(run), parents=_parents(run))


def _sentence(run: RunInfo) -> str:
    what = run.entry.function if run.entry else run.name or run.experiment
    took = "" if run.ended_at is None else f" after {(run.ended_at - run.started_at).total_seconds():.1f} s"
    used = f" on {', '.join(link.ref for link in run.inputs[:3])}" if run.inputs else ""
    figures = ", ".join(f"{key} = {float(value):.4g}" for key, value in list(run.metrics.items())[:3])
    result = f" with {figures}" if figures else ""
    return f"{run.owner} ran {what}{used} on {run.started_at:%Y-%m-%d %H:%M}; it {run.state}{took}{result}"


def _facts(run: RunInfo) -> dict[str, Fact]:
    found: dict[str, Fact] = {
        "experiment": run.experiment,
        "state": run.state,
        "owner": run.owner,
        "started_at": run.started_at.isoformat(),
    }
    session = run.session
    if run.entry is not None:
        found["function"] = run.entry.function
    if session is not None:
        found |= {"code": session.code, "environment": session.environment}
        if session.source is not None:
            source = session.source
            found |= {"commit": source.commit, "branch": source.branch, "uncommitted_changes": source.is_dirty}
            found["diff"] = source.diff
    found |= {f"params.{key}": value for key, value in run.params.items()}
    return found | {f"metrics.{key}": value for key, value in run.metrics.items()}


def _parents(run: RunInfo) -> tuple[str, ...]:
    parent = (f"run:{run.parent}",) if run.parent else ()
    return (*parent, *(link.ref for link in run.inputs))
