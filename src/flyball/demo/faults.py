"""The two faults that are planted in the story, and labelled as planted wherever they show."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

CELSIUS_FROM = datetime(2013, 3, 15, 4, tzinfo=UTC)
CELSIUS_UNTIL = datetime(2013, 3, 22, 4, tzinfo=UTC)
"""The week in which the weather feed sends degrees Celsius under the name of degrees Fahrenheit."""
_TEMPERATURES = ("temp", "dewp")


def in_celsius(weather: pa.Table) -> pa.Table:
    """The rows with their temperatures converted where they fall into the planted week."""
    moments = weather["available_at"]
    is_planted = pc.and_(
        pc.greater_equal(moments, pa.scalar(CELSIUS_FROM, moments.type)),
        pc.less(moments, pa.scalar(CELSIUS_UNTIL, moments.type)),
    )
    for name in _TEMPERATURES:
        celsius = pc.divide(pc.subtract(weather[name], 32.0), 1.8)
        column = pc.if_else(is_planted, celsius, weather[name])
        weather = weather.set_column(weather.schema.get_field_index(name), name, column)
    return weather


def shuffled(labels: np.ndarray, *, seed: int) -> np.ndarray:
    """The same labels dealt out anew: a model trained on them has learned nothing, however good its training looks.

    >>> bool((np.sort(shuffled(np.array([0, 1, 1, 0]), seed=1)) == [0, 0, 1, 1]).all())
    True
    """
    return np.random.default_rng(seed).permutation(labels)
