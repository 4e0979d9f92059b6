"""`flyball pipeline`: run pipelines, look at their runs, go on with them, and ask why a step ran."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.errors import BadInput

if TYPE_CHECKING:
    from flyball.pipelines import Pipeline, PipelineRun

app = typer.Typer(no_args_is_help=True, help="Run pipelines, look at their runs, go on with them.")
_LIST = ["id", "pipeline", "state", "started_at"]
_RUNS = [*_LIST, "ended_at", "owner", "step_counts"]
_STEPS = ["path", "state", "attempt", "note"]


@app.command()
def run(
    target: Annotated[str, typer.Argument(help="MODULE:FUNCTION, or FILE.py:FUNCTION.")],
    params: Annotated[list[str] | None, typer.Argument(help="Parameters, as name=value.")] = None,
    refresh: Annotated[list[str] | None, typer.Option(help="A step that is to run again whatever is cached.")] = None,
    workers: Annotated[int, typer.Option(help="Steps that may run side by side.")] = 1,
    as_json: Json = False,
) -> None:
    """Run a pipeline and print its steps; exits with 1 when it fails."""
    found = _load(target)
    values = found.params(dict(_pair(text) for text in params or []), strict=False)
    with workspace() as ws:
        _tell(found.run(ws, values, refresh=tuple(refresh or ()), workers=workers), as_json=as_json)


@app.command("list")
def list_runs(
    pipeline: Annotated[str | None, typer.Option(help="Only runs of this one.")] = None,
    limit: Annotated[int, typer.Option(help="How many.")] = 20,
    as_json: Json = False,
) -> None:
    """Runs, the latest first."""
    with workspace() as ws:
        show(ws.pipelines.list_runs(pipeline=pipeline, limit=limit), as_json=as_json, columns=_LIST)


@app.command("show")
def show_run(run: Annotated[str, typer.Argument(help="The run's id.")], as_json: Json = False) -> None:
    """One run with its steps."""
    with workspace() as ws:
        from flyball.pipelines import PipelineRun

        found = PipelineRun(ws, ws.pipelines.get(run))
        _show(found, as_json=as_json)


@app.command()
def resume(
    run: Annotated[str, typer.Argument(help="The run's id.")],
    target: Annotated[str | None, typer.Option("--code", help="MODULE:FUNCTION if it moved.")] = None,
    as_json: Json = False,
) -> None:
    """Go on with a run that was interrupted, failed or cancelled."""
    from flyball.pipelines import resume as go_on

    with workspace() as ws:
        found = _load(target or ws.pipelines.get(run).entry)
        _tell(go_on(ws, run, pipeline=found), as_json=as_json)


@app.command()
def cancel(run: Annotated[str, typer.Argument(help="The run's id.")], as_json: Json = False) -> None:
    """Stop a run: no step begins any more, and what still runs cannot record an outcome."""
    with workspace() as ws:
        show(ws.pipelines.cancel(run), as_json=as_json, columns=_RUNS)


@app.command()
def why(
    run: Annotated[str, typer.Argument(help="The run's id.")],
    step: Annotated[str, typer.Argument(help="The step's path, such as clean or evaluate[3].")],
    as_json: Json = False,
) -> None:
    """Why a step ran, or why it did not."""
    with workspace() as ws:
        found = ws.pipelines.why(run, path=step)
    if as_json:
        show(found, as_json=True)
    else:
        typer.echo(found.sentence)


def _tell(run: PipelineRun, *, as_json: bool) -> None:
    _show(run, as_json=as_json)
    if run.state != "finished":
        run.result()


def _show(run: PipelineRun, *, as_json: bool) -> None:
    steps = list(run.steps.values())
    if as_json:
        show({"run": msgspec.to_builtins(run.info), "steps": msgspec.to_builtins(steps)}, as_json=True)
        return
    show(run.info, as_json=False, columns=[*_RUNS, "error"])
    show(steps, as_json=False, columns=_STEPS)


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise BadInput(f"{text!r} is no parameter", hint="write name=value")
    return name, value


def _load(target: str) -> Pipeline:
    from flyball.pipelines import Pipeline

    module, separator, name = target.partition(":")
    if not separator:
        raise BadInput(f"{target!r} names no pipeline", hint="write MODULE:FUNCTION or FILE.py:FUNCTION")
    if module.endswith(".py"):
        file = Path(module)
        sys.path.insert(0, str(file.parent.resolve()))
        module = file.stem
    else:
        sys.path.insert(0, str(Path.cwd()))
    if importlib.util.find_spec(module) is None:
        raise BadInput(f"there is no module {module}", hint="run this in the folder that has it")
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, Pipeline):
        raise BadInput(f"{target} is no pipeline", hint="decorate the function with @flyball.pipeline")
    return found
