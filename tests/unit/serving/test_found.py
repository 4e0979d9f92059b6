"""A handle that is told no address finds the workers where its workspace knows them."""

from pathlib import Path

import numpy as np
import pytest

from flyball.core.errors import Unavailable
from flyball.serving import Deployment
from tests.unit.cli.shell import answer, run
from tests.unit.serving import world
from tests.unit.serving.test_supervisor import COLUMNS, Serving, X

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving-processes")]


def test_the_workers_are_found_by_the_name_of_a_deployment_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serving = Serving(tmp_path / "home", workers=1)
    late = Deployment("late-flight", deployments=serving.deployments, token=serving.token.secret)
    rows = tmp_path / "rows.csv"
    rows.write_text(",".join(COLUMNS) + "\n" + ",".join(str(values[0]) for values in COLUMNS.values()) + "\n")
    monkeypatch.setenv("FLYBALL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FLYBALL_TOKEN", serving.token.secret)
    monkeypatch.delenv("FLYBALL_URL", raising=False)
    try:
        assert late.status().url is None
        with pytest.raises(Unavailable, match="no serving workers"):
            late.predict(COLUMNS)

        serving.supervisor.start()

        assert late.status().url == serving.supervisor.url
        np.testing.assert_allclose(late.predict(COLUMNS).scores, world.expected(X, 1), rtol=1e-5)
        assert len(answer(capsys, "deployment", "predict", "late-flight", rows)) == 1
        assert run("deployment", "predict", "nothing", rows) == 1
    finally:
        late.close()
        serving.close()
