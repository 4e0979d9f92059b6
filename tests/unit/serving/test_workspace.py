"""Deployments on every kind of workspace, from a registered model to the reason of one prediction."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from flyball.cli.main import main
from flyball.core.errors import BadInput, Conflict, NotFound, RefusedByPolicy
from flyball.governance import ApprovalRules
from flyball.registry import register_model
from flyball.serving import ArmSpec, Deployment, ServingSupervisor
from flyball.workspace import Workspace

COLUMNS = ("distance", "hour", "wind")


def registered(ws: Workspace, seed: int = 0) -> str:
    """The Ref of a new version of `late-flight`."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(300, len(COLUMNS))).astype(np.float32)
    model = LogisticRegression().fit(x, (x @ rng.normal(size=len(COLUMNS)) > 0).astype(int))
    made = register_model(
        models=ws.models, objects=ws.objects, name="late-flight", model=model, example=x, columns=COLUMNS
    )
    return made.ref


def test_a_version_takes_traffic_and_gives_it_back(ws: Workspace) -> None:
    first, second = registered(ws, 1), registered(ws, 2)
    late = Deployment("late-flight", deployments=ws.deployments)
    ws.deployments.create("late-flight", model=first, unit_key="booking_id")

    canary = late.set_policy(
        ArmSpec(model=first, weight_ppm=900_000), ArmSpec(model=second, weight_ppm=100_000), reason="try"
    )
    back = late.rollback(reason="worse")

    assert canary.policy.kind == "canary"
    assert [arm.model for arm in back.policy.arms] == [first]
    assert [policy.gen for policy in ws.deployments.list_policies("late-flight")] == [3, 2, 1]
    assert ws.deployments.get("late-flight").policy.unit_key == "booking_id"
    with pytest.raises(Conflict):
        late.set_policy(ArmSpec(model=second), expected_gen=1)
    with pytest.raises(BadInput):
        late.set_policy(ArmSpec(model=second, weight_ppm=5))
    with pytest.raises(NotFound):
        ws.deployments.get("other")
    with pytest.raises(NotFound):
        ws.deployments.prediction("0" * 32)


def test_where_models_are_protected_only_approved_versions_take_traffic(local_ws: Workspace) -> None:
    ws = local_ws
    version = registered(ws)
    ws.approvals.set_policy("model", "champion", rules=ApprovalRules())

    with pytest.raises(RefusedByPolicy):
        ws.deployments.create("late-flight", model=version)

    request = ws.models.request_approval("late-flight", 1, to="champion")
    ws.access.create_principal("user:ana")
    ws.access.give("user:ana", role="approver", project="default")
    with ws.acting_as("user:ana"):
        ws.approvals.vote(request.id, approve=True)
    made = ws.deployments.create("late-flight", model=version)

    assert made.policy.live.approval == f"approval:{request.id}"


def test_a_prediction_says_why_it_is_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    from tests import workspaces

    settings = workspaces.settings_in(tmp_path)
    monkeypatch.setenv("FLYBALL_HOME", settings.home)
    with workspaces.embedded(settings) as ws:
        ws.deployments.create("late-flight", model=registered(ws))
        ws.access.create_principal("service:desk")
        ws.access.give("service:desk", role="editor", project="default")
        token = ws.access.create_token("desk", principal="service:desk").secret
        monkeypatch.setenv("FLYBALL_TOKEN", token)
        supervisor = ServingSupervisor(_free(settings), stores=ws.stores)
        supervisor.start()
        try:
            late = Deployment("late-flight", deployments=ws.deployments, url=supervisor.url, token=token)
            answer = late.predict({"distance": [719.0], "hour": [17.0], "wind": [12.0]}, business_keys=["flight-1"])
            file = tmp_path / "rows.csv"
            file.write_text("distance,hour,wind,flight\n719,17,12,a\n300,6,3.5,b\n")
            command = ["deployment", "predict", "late-flight", str(file), "--url", supervisor.url]
            said = run(capsys, *command, "--business-key", "flight")
        finally:
            supervisor.stop()

        why = ws.why.explain(f"prediction:{answer.ids[0]}")

        assert "model:late-flight@1 scored" in why.sentences[0]
        assert {link.ref for link in why.links} >= {"model:late-flight@1", "deployment:late-flight"}
        found = ws.deployments.prediction(answer.ids[0])
        assert (found.business_key, found.features["distance"]) == ("flight-1", 719.0)
        np.testing.assert_allclose(found.score, answer.scores[0])
    np.testing.assert_allclose(said[0]["score"], answer.scores[0])
    assert len(run(capsys, "deployment", "predictions", "late-flight")) == 3
    assert run(capsys, "deployment", "prediction", answer.ids[0])["variant"] == "v1"


def test_the_command_line_moves_traffic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    from tests import workspaces

    settings = workspaces.settings_in(tmp_path)
    monkeypatch.setenv("FLYBALL_HOME", settings.home)
    with workspaces.embedded(settings) as ws:
        registered(ws, 1)
        registered(ws, 2)

    run(capsys, "deployment", "create", "late-flight", "late-flight@1")
    split = run(capsys, "deployment", "policy", "late-flight", "late-flight@1=97.5", "late-flight@2=2.5")
    assert [arm["weight_ppm"] for arm in split["policy"]["arms"]] == [975_000, 25_000]
    assert run(capsys, "deployment", "rollback", "late-flight", "--reason", "worse")["policy"]["restores"] == 1
    assert run(capsys, "deployment", "stop", "late-flight")["state"] == "stopped"
    assert run(capsys, "deployment", "start", "late-flight")["state"] == "serving"
    assert len(run(capsys, "deployment", "policies", "late-flight")) == 3
    assert run(capsys, "deployment", "status", "late-flight")["served_gen"] is None
    for command in (["list"], ["show", "late-flight"], ["policies", "late-flight"], ["predictions", "late-flight"]):
        assert code("deployment", *command) == 0
    assert "model:late-flight@1 100 %" in capsys.readouterr().out
    assert code("deployment", "policy", "late-flight", "late-flight@1=most") != 0
    assert "no share" in capsys.readouterr().err


def run(capsys: pytest.CaptureFixture[str], *arguments: str):
    capsys.readouterr()
    assert code(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def code(*arguments: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def _free(settings):
    import msgspec

    return msgspec.structs.replace(settings, serving_port=0)
