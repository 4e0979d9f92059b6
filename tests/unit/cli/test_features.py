import json
from pathlib import Path

import pytest

from flyball.cli.main import main
from tests import workspaces
from tests.unit.cli.shell import answer, run

DEFINITIONS = {
    "sources": [{"name": "flights", "dataset": "flights", "event": "known_at", "id": "flight_id"}],
    "views": [
        {
            "name": "carrier_delays",
            "source": "flights",
            "keys": ["carrier"],
            "features": [{"type": "aggregate", "name": "n_24h", "kind": "count", "window_s": 86400}],
        }
    ],
    "services": [{"name": "late-flight", "members": [{"view": "carrier_delays"}], "request": ["distance"]}],
}


def test_definitions_from_a_file_can_be_listed_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "features.json").write_text(json.dumps(DEFINITIONS))

    applied = answer(capsys, "features", "apply", tmp_path / "features.json")

    assert [one["is_new"] for one in applied] == [True, True, True]
    again = answer(capsys, "features", "apply", tmp_path / "features.json")
    assert [(one["version"], one["is_new"]) for one in again] == [(1, False)] * 3
    assert answer(capsys, "features", "show", "late-flight")["service"]["name"] == "late-flight"
    assert answer(capsys, "features", "show", "carrier_delays")["view"]["keys"] == ["carrier"]
    assert len(answer(capsys, "features", "list")["views"]) == 1
    assert answer(capsys, "features", "read", "late-flight", "carrier=UA", "distance=1400") == {
        "n_24h": 0.0,
        "distance": 1400.0,
    }
    assert run("features", "list") == 0
    assert "carrier_delays@1" in capsys.readouterr().out
    assert run("features", "read", "late-flight", "carrier") == 2
    assert run("features", "show", "nothing") == 1
    with pytest.raises(SystemExit):
        main(["features", "apply", str(tmp_path / "gone.json")])
