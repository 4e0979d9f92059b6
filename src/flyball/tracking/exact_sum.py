"""A sum of floats without rounding, so that the order and the grouping of additions cannot change it."""

from __future__ import annotations

from msgspec import Struct

# Every finite double is a whole multiple of 2^-1074.
_SCALE = 1074


class ExactSum(Struct, frozen=True):
    """The sum as a whole number of units of 2^-1074.

    >>> (ExactSum.of(1e300) + ExactSum.of(1.0) + ExactSum.of(-1e300)).over(1)
    1.0
    """

    units: int = 0

    @classmethod
    def of(cls, value: float) -> ExactSum:
        """The sum that is one finite value."""
        numerator, denominator = value.as_integer_ratio()
        return cls((numerator << _SCALE) // denominator)

    @classmethod
    def parse(cls, text: str) -> ExactSum:
        """Read what `str` wrote."""
        mantissa, _, shift = text.partition("p")
        return cls(int(mantissa, 16) << int(shift))

    def __add__(self, other: ExactSum) -> ExactSum:
        return ExactSum(self.units + other.units)

    def __str__(self) -> str:
        # Without its trailing zero bits the number of a short decimal is some 14 digits instead of 270.
        shift = (self.units & -self.units).bit_length() - 1 if self.units else 0
        return f"{self.units >> shift:x}p{shift}"

    def over(self, count: int) -> float:
        """The sum divided by a count, rounded once."""
        return self.units / (count << _SCALE)
