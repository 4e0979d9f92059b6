"""What goes wrong with pipelines, beyond the errors that every room has."""

from __future__ import annotations

from flyball.core.errors import Conflict, FlyballError


class StepFailed(FlyballError):
    """A step's result was asked for, but it failed for good, or was skipped because something before it failed."""

    code = "step-failed"
    status = 422


class RunCancelled(FlyballError):
    """Somebody cancelled the run; its executor stops before the next step."""

    code = "run-cancelled"
    status = 409


class ReplayMismatch(Conflict):
    """The body, run again with the same code, made another call at the same place.

    The clock, random numbers and I/O belong in a step, so that the journal knows what they gave.
    """

    code = "replay-mismatch"
