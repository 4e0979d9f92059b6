"""The project's charter: the decision it supports, what counts as success, who answers for it."""

from __future__ import annotations

from flyball.governance import Charter, Kpi

MAX_FALSE_WARNINGS = 0.5
"""At most this share of the warnings may be wrong; the threshold of each version is set to it."""

CHARTER = Charter(
    problem="Connecting passengers learn too late that their flight will be late, and miss what could be rebooked.",
    decision=(
        "Two hours before scheduled departure, warn the passengers of a flight that will arrive more than 15 minutes "
        "late or not at all."
    ),
    users_affected="Connecting passengers from New York's three airports, and the operations desk that rebooks them.",
    kpis=(
        Kpi(
            name="late flights warned in time",
            unit="share",
            direction="up",
            formula="warned and late / late, at a score from which at most half of the warnings are wrong",
            baseline=0.0,
            target=0.35,
            minimum_acceptable=0.15,
            owner="operations desk",
        ),
    ),
)
