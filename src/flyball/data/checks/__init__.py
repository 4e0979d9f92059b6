"""One file per kind of check; each says what it found, and a row check which rows fail."""

from flyball.data.checks.evaluate import evaluate
from flyball.data.checks.landing import Finding, Landing, Reference

__all__ = ["Finding", "Landing", "Reference", "evaluate"]
