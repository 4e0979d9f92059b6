"""Run a recorded run again and say "bit-identical", or exactly what differs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from flyball.compute import (
    ChildFailed,
    Environment,
    capture_environment,
    checkout_snapshot,
    compare_environments,
    read_snapshot,
    run_child,
)
from flyball.core import Ref
from flyball.core.errors import BadInput, FlyballError, NotFound
from flyball.tracking.inputs import ReadsInputs, read_input
from flyball.tracking.model import Difference, Entry, Link, Reproduction, RunInfo
from flyball.tracking.replay import Answer, Request

if TYPE_CHECKING:
    from flyball.store.objects import Objects
    from flyball.tracking.service import Runs

_PAGE = 100_000
_Points = dict[tuple[str, str], list[tuple[int, str]]]


class Home(ReadsInputs, Protocol):
    """What repeating a run needs; a workspace is one."""

    @property
    def runs(self) -> Runs: ...

    @property
    def objects(self) -> Objects: ...


def reproduce(home: Home, run: str, *, timeout_s: float | None = None) -> Reproduction:
    """Run the recorded code on the recorded data versions in a fresh process, compare bit for bit, record the outcome.

    Needs a run that was started from a recorded entry point (`ws.execute`). `run` is an id or a `run:` Ref.
    """
    info = home.runs.get(Ref.parse(run, kind="run").name)
    if info.entry is None:
        raise BadInput(
            f"{info.ref} cannot be run again",
            why="it has no recorded entry point",
            hint="start it with ws.execute(fn, …)",
        )
    try:
        found = _repeat(home, info, info.entry, timeout_s)
    except (ChildFailed, NotFound) as error:
        found = Reproduction(run=info.ref, verdict="failed", differences=(_failure(error),))
    return home.runs.record_reproduction(info.id, reproduction=found)


def _repeat(home: Home, info: RunInfo, entry: Entry, timeout_s: float | None) -> Reproduction:
    session = info.session
    code = session.code if session else None
    with tempfile.TemporaryDirectory(prefix="flyball-reproduce-") as scratch:
        folder = Path(scratch)
        snapshot = read_snapshot(home.objects, code) if code else None
        if snapshot is not None:
            checkout_snapshot(home.objects, snapshot, folder / "code")
        request = Request(
            function=entry.function,
            params=entry.params,
            tables=_write_tables(home, info.inputs, folder),
            folder=str(folder / "code"),
            snapshot=snapshot,
        )
        argument = msgspec.to_builtins(request)
        done = run_child("flyball.tracking.replay:replay", argument, timeout_s=timeout_s, folder=folder)
    answer = msgspec.convert(done, Answer)
    results = [
        *_compare_points(_recorded_points(home, info.id), _by_series(answer)),
        *_compare_artifacts(home, info, answer),
    ]
    if answer.error:
        results.append(Difference(kind="error", name=entry.function, before=info.state, after=answer.error[-2_000:]))
    causes = [*_compare_code(home, info, answer), *_compare_environment(home, info)]
    return Reproduction(
        run=info.ref,
        verdict="differs" if results else "bit-identical",
        differences=(*results, *causes),
        metric_count=len(_by_series(answer)),
        artifact_count=len(answer.artifacts),
    )


def _write_tables(home: Home, inputs: Iterable[Link], folder: Path) -> dict[str, str]:
    import pyarrow as pa

    paths = {}
    for n, link in enumerate(link for link in inputs if link.name and link.ref.startswith("dataset:")):
        table = read_input(home, Ref.parse(link.ref))
        path = folder / f"input-{n}.arrow"
        with pa.ipc.new_file(str(path), table.schema) as writer:
            writer.write_table(table)
        paths[link.name] = str(path)
    return paths


def _recorded_points(home: Home, run: str) -> _Points:
    found: _Points = {}
    for series in home.runs.series(run):
        points: list[tuple[int, str]] = []
        more = True
        while more:
            page = home.runs.history(run, key=series.key, context=series.context, limit=_PAGE, offset=len(points))
            points += [(point.step, float(point.value).hex()) for point in page]
            more = len(page) == _PAGE
        found[series.key, series.context] = sorted(points)
    return found


def _by_series(answer: Answer) -> _Points:
    found: _Points = {}
    for key, context, step, value in answer.points:
        found.setdefault((key, context), []).append((step, value))
    return {series: sorted(points) for series, points in found.items()}


def _compare_points(before: _Points, after: _Points) -> list[Difference]:
    found = []
    for key, context in sorted(before.keys() | after.keys()):
        old, new = before.get((key, context), []), after.get((key, context), [])
        if old != new:
            name = f"{key} {context}".strip()
            found.append(Difference(kind="metric", name=name, **_first_change(old, new)))
    return found


def _first_change(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> dict[str, str]:
    for before, after in zip(old, new, strict=False):
        if before != after:
            return {"before": _say(before), "after": _say(after)}
    return {"before": f"{len(old)} points", "after": f"{len(new)} points"}


def _say(point: tuple[int, str]) -> str:
    return f"{float.fromhex(point[1])!r} at step {point[0]}"


def _compare_artifacts(home: Home, info: RunInfo, answer: Answer) -> list[Difference]:
    before = {artifact.path: artifact.digest for artifact in home.runs.artifacts(info.id)}
    return _changed("artifact", before, answer.artifacts)


def _compare_code(home: Home, info: RunInfo, answer: Answer) -> list[Difference]:
    """Code that is not what it was; with a snapshot this can only be Flyball itself, while it is being developed."""
    key = info.session.fingerprint if info.session else None
    if key is None:
        return [Difference(kind="code", name="fingerprint", before="not recorded", after="")]
    recorded: dict[str, str] = msgspec.json.decode(home.objects.get(key))["components"]
    return _changed("code", _own(recorded), _own(answer.components))


def _own(components: dict[str, str]) -> dict[str, str]:
    # Distributions and Python are told by the environment.
    return {
        name: value for name, value in components.items() if not name.startswith("distribution ") and name != "python"
    }


def _compare_environment(home: Home, info: RunInfo) -> list[Difference]:
    key = info.session.environment if info.session else None
    if key is None:
        return [Difference(kind="environment", name="environment", before="not recorded", after="")]
    recorded = msgspec.json.decode(home.objects.get(key), type=Environment)
    found = []
    for sentence in compare_environments(recorded, capture_environment()):
        changed, _, after = sentence.partition(" → ")
        name, _, before = changed.rpartition(" ")
        found.append(Difference(kind="environment", name=name, before=before, after=after))
    return found


def _changed(kind: Any, before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    return [
        Difference(kind=kind, name=name, before=before.get(name, "absent"), after=after.get(name, "absent"))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _failure(error: FlyballError) -> Difference:
    is_data = isinstance(error, NotFound)
    detail = str(error.details.get("traceback") or error.details.get("output") or "")[-2_000:]
    return Difference(
        kind="data" if is_data else "error", name="run again", before="", after=f"{error}\n{detail}".strip()
    )
