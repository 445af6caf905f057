"""How a finding speaks of amounts: in the unit in which two differ visibly, so that its sums add up."""

from decimal import Decimal

from finance.money import to_wan


def amount_words(amount: Decimal) -> str:
    """万元 as printed where nothing is lost, else 元 to the 分: 724.95万元, 3769054.48元."""
    return _wan(amount) if amount == to_wan(amount) * 10_000 else _yuan(amount)


def pair_words(one: Decimal, other: Decimal) -> tuple[str, str, str]:
    """Both amounts and their difference, in 万元 where that shows the difference, else in 元."""
    difference = abs(one - other)
    shown = abs(to_wan(one) - to_wan(other))
    words = _wan if shown and shown == to_wan(difference) else _yuan
    return words(one), words(other), words(difference)


def _wan(amount: Decimal) -> str:
    return f"{to_wan(amount) + 0:.2f}万元"


def _yuan(amount: Decimal) -> str:
    return f"{amount + 0:.2f}元"
