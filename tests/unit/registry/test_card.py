from __future__ import annotations

from flyball.core import digest
from flyball.governance import Charter
from flyball.governance.charter import Kpi
from flyball.workspace import Workspace
from tests.unit.governance.helpers import as_principal, person
from tests.unit.registry.helpers import register, start_run

NAME = "late-flight"


def test_a_card_says_no_evidence_where_nobody_recorded_any(ws: Workspace) -> None:
    register(ws)

    card = ws.models.card(NAME, "latest")

    assert "intended use.problem" in card.missing
    assert "training.run" in card.missing
    assert "performance.evaluation and gates" in card.missing
    assert "**Problem**: no evidence" in card.markdown
    assert "model.digest" not in card.missing


def test_a_card_is_filled_from_what_happened_and_names_its_sources(local_ws: Workspace) -> None:
    run = start_run(local_ws)
    register(local_ws, run=run)
    kpi = Kpi(name="warned in time", target=60.0, unit="percent")
    local_ws.charter.set(body=Charter(problem="passengers miss connections", kpis=(kpi,), owners={"business": "ops"}))
    local_ws.models.attach_evidence(
        NAME, 1, kind="evaluation", ref="dataset:holdout@1", digest=digest("e"), passed=True,
        says="better than the baseline", summary={"auc": 0.7112, "slices": 14},
    )  # fmt: skip
    approval = local_ws.models.request_approval(NAME, 1, to="champion")
    with as_principal(person(local_ws, "ben", "approver")):
        local_ws.approvals.vote(approval.id, approve=True)
    local_ws.models.describe(NAME, version=1, tags={"card.limitations": "not for <b>cargo</b>"})

    card = local_ws.models.card(NAME, "1")
    fields = {field.name: field for section in card.sections for field in section.fields}

    assert fields["Problem"].source == "charter:default@1"
    assert fields["Parameters"].value == "depth = 3"
    assert fields["Evaluation"].value == "passed; better than the baseline; auc = 0.7112, slices = 14"
    assert fields["Approval as champion"].value == "approved by user:ben"
    assert fields["Run"].source == run
    assert "<b>" not in card.markdown
    assert "limits.limitations" not in card.missing
    assert "limits.out of scope" in card.missing


def test_the_verbs_of_a_promotion_work_alike_everywhere(ws: Workspace) -> None:
    register(ws)
    register(ws, depth=2)
    ws.models.attach_evidence(NAME, 2, kind="evaluation", ref="dataset:h@1", digest=digest("e"), passed=True)

    assert ws.models.would_promote(NAME, 2, to="champion").would_pass
    ws.models.promote(NAME, version=1, to="champion")
    ws.models.promote(NAME, version=2, to="champion", expected=1)
    assert ws.models.rollback(NAME, "champion", reason="rehearsal").version == 1
    assert ws.models.set_stage(NAME, 2, stage="archived").stage == "archived"
    assert ws.models.set_stage(NAME, 2, stage=None).stage is None
    assert [e.kind for e in ws.models.list_evidence(NAME, 2)] == ["evaluation"]
    assert ws.why.explain(f"model:{NAME}@champion").ref == f"model:{NAME}@1"
