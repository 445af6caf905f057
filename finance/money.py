"""Money and rates: 元 kept to the 分, printed in 万元; every rounding happens here and only once.

Rounding is half up, as the ministry's workbook (Excel) does it, never banker's rounding.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
WAN = Decimal(10_000)
HUNDRED = Decimal(100)


def yuan(value: Decimal | int | str) -> Decimal:
    """An amount in 元, kept to the 分. A float is refused: it has already lost the 分."""
    if isinstance(value, float):
        raise TypeError("金额不能用浮点数表示，请用文本或 Decimal")
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def from_wan(value: Decimal | int | str) -> Decimal:
    """万元 as entered or printed → 元."""
    return yuan(Decimal(value) * WAN)


def to_wan(amount: Decimal) -> Decimal:
    """元 → 万元, rounded to the two decimals that are printed."""
    return (amount / WAN).quantize(CENT, ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts in 元; nothing sums to 0.00, not to an int."""
    return sum(amounts, ZERO)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """part ÷ whole in percent, two decimals. A share of nothing is 0.00 (narrative.md, SHARE)."""
    if not whole:
        return ZERO
    return (part * HUNDRED / whole).quantize(CENT, ROUND_HALF_UP)


def wan_text(amount: Decimal, *, thousands: bool = False) -> str:
    """元 → the printed 万元: 724.95, or 2,940.05 with thousands separators. Never -0.00."""
    rounded = to_wan(amount) + 0
    return f"{rounded:,.2f}" if thousands else f"{rounded:.2f}"
