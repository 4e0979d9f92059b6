"""Every operation with every kind of credential, against what it declares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flyball.governance.authorize import ANYBODY
from flyball.governance.roles import allows
from tests.attack.arena import ROLES, Arena, Target, arena, declared

NOBODY = ("none", "empty", "unknown", "expired", "revoked", "disabled", "elsewhere")
NOT_HERE = ("stranger", "wrong scope")
PAGES = {
    "/metrics": "system.read",
    "/api/v1/openapi.json": "system.read",
    "/api/v1/docs": "system.read",
    "/api/v1/events/stream": "audit.read",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with arena(tmp_path_factory.mktemp("permissions")) as opened:
        yield opened


def test_the_description_names_the_permission_that_is_declared(stage: Arena) -> None:
    assert {target.operation: target.needs for target in stage.targets} == declared(stage.stores)


@pytest.mark.parametrize("credential", NOBODY)
def test_without_a_valid_credential_every_operation_answers_401(stage: Arena, credential: str) -> None:
    token = stage.tokens.get(credential)
    headers = {"Flyball-Project": "default"}

    answers = {target.operation: stage.send(target, token=token, headers=headers) for target in stage.targets}

    assert {operation: answer.status_code for operation, answer in answers.items()} == dict.fromkeys(answers, 401)
    assert {answer.json()["error"]["code"] for answer in answers.values()} == {"not-signed-in"}


@pytest.mark.parametrize("credential", NOT_HERE)
def test_without_a_right_in_this_project_every_operation_answers_403(stage: Arena, credential: str) -> None:
    token = stage.tokens[credential]

    open_to_all = {target.operation for target in stage.targets if target.needs in ANYBODY and credential == "stranger"}

    answers = {target.operation: stage.send(target, token=token) for target in stage.targets}

    refused = {operation: answer.status_code for operation, answer in answers.items() if operation not in open_to_all}
    assert refused == dict.fromkeys(refused, 403)
    # Which projects there are for them: not this one.
    assert all(row["name"] != "default" for operation in open_to_all for row in answers[operation].json())


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_exactly_what_its_verbs_say(stage: Arena, role: str) -> None:
    wrong = []
    for target in stage.targets:
        may = not _is_denied(stage, target, stage.tokens[role])
        if may != allows([role], target.needs):
            wrong.append(f"{target.operation} needs {target.needs}: {role} {'may' if may else 'may not'}")

    assert wrong == []


@pytest.mark.parametrize("credential", ["none", "expired", "revoked", "wrong scope", "stranger"])
@pytest.mark.parametrize("path", sorted(PAGES))
def test_pages_are_guarded_like_operations(stage: Arena, path: str, credential: str) -> None:
    token = stage.tokens.get(credential)
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    status = stage.http.get(path, headers=headers).status_code

    assert status == (403 if credential in NOT_HERE else 401)


def test_other_methods_of_a_path_are_no_way_round(stage: Arena) -> None:
    known = {(target.method, target.path) for target in stage.targets}
    wrong = []
    for path in {target.path for target in stage.targets}:
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
            if (method, path) not in known and (method != "HEAD" or ("GET", path) not in known):
                status = stage.http.request(method, path.replace("{", "").replace("}", "")).status_code
                if status not in {401, 404, 405}:
                    wrong.append((method, path, status))

    assert wrong == []


def test_a_denied_call_is_refused_before_its_body_is_looked_at(stage: Arena) -> None:
    for target in stage.targets:
        if target.body_fields and not allows(["viewer"], target.needs):
            path = target.path.replace("{", "").replace("}", "")
            headers = {"Authorization": f"Bearer {stage.tokens['viewer']}"}
            answer = stage.http.request(target.method, path, content=b"[" * 1000, headers=headers)
            assert answer.status_code == 403, target.operation


def _is_denied(stage: Arena, target: Target, token: str) -> bool:
    """Whether the door refuses; a rule behind it may still refuse what the role allows."""
    answer = stage.send(target, token=token)
    assert answer.status_code < 500, f"{target.operation}: {answer.text}"
    return answer.status_code == 403 and " lacks " in answer.json()["error"]["what"]
