"""Several runs side by side: every param, metric, tag and input, and which of them differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from flyball.tracking.model import Compared, RunInfo, Scalar

_Kind = Literal["param", "metric", "tag", "input"]
_PARTS: tuple[tuple[_Kind, Callable[[RunInfo], dict[str, Scalar]]], ...] = (
    ("param", lambda run: run.params),
    ("metric", lambda run: dict(run.metrics)),
    ("tag", lambda run: dict(run.tags)),
    ("input", lambda run: {link.name or link.ref: link.ref for link in run.inputs}),
)


def compare_runs(runs: Sequence[RunInfo]) -> list[Compared]:
    """One row per key that any of the runs has, sorted within its kind."""
    rows = []
    for kind, part in _PARTS:
        parts = [part(run) for run in runs]
        for key in sorted({key for each in parts for key in each}):
            values = tuple(each.get(key) for each in parts)
            rows.append(Compared(kind=kind, key=key, values=values, is_equal=len({repr(v) for v in values}) == 1))
    return rows
