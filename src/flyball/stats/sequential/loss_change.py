"""Has the mean loss left its baseline? An e-detector over labels as they come (Shin et al., arXiv 2203.03532)."""

from __future__ import annotations

from math import sqrt

import numpy as np
from msgspec import Struct

from flyball.core.errors import BadInput
from flyball.stats.arrays import FloatArray

ALTERNATIVES = (1.3, 1.6, 2.0, 3.0, 0.75, 0.6, 0.45, 0.3)
_HIGHEST = (
    0.995  # no alternative beyond it, so one ratio is never below 0.005 and 64 of them never leave a double's range
)
_BLOCK = 64


class LossChange(Struct, frozen=True, kw_only=True):
    """State of the detector. `evidence` holds one number per alternative; it alarms when their sum exceeds `arl`.

    `guards[j]` is the end of the baseline's interval that alternative j has to beat, `slopes[j]` its bet per unit of
    loss above the guard.
    """

    guards: tuple[float, ...]
    slopes: tuple[float, ...]
    evidence: tuple[float, ...]
    arl: float
    seen: int = 0
    alarm_at: int | None = None

    @property
    def total(self) -> float:
        return sum(self.evidence)

    @property
    def is_worse(self) -> bool | None:
        """After an alarm: did the loss rise? None before."""
        if self.alarm_at is None:
            return None
        top = max(range(len(self.evidence)), key=self.evidence.__getitem__)
        return self.slopes[top] > 0

    @classmethod
    def start(cls, *, baseline: float, labels: int, arl: float, guard_errors: float = 3.0) -> LossChange:
        """From the mean loss in [0, 1] of the `labels` baseline rows.

        The likelihood ratio is taken against the guard (baseline ± 3 standard errors of a 0/1 loss), because the
        baseline itself is only known so well; alternatives inside it are left out, and where none above is
        left, twice and four times the guard stand in. While the true mean is inside the guard, the expected number of
        labels to a false alarm is at least `arl`.
        """
        if not 0.0 <= baseline <= 1.0 or labels < 1 or arl <= 1:
            raise BadInput("a baseline is a mean loss in [0, 1] of at least one label, and arl exceeds 1")
        error = sqrt(max(baseline * (1 - baseline), 1.0 / (labels + 2)) / labels)
        up, down = baseline + guard_errors * error, baseline - guard_errors * error
        means = [min(baseline * times, _HIGHEST) for times in ALTERNATIVES]
        bets = [(up, mean) for mean in means if mean > up] or [(up, up * times) for times in (2.0, 4.0)]
        bets = [(guard, mean) for guard, mean in bets if mean <= _HIGHEST]
        bets += [(down, mean) for mean in means if 0.0 < mean < down]
        return cls(
            guards=tuple(guard for guard, _ in bets),
            slopes=tuple((mean - guard) / (guard * (1 - guard)) for guard, mean in bets),
            evidence=(0.0,) * len(bets),
            arl=arl,
        )

    def look(self, losses: FloatArray) -> LossChange:
        """Add losses in [0, 1] of shape (n,) in order of time; after an alarm the state stays as it was then.

        Each alternative's evidence is M ← (M + w)·(1 + slope·(loss - guard)): for 0/1 losses exactly the likelihood
        ratio, for others a bet with mean ≤ 1. O(n · alternatives), vectorised over blocks of 64.
        """
        if losses.size and not (losses.min() >= 0.0 and losses.max() <= 1.0):
            raise BadInput("a loss is outside [0, 1]", why="the bets are only fair for bounded losses")
        if self.alarm_at is not None:
            return self
        evidence, weight = np.array(self.evidence), 1.0 / max(len(self.guards), 1)
        for start in range(0, losses.size, _BLOCK):
            part = losses[start : start + _BLOCK, None]
            ratio = 1.0 + np.array(self.slopes) * (part - np.array(self.guards))
            grown = np.cumprod(ratio, axis=0)
            before = np.vstack([np.ones(len(self.guards)), grown[:-1]])
            path = grown * (evidence + weight * np.cumsum(1.0 / before, axis=0))
            over = np.flatnonzero(path.sum(axis=1) > self.arl)
            if over.size:
                at = self.seen + start + int(over[0]) + 1
                return _moved(self, path[over[0]], start + int(over[0]) + 1, at)
            evidence = path[-1]
        return _moved(self, evidence, losses.size, None)


def _moved(state: LossChange, evidence: FloatArray, labels: int, alarm_at: int | None) -> LossChange:
    return LossChange(
        guards=state.guards,
        slopes=state.slopes,
        evidence=tuple(evidence.tolist()),
        arl=state.arl,
        seen=state.seen + labels,
        alarm_at=alarm_at,
    )
