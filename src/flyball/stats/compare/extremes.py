"""Are there values beyond all that the reference ever had? The exact law of new extremes."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from flyball.stats.compare.cells import Cells
from flyball.stats.compare.evidence import Evidence, weaken
from flyball.stats.interval.wilson import wilson
from flyball.stats.sketch.numeric import NumericSketch, cell_codes


def extremes(cells: Cells, *, phi: float = 1.0) -> Evidence:
    """Twice the smaller p of "as many rows above the reference's maximum" and the same below its minimum.

    The effect is the share of such rows.
    """
    m, n = cells.sizes
    held = np.flatnonzero(cells.reference)
    return _judge(int(cells.current[held[-1] + 1 :].sum()), int(cells.current[: held[0]].sum()), n, m, phi)


def extremes_of_sketches(reference: NumericSketch, current: NumericSketch, *, phi: float = 1.0) -> Evidence:
    """The same from sketches of one frame, which know their extremes exactly.

    Rows beyond the extreme but in its own cell cannot be told from the others; of them one counts, where there are any.
    """
    last, first = cell_codes(np.array([reference.high, reference.low]), origin=reference.frame.origin)
    atoms = np.array(reference.frame.atoms)
    above = int(current.counts[current.codes > last].sum() + current.atoms[atoms > reference.high].sum())
    below = int(current.counts[current.codes < first].sum() + current.atoms[atoms < reference.low].sum())
    above = max(above, int(current.high > reference.high))
    below = max(below, int(current.low < reference.low))
    return _judge(above, below, current.n, reference.n, phi)


def _judge(above: int, below: int, current_rows: int, reference_rows: int, phi: float) -> Evidence:
    p = min(1.0, 2.0 * min(beyond_p(count, current_rows, reference_rows) for count in (above, below)))
    share = wilson(above + below, current_rows)
    return Evidence(weaken(p, phi), share.estimate, share.lo if above + below else 0.0, share.hi, "share")


def beyond_p(beyond: int, current_rows: int, reference_rows: int) -> float:
    """P(at least that many of the current rows lie above every reference row) when all rows are exchangeable.

    That is n(n-1)…(n-k+1) / ((m+n)(m+n-1)…): the k largest rows all come from the current side. Ties lower it.

    >>> round(beyond_p(1, 100, 900), 9)
    0.1
    """
    n, total = current_rows, current_rows + reference_rows
    log_p = gammaln(n + 1) - gammaln(n - beyond + 1) - gammaln(total + 1) + gammaln(total - beyond + 1)
    return float(np.exp(log_p))
