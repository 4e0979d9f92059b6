"""The prediction stream: its name and its columns, for those who write it and those who read it."""

from __future__ import annotations

FEATURE_PREFIX = "x."
"""Features are the columns `x.NAME`, typed from the signature; a missing value is null."""
SCORE = "y"
"""The model's score, float64; null when the model gave NaN or infinity."""


def prediction_stream(project: str, deployment: str) -> str:
    """The stream that holds a deployment's predictions.

    >>> prediction_stream("airline", "late-flight")
    'predictions/airline/late-flight'
    """
    return f"predictions/{project}/{deployment}"
