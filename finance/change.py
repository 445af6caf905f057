"""A figure against its base: last year's final accounts (上年) or a budget (年初/全年预算)."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from finance.money import percent, to_wan


@dataclass(frozen=True)
class Change:
    """current against base, both in 元. base None: there is no such base (a new unit's 上年)."""

    current: Decimal
    base: Decimal | None

    @property
    def has_base(self) -> bool:
        """False where nothing can be compared: no 上年 at all."""
        return self.base is not None

    @property
    def base_is_zero(self) -> bool:
        """True where a rate would divide by zero (上年无此项支出, 年初预算为零)."""
        return not self.base

    @cached_property
    def difference(self) -> Decimal:
        """current − base, signed, in 元; with no base the whole of current."""
        return self.current - (self.base or Decimal(0))

    @property
    def size(self) -> Decimal:
        """|difference| in 元: the words 增加 and 减少 carry the sign."""
        return abs(self.difference)

    @property
    def is_flat(self) -> bool:
        """Nothing changed, to the 分 (持平)."""
        return not self.difference

    @property
    def prints_flat(self) -> bool:
        """Nothing changed in print: 0.00 万元, though some 元 may have. Nobody need explain what nobody can see."""
        return not to_wan(self.size)

    @property
    def rose(self) -> bool:
        """True for 增加/增长. An unchanged figure counts as 增加0.00 (variants.md, 五(三))."""
        return self.difference >= 0

    @cached_property
    def rate(self) -> Decimal | None:
        """difference ÷ base in percent, signed, two decimals; None where the base is zero and something stands
        against it. Zero against zero is 0.00."""
        if self.base:
            return percent(self.difference, self.base)
        return None if self.current else Decimal("0.00")

    @cached_property
    def completion(self) -> Decimal | None:
        """current ÷ base in percent (完成率, 上海), or None where there is no base to complete."""
        return percent(self.current, self.base) if self.base else None
