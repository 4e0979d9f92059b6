"""When to try again."""

from __future__ import annotations

import random

BASE_S = 0.5
CAP_S = 60.0


def delay_s(failures: int, rng: random.Random) -> float:
    """Seconds to wait after so many failures: uniform between 0 and 0.5, 1, 2, 4 … 60 s.

    Full jitter, because steps that failed together (a database went away) must not come back together.

    >>> delay_s(1, random.Random(0)) <= 0.5
    True
    """
    return rng.uniform(0.0, min(CAP_S, BASE_S * 2.0 ** min(failures - 1, 30)))
