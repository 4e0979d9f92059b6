"""Does the canary fail more often than the margin allows? An e-process that may be looked at after every request."""

from __future__ import annotations

from math import exp, log

from msgspec import Struct

ODDS = (2.0, 3.0, 5.0, 10.0)


class CanaryErrors(Struct, frozen=True, kw_only=True):
    """State: one log likelihood ratio per alternative, and what was counted. Start with `CanaryErrors.start()`."""

    logs: tuple[float, ...]
    odds: tuple[float, ...] = ODDS
    margin: float = 1.5
    errors: int = 0
    base_errors: int = 0

    @classmethod
    def start(cls, *, margin: float = 1.5, odds: tuple[float, ...] = ODDS) -> CanaryErrors:
        """`margin` is the odds of an error, canary against base, that is still accepted; `odds` multiply it."""
        return cls(logs=(0.0,) * len(odds), odds=odds, margin=margin)

    @property
    def e_value(self) -> float:
        """Evidence for "worse than the margin": the mean over the alternatives. Roll back when it reaches 1/α."""
        return sum(exp(min(item, 700.0)) for item in self.logs) / len(self.logs)

    def look(self, *, requests: int, errors: int, base_requests: int, base_errors: int) -> CanaryErrors:
        """Add what was counted since the last look. A look without requests in both arms says nothing.

        Given that an error happened, it is the canary's with probability q0 = s·m/(s·m + 1 - s) when its odds are m
        times the base's (s: its share of the requests); with odds o·m it is q1. Each error multiplies the evidence by
        q1/q0 or (1-q1)/(1-q0), which has mean ≤ 1 as long as the canary is within the margin. So P(E ever reaches
        1/α) ≤ α (Ville 1939), however often it is looked at.

        >>> CanaryErrors.start().look(requests=10, errors=6, base_requests=90, base_errors=0).e_value > 100
        True
        """
        if requests <= 0 or base_requests <= 0:
            return self
        share = requests / (requests + base_requests)
        calm = _probability(share, self.margin)
        logs = []
        for so_far, odds in zip(self.logs, self.odds, strict=True):
            bad = _probability(share, odds * self.margin)
            logs.append(so_far + errors * log(bad / calm) + base_errors * log((1.0 - bad) / (1.0 - calm)))
        return CanaryErrors(
            logs=tuple(logs),
            odds=self.odds,
            margin=self.margin,
            errors=self.errors + errors,
            base_errors=self.base_errors + base_errors,
        )


def _probability(share: float, odds: float) -> float:
    return share * odds / (share * odds + 1.0 - share)
