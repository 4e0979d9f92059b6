"""What the story tells at its end, as one value: the numbers behind the tables and the JSON."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Month(Struct, frozen=True, kw_only=True):
    """One month: all rows scored by the control and by whatever was live."""

    month: int
    rows: int
    late_rate: float
    auc_control: float
    auc_loop: float
    brier_control: float
    brier_loop: float
    live: str
    """The version that was live at the month's end."""
    incidents: int


class Told(Struct, frozen=True, kw_only=True):
    """One decision of the loop, as it is told."""

    at: str
    kind: str
    reason: str


class Result(Struct, frozen=True, kw_only=True):
    """Everything the demo reports; `--json` prints it."""

    flights: int
    predictions: int
    labels: int
    dataset_versions: int
    runs: int
    model_versions: int
    retrainings: int
    promotions: int
    rejections: int
    rollbacks: int
    incidents: int
    planted_faults_caught: int
    planted_faults: dict[str, str]
    """Each planted fault and what stopped it; "not caught" if nothing did."""
    auc_control: float
    auc_loop: float
    auc_gain: float
    gain_by_month: list[float]
    brier_control: float
    brier_loop: float
    skew_rows: int
    """Served feature rows that were compared with the batch computation of the same moment."""
    skew_mismatches: int
    kpi: dict[str, float]
    events: int
    audit_verified: bool
    maturity_level: int
    why: list[str]
    months: list[Month]
    decisions: list[Told]
    seconds: float
    peak_rss_mb: float

    def to_json(self) -> str:
        """One JSON object on one line."""
        return msgspec.json.encode(self).decode()


TARGET_GAIN = 0.03
"""What the loop must gain in mean monthly AUC over February to December."""


def verdict(result: Result) -> str:
    """One honest sentence about the target."""
    reached = result.auc_gain >= TARGET_GAIN
    said = "reached" if reached else "NOT reached"
    return (
        f"The loop gained {result.auc_gain:+.3f} mean AUC over the control "
        f"({result.auc_control:.3f} → {result.auc_loop:.3f}); the target of {TARGET_GAIN:.2f} is {said}."
    )
