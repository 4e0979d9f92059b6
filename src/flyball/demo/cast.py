"""Who plays, and the props: the workspace, the clock, the feed, the open endpoint, and what happened so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from flyball.core import SimulatedClock
from flyball.demo.feed import Feed
from flyball.demo.progress import Progress

if TYPE_CHECKING:
    from flyball.features import FeatureStore
    from flyball.loop import Decision, LoopEngine, LoopPolicy
    from flyball.serving.client import InferenceClient
    from flyball.serving.supervise import ServingSupervisor
    from flyball.workspace import Workspace

PROJECT = "airline"
DEPLOYMENT = MODEL = MONITOR = LOOP = "late-flight"
DANA = "user:dana"
"""The data scientist: builds and asks."""
RAVI = "user:ravi"
"""The reviewer: approves the first version; later cycles are approved by policy."""
DESK = "service:operations-desk"
"""The program that asks for predictions; its token may do nothing else."""


@dataclass
class Cast:
    """Everything a chapter works with."""

    ws: Workspace
    clock: SimulatedClock
    feed: Feed
    progress: Progress
    months: int
    store: FeatureStore | None = None
    supervisor: ServingSupervisor | None = None
    client: InferenceClient | None = None
    token: str = ""
    engine: LoopEngine | None = None
    policy: LoopPolicy | None = None
    params: dict[str, str | int | float | bool | None] = field(default_factory=dict)
    """Hyper-parameters that the study chose."""
    decisions: list[Decision] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    """Planted fault to what stopped it."""
    is_weather_blocked: bool = False
    requests: int = 0
    kpi: list[tuple[float, float]] = field(default_factory=list)
    """Per week: share of late flights warned of, share of warnings that were wrong."""

    workers_peak_mb: float = 0.0
    """The most memory that the serving workers held."""

    def at(self, moment: datetime) -> None:
        """Move the simulated clock."""
        self.clock.set(moment)
