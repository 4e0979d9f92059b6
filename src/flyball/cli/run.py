"""`flyball run`: find, show and compare runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core import Ref

if TYPE_CHECKING:
    from flyball.tracking import RunRow

app = typer.Typer(no_args_is_help=True, help="Runs: list, show, history, compare, artifacts, experiments.")

RunName = Annotated[str, typer.Argument(help="A run's id, or run:ID.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many.")]
_COLUMNS = ("id", "experiment", "name", "state", "started_at", "seconds")


@app.command("list")
def list_runs(  # noqa: PLR0917 - one parameter per option
    filter: Annotated[str, typer.Option(help="Such as: metrics.auc > 0.7 and params.lr = 0.1")] = "",
    order_by: Annotated[str, typer.Option(help="Fields with commas between; - in front for descending.")] = "",
    column: Annotated[list[str], typer.Option(help="Show this field too, such as metrics.auc; repeatable.")] = [],  # noqa: B006
    experiment: Annotated[str | None, typer.Option(help="Only this experiment.")] = None,
    state: Annotated[str | None, typer.Option(help="running, finished, failed or killed.")] = None,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """Runs that match a filter, newest first unless told otherwise."""
    parts = [f"experiment = {_quoted(experiment)}"] if experiment else []
    parts += [f"state = {_quoted(state)}"] if state else []
    parts += [f"({filter})" if parts else filter] if filter.strip() else []
    keys = tuple(key.strip() for key in order_by.split(",") if key.strip()) or ("-started_at",)
    with workspace() as ws:
        page = ws.runs.search(filter=" and ".join(parts), order_by=keys, columns=tuple(column), limit=limit)
    rows = [
        {name: getattr(row, name, None) for name in _COLUMNS} | {"seconds": _seconds(row)} | row.values
        for row in page.rows
    ]
    show(page if as_json else rows, as_json=as_json, columns=(*_COLUMNS, *column))
    if not as_json and page.next is not None:
        typer.echo(f"{len(rows)} of {page.total}{'' if page.is_exact else ' or more'}; --limit shows more")


@app.command("show")
def show_run(run: RunName, as_json: Json = False) -> None:
    """Everything recorded about one run."""
    with workspace() as ws:
        show(ws.runs.get(_id(run)), as_json=as_json)


@app.command()
def history(
    run: RunName,
    metric: Annotated[str | None, typer.Argument(help="A metric's key; without one, the figures of all.")] = None,
    context: Annotated[str, typer.Option(help='Such as {"subset":"val"}.')] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many points.")] = 1_000,
    as_json: Json = False,
) -> None:
    """Points of one metric as they were logged, or the exact figures of every metric."""
    with workspace() as ws:
        if metric is None:
            columns = ("key", "context", "count", "nan_count", "first", "last", "min", "max", "mean")
            show(ws.runs.series(_id(run)), as_json=as_json, columns=columns)
        else:
            show(ws.runs.history(_id(run), key=metric, context=context, limit=limit), as_json=as_json)


@app.command()
def compare(
    runs: Annotated[list[str], typer.Argument(help="Two runs or more.")],
    everything: Annotated[bool, typer.Option("--all", help="Also what is equal.")] = False,
    as_json: Json = False,
) -> None:
    """Params, metrics, tags and inputs side by side; only what differs, unless --all."""
    ids = tuple(_id(run) for run in runs)
    with workspace() as ws:
        rows = [row for row in ws.runs.compare(ids=ids) if everything or not row.is_equal]
        table: list[dict[str, Any]] = [
            {"kind": row.kind, "key": row.key, **dict(zip(ids, row.values, strict=True))} for row in rows
        ]
        show(rows if as_json else table, as_json=as_json)


@app.command()
def artifacts(run: RunName, as_json: Json = False) -> None:
    """Files the run recorded."""
    with workspace() as ws:
        show(ws.runs.artifacts(_id(run)), as_json=as_json)


@app.command()
def experiments(as_json: Json = False) -> None:
    """All experiments."""
    with workspace() as ws:
        show(ws.runs.experiments(), as_json=as_json)


def _id(text: str) -> str:
    return Ref.parse(text, kind="run").name


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _seconds(run: RunRow) -> float | None:
    return None if run.ended_at is None else (run.ended_at - run.started_at).total_seconds()
