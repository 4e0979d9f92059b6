"""`flyball label`: outcomes that became known after the prediction."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flyball.cli._files import read_file
from flyball.cli._output import Json, show
from flyball.cli._workspace import workspace
from flyball.core.errors import BadInput

if TYPE_CHECKING:
    from flyball.monitoring import Label

app = typer.Typer(no_args_is_help=True, help="Labels: add, count, get.")

Deployment = Annotated[str, typer.Argument(help="The deployment's name.")]
_BATCH = 20_000


@app.command()
def add(
    deployment: Deployment,
    file: Annotated[
        Path, typer.Argument(help="CSV with key, value, at and perhaps revision; or JSON, a list of such.")
    ],
    as_json: Json = False,
) -> None:
    """Add outcomes; the same file again changes nothing. An empty value takes an outcome back."""
    from flyball.monitoring import Label, LabelReceipt

    labels = _read_csv(file) if file.suffix == ".csv" else read_file(file, tuple[Label, ...])
    with workspace() as ws:
        batches = [labels[k : k + _BATCH] for k in range(0, max(1, len(labels)), _BATCH)]
        receipts = [ws.labels.add(deployment, labels=batch) for batch in batches]
        total = LabelReceipt(
            accepted=sum(one.accepted for one in receipts),
            duplicate=sum(one.duplicate for one in receipts),
            corrected=sum(one.corrected for one in receipts),
        )
        show(total, as_json=as_json)


@app.command()
def count(deployment: Deployment, as_json: Json = False) -> None:
    """How many outcomes are known."""
    with workspace() as ws:
        show(ws.labels.count(deployment), as_json=as_json)


@app.command()
def get(
    deployment: Deployment,
    key: Annotated[str, typer.Argument(help="A prediction's id, or the business key it carried.")],
    as_json: Json = False,
) -> None:
    """The outcome that counts."""
    with workspace() as ws:
        show(ws.labels.get(deployment, key), as_json=as_json)


def _read_csv(file: Path) -> tuple[Label, ...]:
    import msgspec

    from flyball.core.errors import NotFound
    from flyball.monitoring import Label

    if not file.is_file():
        raise NotFound(f"there is no file {file.name!r}")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            {name: value for name, value in row.items() if name is not None and (value != "" or name == "value")}
            for row in csv.DictReader(lines)
        ]
    for row in rows:
        row["value"] = row.get("value") or None
    try:
        return msgspec.convert(rows, tuple[Label, ...], strict=False)
    except msgspec.ValidationError as wrong:
        raise BadInput(
            f"{file.name} has no labels", why=str(wrong), hint="columns: key, value, at, revision"
        ) from wrong
