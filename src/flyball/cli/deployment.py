"""`flyball deployment`: who answers under a name, how that changes, and what was answered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.errors import BadInput

if TYPE_CHECKING:
    from flyball.serving import ArmSpec, DeploymentInfo

app = typer.Typer(
    no_args_is_help=True,
    help="Deployments: create, policy, rollback, stop, start, status, predict, and what was predicted.",
)

Name = Annotated[str, typer.Argument(help="The deployment's name, such as late-flight.")]
Reason = Annotated[str, typer.Option(help="Why; it stays on record.")]

_PREDICTIONS = ("id", "at", "score", "model", "variant", "policy_gen", "business_key", "unit", "latency_us")


@app.command()
def create(
    name: Name,
    model: Annotated[str, typer.Argument(help="A version or alias, such as late-flight@champion.")],
    unit: Annotated[str | None, typer.Option(help="What the units of sticky assignment are.")] = None,
    reason: Reason = "",
    as_json: Json = False,
) -> None:
    """Let an approved model version answer under a name."""
    with workspace() as ws:
        _show(ws.deployments.create(name, model=model, unit_key=unit, reason=reason), as_json=as_json)


@app.command("list")
def list_deployments(as_json: Json = False) -> None:
    """All deployments with what answers now."""
    with workspace() as ws:
        found = ws.deployments.list_deployments(limit=1000)
        show(found if as_json else [_flat(each) for each in found], as_json=as_json)


@app.command("show")
def show_deployment(name: Name, as_json: Json = False) -> None:
    """One deployment with the policy in force."""
    with workspace() as ws:
        _show(ws.deployments.get(name), as_json=as_json)


@app.command()
def policies(name: Name, limit: Annotated[int, typer.Option(help="How many.")] = 20, as_json: Json = False) -> None:
    """Every policy there was, the newest first, with who set it and why."""
    with workspace() as ws:
        found = ws.deployments.list_policies(name, limit=limit)
        rows = [
            {"gen": p.gen, "arms": _shares(p.arms), "restores": p.restores, "reason": p.reason, "by": p.created_by}
            for p in found
        ]
        show(found if as_json else rows, as_json=as_json)


@app.command()
def policy(
    name: Name,
    arms: Annotated[list[str], typer.Argument(help="Versions with shares: late-flight@7=90 late-flight@8=10.")],
    *,
    shadow: Annotated[list[str] | None, typer.Option(help="A version that sees all and answers nobody.")] = None,
    expected_gen: Annotated[int | None, typer.Option(help="Refuse unless the policy is still this one.")] = None,
    reason: Reason = "",
    as_json: Json = False,
) -> None:
    """Put other versions or shares into force; one version without a share takes all of the traffic."""
    from flyball.serving import ArmSpec

    wanted = tuple(_arm(text) for text in arms)
    with workspace() as ws:
        gen = ws.deployments.get(name).policy.gen if expected_gen is None else expected_gen
        shadows = tuple(ArmSpec(model=model) for model in shadow or ())
        made = ws.deployments.set_policy(name, expected_gen=gen, arms=wanted, shadow=shadows, reason=reason)
        _show(made, as_json=as_json)


@app.command()
def rollback(name: Name, reason: Reason = "", as_json: Json = False) -> None:
    """Bring the previous policy back."""
    with workspace() as ws:
        _show(ws.deployments.rollback(name, reason=reason), as_json=as_json)


@app.command()
def stop(name: Name, reason: Reason = "", as_json: Json = False) -> None:
    """Let the name answer no more."""
    with workspace() as ws:
        _show(ws.deployments.stop(name, reason=reason), as_json=as_json)


@app.command()
def start(name: Name, reason: Reason = "", as_json: Json = False) -> None:
    """Let a stopped name answer again."""
    with workspace() as ws:
        _show(ws.deployments.start(name, reason=reason), as_json=as_json)


@app.command()
def status(name: Name, as_json: Json = False) -> None:
    """Whether the workers follow the newest policy, and what they refused."""
    with workspace() as ws:
        show(ws.deployments.status(name), as_json=as_json)


@app.command()
def predict(
    name: Name,
    file: Annotated[Path, typer.Argument(help="Rows as .csv or .parquet; its columns are the model's inputs.")],
    *,
    url: Annotated[str | None, typer.Option(help="Address of the serving workers, if not this workspace's.")] = None,
    unit: Annotated[str | None, typer.Option(help="Column with the unit of sticky assignment.")] = None,
    business_key: Annotated[str | None, typer.Option(help="Column with the key that labels will name.")] = None,
    as_json: Json = False,
) -> None:
    """Ask the serving workers for the scores of a file's rows."""
    from flyball.serving import InferenceClient

    table = _read(file)
    aside = {column for column in (unit, business_key) if column}
    missing = sorted(aside - set(table.column_names))
    if missing:
        raise BadInput(f"{file} has no column {missing[0]}", why=f"its columns: {', '.join(table.column_names)}")
    inputs = {n: table[n].to_numpy(zero_copy_only=False) for n in table.column_names if n not in aside}
    with InferenceClient(url or _serving_url(name), _token()) as client:
        made = client.infer(
            name,
            inputs,
            units=[str(value) for value in table[unit].to_pylist()] if unit else None,
            business_keys=[str(value) for value in table[business_key].to_pylist()] if business_key else None,
        )
    rows = [
        {"id": made.ids[k], "score": float(made.scores[k]), "variant": made.variants[k], "version": made.versions[k]}
        for k in range(len(made.ids))
    ]
    show(rows, as_json=as_json)


@app.command()
def predictions(
    name: Name,
    business_key: Annotated[str | None, typer.Option(help="Only rows with this key.")] = None,
    limit: Annotated[int, typer.Option(help="How many.")] = 20,
    as_json: Json = False,
) -> None:
    """The last logged answers, the newest first."""
    with workspace() as ws:
        found = ws.deployments.list_predictions(name, business_key=business_key, limit=limit)
        show(found, as_json=as_json, columns=_PREDICTIONS)


@app.command()
def prediction(
    prediction_id: Annotated[str, typer.Argument(help="The id that came with the answer.")], as_json: Json = False
) -> None:
    """One logged answer with its features."""
    with workspace() as ws:
        show(ws.deployments.prediction(prediction_id), as_json=as_json)


def _arm(text: str) -> ArmSpec:
    from flyball.serving import ArmSpec

    model, _, percent = text.partition("=")
    try:
        share = float(percent) if percent else 100.0
    except ValueError:
        raise BadInput(f"{text!r} names no share", hint="write late-flight@8=10 for ten percent") from None
    return ArmSpec(model=model, weight_ppm=round(share * 10_000))


def _show(info: DeploymentInfo, *, as_json: bool) -> None:
    show(info if as_json else _flat(info), as_json=as_json)


def _flat(info: DeploymentInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "state": info.state,
        "policy": info.policy.gen,
        "arms": _shares(info.policy.arms),
        "shadow": ", ".join(variant.model for variant in info.policy.shadow),
        "reason": info.policy.reason,
    }


def _shares(arms: Any) -> str:
    return ", ".join(f"{arm.model} {arm.weight_ppm / 10_000:g} %" for arm in arms)


def _read(file: Path) -> Any:
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    if not file.is_file():
        raise BadInput(f"there is no file {file}")
    try:
        return pyarrow.csv.read_csv(file) if file.suffix == ".csv" else pyarrow.parquet.read_table(file)
    except pa.ArrowException as error:
        raise BadInput(f"{file} cannot be read", why=str(error)) from error


def _serving_url(name: str) -> str:
    from flyball.core.config import load_settings
    from flyball.serving.handle import reached_from

    with workspace() as ws:
        found = ws.deployments.status(name).url
        return reached_from(found or f"http://127.0.0.1:{load_settings().serving_port}", ws.url)


def _token() -> str | None:
    from flyball.core.config import load_settings

    file = load_settings().home_path() / "token"
    return os.environ.get("FLYBALL_TOKEN") or (file.read_text(encoding="utf-8").strip() if file.is_file() else None)
