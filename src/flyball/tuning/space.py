"""A search space, checked, and as Optuna's distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flyball.core.errors import BadInput
from flyball.tuning.model import Choice, Float, Space

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution


def check_space(space: Space) -> None:
    """Raise `BadInput` for an empty space, bounds the wrong way round, or a logarithm of what is not above 0.

    >>> check_space({"lr": Float(low=0.0, high=1.0, log=True)})
    Traceback (most recent call last):
        ...
    flyball.core.errors.BadInput: the param lr cannot be searched: log needs bounds above 0
    """
    if not space:
        raise BadInput("the space is empty", hint='{"lr": Float(low=0.001, high=0.1, log=True)}')
    for name, dimension in space.items():
        if isinstance(dimension, Choice):
            continue
        reason = ""
        if dimension.low > dimension.high:
            reason = f"{dimension.low:g} is above {dimension.high:g}"
        elif dimension.log and dimension.low <= 0:
            reason = "log needs bounds above 0"
        elif dimension.log and dimension.step not in (None, 1):
            reason = "log and step exclude each other"
        if reason:
            raise BadInput(f"the param {name} cannot be searched", why=reason)


def distributions(space: Space) -> dict[str, BaseDistribution]:
    """The space as Optuna wants it."""
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    found: dict[str, BaseDistribution] = {}
    for name, dimension in space.items():
        if isinstance(dimension, Choice):
            found[name] = CategoricalDistribution(list(dimension.options))
        elif isinstance(dimension, Float):
            found[name] = FloatDistribution(dimension.low, dimension.high, log=dimension.log, step=dimension.step)
        else:
            found[name] = IntDistribution(dimension.low, dimension.high, log=dimension.log, step=dimension.step)
    return found
