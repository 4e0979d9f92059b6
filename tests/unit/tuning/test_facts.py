"""Why: what a study says about itself."""

from __future__ import annotations

from flyball.core import Ref
from flyball.tuning import Float, study
from flyball.tuning.facts import facts


def test_a_study_names_its_best_setting(local_ws):
    study(local_ws, "s", lambda attempt: attempt.params["x"], {"x": Float(low=0.0, high=1.0)}, trials=2, experiment="e")
    best = local_ws.studies.get("s").best

    found = facts(local_ws.stores, "default", Ref.parse("study:s"))

    assert f"trial {best.number}" in found.sentence
    assert found.facts["params.x"] == best.params["x"]
    assert found.parents == (f"run:{best.run}",)
