"""The quiet part of the Open Inference Protocol v2: health, metadata, readiness, and why a path leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from flyball import __version__
from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.refuse import Refused, unavailable
from flyball.serving.worker.state import Live, State

Answer = tuple[int, bytes]


def describe(state: State, method: str, path: str, *, check: Callable[[str], None], is_ready: bool) -> Answer:
    """Answer everything but inference; `check` raises unless the caller may see a project."""
    project, parts = _project_and_parts(state, path)
    if parts[:1] != ["v2"]:
        raise _no_path(path)
    if parts[1:2] == ["health"] and len(parts) == 3:
        return _health(parts[2], is_ready=is_ready)
    check(project)
    if parts == ["v2"]:
        return _json({"name": "flyball", "version": __version__, "extensions": []})
    if parts[1:2] != ["models"] or len(parts) < 3:
        raise _no_path(path)
    live = _live(state, project, parts[2])
    variant, rest = _version(live, parts[3:])
    if rest == ["infer"]:
        raise Refused(405, "bad-input", "inference is asked for with POST", why=f"this was a {method}")
    if rest == ["ready"]:
        return _json({"name": live.spec.name, "ready": is_ready})
    if rest:
        raise _no_path(path)
    return _json(_metadata(live, variant))


def _project_and_parts(state: State, path: str) -> tuple[str, list[str]]:
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["serve"] and len(parts) >= 2:
        return parts[1], parts[2:]
    return state.snapshot.default_project, parts


def _health(which: str, *, is_ready: bool) -> Answer:
    if which == "live":
        return _json({"live": True})
    if which == "ready":
        return _json({"ready": is_ready}) if is_ready else (503, b'{"ready":false}')
    raise _no_path(f"/v2/health/{which}")


def _live(state: State, project: str, name: str) -> Live:
    live = state.lives.get((project, name))
    if live is not None:
        return live
    reason = state.refused.get(f"{project}/{name}")
    if reason is not None:
        raise unavailable(f"deployment {name} is not served", why=reason, retry_after_s=5)
    raise Refused(404, "not-found", f"there is no deployment {name[:128]} in project {project[:64]}")


def _version(live: Live, rest: list[str]) -> tuple[LoadedVariant | None, list[str]]:
    if rest[:1] != ["versions"] or len(rest) < 2:
        return None, rest
    variant = live.by_version.get(rest[1])
    if variant is None:
        known = ", ".join(sorted(live.by_version))
        raise Refused(404, "not-found", f"version {rest[1][:64]} takes no part in this deployment", why=f"has: {known}")
    return variant, rest[2:]


def _metadata(live: Live, variant: LoadedVariant | None) -> dict[str, Any]:
    signature = variant.spec.signature if variant else live.layout.signature
    return {
        "name": live.spec.name,
        "versions": sorted(live.by_version),
        "platform": f"flyball_{(variant or live.arms[0]).spec.runner}",
        "inputs": [{"name": c.name, "datatype": c.datatype, "shape": [-1]} for c in signature.inputs],
        "outputs": [{"name": signature.output, "datatype": signature.output_datatype, "shape": [-1]}],
        "parameters": {"policy_gen": live.spec.policy_gen},
    }


def _json(value: Any) -> Answer:
    return 200, orjson.dumps(value)


def _no_path(path: str) -> Refused:
    return Refused(404, "not-found", f"nothing is at {path[:200]}", why="see docs/reference/serving.md")
