"""How a finding speaks of amounts: in 万元 as printed, or in 元 where 万元 would hide the difference."""

from collections.abc import Callable
from decimal import Decimal

from finance.money import to_wan

type Speak = Callable[[Decimal], str]


def in_wan(amount: Decimal) -> str:
    """724.95万元."""
    return f"{to_wan(amount) + 0:.2f}万元"


def in_yuan(amount: Decimal) -> str:
    """3769054.48元."""
    return f"{amount + 0:.2f}元"


def amount_words(amount: Decimal) -> str:
    """One amount by itself, in 万元 unless that would read 0.00."""
    return in_yuan(amount) if amount and not to_wan(amount) else in_wan(amount)


def speaking_of(one: Decimal, other: Decimal) -> Speak:
    """The unit in which two amounts visibly differ, by just the difference that is named."""
    shown = abs(to_wan(one) - to_wan(other))
    return in_wan if shown and shown == to_wan(abs(one - other)) else in_yuan


def pair_words(one: Decimal, other: Decimal) -> tuple[str, str, str]:
    """Both amounts and their difference, all in one unit."""
    speak = speaking_of(one, other)
    return speak(one), speak(other), speak(abs(one - other))
