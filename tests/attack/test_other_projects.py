"""Another project's things: not there, whatever is asked, and asking tells nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from blake3 import blake3

from flyball.loop import LoopPolicy
from flyball.workspace import Workspace
from tests.attack.arena import Arena, arena

CONTENT = b"alpha's weights"
DIGEST = blake3(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with arena(tmp_path_factory.mktemp("projects")) as opened:
        yield opened


@pytest.fixture(scope="module")
def alpha(stage: Arena) -> dict[str, str]:
    """What project alpha has; the values of path parameters that name it."""
    ws = Workspace(project="alpha", stores=stage.stores)
    ws.blobs.put(digest=DIGEST, body=CONTENT)
    ws.dataset("secret").create()
    ws.loops.apply("secret", policy=LoopPolicy(deployment="secret", model="secret", data="a:b", train="a:b"))
    run = ws.runs.start(experiment="secret", name="secret run")
    stage.stores.catalog.default_call = Workspace(project="default", stores=stage.stores).stores.catalog.default_call
    return {"name": "secret", "loop": "secret", "id": run.id, "run": run.id, "digest": DIGEST, "deployment": "secret"}


def ask(stage: Arena, project: str, values: dict[str, str]) -> dict[str, httpx.Response]:
    """Every reading operation with these path values, as somebody who may do everything in `project` alone."""
    headers = {"Flyball-Project": project}
    token = stage.tokens["stranger"]
    return {
        target.operation: stage.send(
            target, {**stage.valid(target), **_fitting(target.path_fields, values)}, token=token, headers=headers
        )
        for target in stage.targets
        if target.method == "GET" and target.path_fields
    }


def _fitting(fields: dict[str, Any], values: dict[str, str]) -> dict[str, str]:
    return {name: values[name] for name in fields if name in values}


def test_the_stranger_may_not_act_in_the_project_at_all(stage: Arena, alpha: dict[str, str]) -> None:
    assert {answer.status_code for answer in ask(stage, "alpha", alpha).values()} == {403}


def test_from_another_project_its_things_look_as_if_they_did_not_exist(stage: Arena, alpha: dict[str, str]) -> None:
    missing = {
        **alpha,
        "name": "nothing",
        "loop": "nothing",
        "deployment": "nothing",
        "id": "e" * 32,
        "run": "e" * 32,
        "digest": "f" * 64,
    }

    theirs = ask(stage, "elsewhere", alpha)
    nothing = ask(stage, "elsewhere", missing)

    assert "runs.get" in theirs
    for operation, answer in theirs.items():
        assert answer.status_code == nothing[operation].status_code, operation
        assert _told(answer, alpha) == _told(nothing[operation], missing), operation


def test_the_things_are_there_for_the_project_itself(stage: Arena, alpha: dict[str, str]) -> None:
    headers = {"Flyball-Project": "alpha"}
    for target in stage.targets:
        if target.operation in {"runs.get", "blobs.get", "datasets.get", "loops.get"}:
            answer = stage.send(target, alpha, token=stage.tokens["admin"], headers=headers)
            assert answer.status_code == 200, target.operation


def test_a_digest_is_no_right_and_the_probe_tells_nothing(stage: Arena, alpha: dict[str, str]) -> None:
    headers = {"Flyball-Project": "elsewhere", "Authorization": f"Bearer {stage.tokens['stranger']}"}

    answer = stage.http.post("/api/v1/blobs/missing", json={"digests": [DIGEST, "0" * 64]}, headers=headers)

    assert answer.json() == [DIGEST, "0" * 64]


def _told(answer: httpx.Response, values: dict[str, str]) -> str:
    """The answer without its request id and without what was asked for."""
    if answer.status_code == 204:
        return ""
    body = answer.json()
    text = str({**body["error"], "request_id": ""}) if isinstance(body, dict) and "error" in body else str(body)
    for value in sorted(set(values.values()), key=len, reverse=True):
        text = text.replace(value, "*").replace(value[:8], "*")
    return text
