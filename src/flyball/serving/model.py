"""The values of serving: deployments, their policies, what is asked of them and what they answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Event, Name

Ppm = Annotated[int, Meta(ge=0, le=1_000_000)]
"""A share in parts per million."""
PolicyKind = Literal["single", "canary"]
Reason = Annotated[str, Meta(max_length=2000)]
ModelRef = Annotated[str, Meta(min_length=1, max_length=400)]


class ArmSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One arm as it is asked for."""

    model: ModelRef
    """A version or an alias, such as `model:late-flight@8`; an alias is resolved now and pinned."""
    weight_ppm: Ppm = 1_000_000
    name: Name | None = None
    """Of the variant; `v8` for version 8 when left out. The same name keeps its units when weights change."""


class Variant(Struct, frozen=True, kw_only=True):
    """A model version under a name within one deployment."""

    name: str
    model: str
    digest: str
    """Of the version's content: what was approved is what is loaded."""
    weight_ppm: int
    """0 for a shadow."""
    approval: str
    """Ref of the approval that allows it; empty where nothing protects the project's models."""


class Policy(Struct, frozen=True, kw_only=True):
    """Who answers whom, in one generation; it never changes."""

    gen: int
    kind: PolicyKind
    arms: tuple[Variant, ...]
    shadow: tuple[Variant, ...]
    unit_key: str | None
    restores: int | None
    """The generation that a rollback brought back."""
    reason: str
    created_by: str
    created_at: datetime

    @property
    def live(self) -> Variant:
        """The arm with the largest share, the first of equals."""
        return max(self.arms, key=lambda arm: arm.weight_ppm)


class DeploymentInfo(Struct, frozen=True, kw_only=True):
    """A name that answers requests, with the policy in force."""

    name: str
    state: Literal["serving", "stopped"]
    policy: Policy
    created_by: str
    created_at: datetime


class WorkerInfo(Struct, frozen=True, kw_only=True):
    """What one worker last said."""

    index: int
    pid: int
    is_serving: bool
    generation: int
    requests: int


class ServingStatus(Struct, frozen=True, kw_only=True):
    """How far the workers of this machine have followed."""

    deployment: str
    policy_gen: int
    """What the control plane wants."""
    served_gen: int | None
    """What answers now; None when nothing does."""
    refused: str
    """Why the newest policy is not served; empty when it is."""
    workers: tuple[WorkerInfo, ...]
    url: str | None = None
    """Where they answer, with the port they really have; None before any were started."""


Value = str | int | float | bool | None


class Prediction(Struct, frozen=True, kw_only=True):
    """One logged answer."""

    id: str
    deployment: str
    at: datetime
    """Its event time."""
    logged_at: datetime
    model: str
    model_digest: str
    variant: str
    policy_gen: int
    assigned_by: str
    unit: str | None
    business_key: str | None
    request_id: str
    latency_us: int
    shadow_of: str | None
    score: float | None
    features: dict[str, Value]


class InferInput(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column of a request, in the words of the Open Inference Protocol v2."""

    name: Annotated[str, Meta(min_length=1, max_length=256)]
    datatype: Annotated[str, Meta(max_length=16)]
    shape: Annotated[tuple[Annotated[int, Meta(ge=0, le=100)], ...], Meta(min_length=1, max_length=2)]
    """Rows first; a test has at most 100."""
    data: Annotated[tuple[Value, ...], Meta(max_length=10_000)]


class InferParameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a request says beside its rows."""

    unit: Annotated[str, Meta(max_length=256)] | None = None
    """Whose request it is, for sticky assignment."""
    business_key: Annotated[str, Meta(max_length=256)] | None = None
    event_time: Annotated[str, Meta(max_length=40)] | None = None


class InferOutput(Struct, frozen=True, kw_only=True):
    """One tensor of an answer."""

    name: str
    datatype: str
    shape: tuple[int, ...]
    data: tuple[Value, ...]


class InferAnswer(Struct, frozen=True, kw_only=True):
    """What the workers answered, as the Open Inference Protocol has it."""

    model_name: str
    model_version: str
    """`split` where the rows went to several versions; the outputs then say which went where."""
    id: str
    parameters: dict[str, Value]
    """`prediction_id`, `variant`, `model`, `policy_gen`."""
    outputs: tuple[InferOutput, ...]
    took_us: int
    """From sending to receiving, seen from the control plane."""


class TrafficSeries(Struct, frozen=True, kw_only=True):
    """What one model version answered under one variant's name; every tuple has one figure per bucket."""

    variant: str
    model: str
    is_shadow: bool
    requests: tuple[int, ...]
    without_score: tuple[int, ...]
    """Answers whose score was NaN or infinite. Refused requests are not logged: the server's metrics count them."""
    p50_ms: tuple[float | None, ...]
    p95_ms: tuple[float | None, ...]
    p99_ms: tuple[float | None, ...]
    mean_score: tuple[float | None, ...]


class Traffic(Struct, frozen=True, kw_only=True):
    """Answers of a deployment in [start, end) of event time, in buckets of equal length."""

    start: datetime
    end: datetime
    bucket_s: int
    at: tuple[datetime, ...]
    """Where each bucket begins."""
    series: tuple[TrafficSeries, ...]
    """Variants that answered clients, the busiest first, then shadows."""


class DeploymentCreated(Event, tag="deployment.created", frozen=True, kw_only=True):
    """A name answers for the first time."""

    model: str
    digest: str


class PolicyChanged(Event, tag="deployment.policy-changed", frozen=True, kw_only=True):
    """Other shares, versions or shadows."""

    gen: int
    arms: tuple[str, ...]
    """`name model ppm` of each arm."""
    shadow: tuple[str, ...]
    reason: str


class RolledBack(Event, tag="deployment.rolled-back", frozen=True, kw_only=True):
    """An earlier policy is in force again."""

    gen: int
    restores: int
    reason: str


class DeploymentStopped(Event, tag="deployment.stopped", frozen=True, kw_only=True):
    """The name answers no more."""

    reason: str


class DeploymentStarted(Event, tag="deployment.started", frozen=True, kw_only=True):
    """A stopped name answers again."""

    reason: str
