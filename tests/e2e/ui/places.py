"""The pages of the interface, read from its own table, and an address of each in the demo's story."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from flyball.pipelines import pipeline, step

WEB = Path(__file__).parents[3] / "web"
MODEL = "late-flight"

_LINE = re.compile(r'\{ path: "([^"]*)", file: "([^"]*)", title: "([^"]*)"')


def pages() -> list[str]:
    """The paths of all pages of the table, in its order.

    >>> "models/$name" in pages()
    True
    """
    return list(_titles())


def title_of(path: str) -> str:
    """The name a page has in the sidebar.

    >>> title_of("models")
    'Models'
    """
    return _titles()[path]


@functools.cache
def _titles() -> dict[str, str]:
    lines = _LINE.findall((WEB / "src" / "app" / "routes.tsx").read_text(encoding="utf-8"))
    return {path: title for path, _file, title in lines}


@step
def count_words(text: str) -> int:
    """Something to do for a pipeline."""
    return len(text.split())


@pipeline
def nightly(text: str) -> int:
    """A run of a pipeline, of which the demo has none."""
    return int(count_words(text))


def objects(ws: Any) -> dict[str, tuple[str, str]]:
    """Pages of one object: its address below the project, and what the browser's title has to name."""
    run, other = ws.runs.list_runs(limit=2)
    (cycle,) = ws.loops.list_cycles(name=MODEL, limit=1)
    (prediction,) = ws.deployments.list_predictions(name=MODEL, limit=1)
    return {
        "": ("", ws.project),  # a home is named after its project
        "data/$name": ("data/flights", "flights"),
        "features/$name": ("features/carrier_delays", "carrier_delays"),
        "runs/$id": (f"runs/{run.id}", run.name),
        "compare": (f"compare?runs={run.id},{other.id}", "compar"),
        "experiments/$": (f"experiments/{MODEL}", MODEL),
        "studies/$name": ("studies/january", "january"),
        "pipelines/$": (f"pipelines/{ws.pipelines.list_runs(limit=1)[0].id}", "nightly"),
        "models/$name": (f"models/{MODEL}@champion", MODEL),
        "approvals/$id": (f"approvals/{ws.approvals.list_approvals(limit=1)[0].id}", MODEL),
        "deployments/$name": (f"deployments/{MODEL}", MODEL),
        "evaluations/$id": (f"evaluations/{ws.evaluations.list_evaluations(limit=1)[0].id}", MODEL),
        "monitor/$name": (f"monitor/{MODEL}", MODEL),
        "incidents/$id": (f"incidents/{ws.incidents.list_incidents(limit=1)[0].id}", ""),
        "loops/$name": (f"loops/{MODEL}", MODEL),
        "loops/$name/cycles/$cycle": (f"loops/{MODEL}/cycles/{cycle.id}", str(cycle.number)),
        "why/$": (f"why/prediction:{prediction.id}", ""),
    }
