"""What pipelines write on the event spine; transitions of single steps stay in their own table."""

from __future__ import annotations

from flyball.core import Event


class PipelineStarted(Event, tag="pipeline.started", frozen=True, kw_only=True):
    """A run began."""

    entry: str
    code: str
    parent: str | None


class PipelineEnded(Event, tag="pipeline.ended", frozen=True, kw_only=True):
    """A run finished, failed or was cancelled; the digest covers path, state, key and output of every step."""

    state: str
    steps_digest: str


class StepFailedForGood(Event, tag="pipeline.step-failed", frozen=True, kw_only=True):
    """A step failed and has no retries left."""

    attempts: int
