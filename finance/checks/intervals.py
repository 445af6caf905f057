"""What is only known as printed: an amount in 万元 to two decimals stands for all 元 that round to it.

Sums of such amounts may differ by what rounding explains (尾差): that is information, with the official note.
What it cannot explain is an error, however small. Amounts kept in 元 are points, compared exactly.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from finance.money import CENT, ZERO, to_wan

HALF_STEP = Decimal(50)  # 元: half of the 0.01万元 that is printed
ROUNDING_NOTE = "因四舍五入，合计与分项之和可能存在尾差"


@dataclass(frozen=True)
class Interval:
    """From `low` to `high` in 元, both included (half up: 49.99 above, 50.00 below)."""

    low: Decimal
    high: Decimal

    @classmethod
    def exact(cls, amount: Decimal) -> Self:
        return cls(amount, amount)

    @classmethod
    def printed(cls, amount: Decimal) -> Self:
        """All 元 that print as this amount does; half up rounds away from zero on both sides of it."""
        centre = to_wan(amount) * 10_000
        below, above = centre - HALF_STEP, centre + HALF_STEP
        if centre > 0:
            return cls(below, above - CENT)
        if centre < 0:
            return cls(below + CENT, above)
        return cls(below + CENT, above - CENT)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: Self) -> Self:
        return type(self)(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Self:
        return type(self)(-self.high, -self.low)

    def __sub__(self, other: Self) -> Self:
        return self + (-other)

    def meets(self, other: Self) -> bool:
        """Some 元 could be both."""
        return self.low <= other.high and other.low <= self.high

    def surely_exceeds(self, other: Self) -> bool:
        """It is greater whatever the 元 behind both: rounding is no excuse."""
        return self.low > other.high


def sum_of(intervals: "list[Interval]") -> Interval:
    """Their sum; nothing sums to zero."""
    result = Interval.exact(ZERO)
    for interval in intervals:
        result = result + interval
    return result
