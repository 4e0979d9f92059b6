"""What maturity is measured by: one file per criterion, one line here. None of them asks anybody anything."""

from __future__ import annotations

from flyball.core import Registry
from flyball.governance.criteria.base import Criterion

_HERE = "flyball.governance.criteria"

CRITERIA: Registry[Criterion] = Registry(
    "criteria",
    {
        "recorded-origin": f"{_HERE}.recorded_origin:RECORDED_ORIGIN",
        "approved-versions": f"{_HERE}.approved_versions:APPROVED_VERSIONS",
        "monitored-deployments": f"{_HERE}.monitored_deployments:MONITORED_DEPLOYMENTS",
        "rollback": f"{_HERE}.rollback:ROLLBACK",
        "hands-free-retraining": f"{_HERE}.hands_free_retraining:HANDS_FREE_RETRAINING",
        "gated-promotions": f"{_HERE}.gated_promotions:GATED_PROMOTIONS",
        "charter-kpi": f"{_HERE}.charter_kpi:CHARTER_KPI",
        "chain-verified": f"{_HERE}.chain_verified:CHAIN_VERIFIED",
    },
)
"""Criterion name to the part that measures it; plug-ins add theirs through the entry-point group `flyball.criteria`."""
