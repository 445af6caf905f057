"""How a number is mistyped: a digit wrong, two swapped, one lost or doubled, 元 for 万元."""

import random
from collections.abc import Callable
from decimal import Decimal

from finance.money import WAN, to_wan

type Slip = Callable[[random.Random, str], str]


def _wrong(chance: random.Random, digits: str) -> str:
    place = chance.randrange(len(digits))
    return digits[:place] + chance.choice("0123456789") + digits[place + 1 :]


def _swapped(chance: random.Random, digits: str) -> str:
    if len(digits) < 2:
        return digits
    place = chance.randrange(len(digits) - 1)
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _lost(chance: random.Random, digits: str) -> str:
    place = chance.randrange(len(digits))
    return digits[:place] + digits[place + 1 :] or "0"


def _doubled(chance: random.Random, digits: str) -> str:
    place = chance.randrange(len(digits))
    return digits[:place] + digits[place] + digits[place:]


_SLIPS: tuple[Slip, ...] = (_wrong, _wrong, _swapped, _lost, _doubled)
_LEADING_ZEROS = "0"


def slip_digits(chance: random.Random, digits: str) -> str:
    """Other digits than these, no zero in front."""
    while True:
        slipped = chance.choice(_SLIPS)(chance, digits).lstrip(_LEADING_ZEROS) or "0"
        if slipped != digits:
            return slipped


def slip_count(chance: random.Random, count: int, *, least: int = 0) -> int:
    while (slipped := int(slip_digits(chance, str(count)))) < least:
        pass
    return slipped


def slip(chance: random.Random, amount: Decimal) -> Decimal:
    """An amount in 元 mistyped so that it prints differently; zero becomes something."""
    if not amount:
        return Decimal(chance.randint(100, 99_999) * 100)
    hundreds, rest = divmod(amount, 100)
    while True:
        slipped = Decimal(slip_digits(chance, str(int(hundreds)))) * 100 + rest
        if to_wan(slipped) != to_wan(amount):
            return slipped


def slip_decimal(chance: random.Random, number: str) -> str:
    """A number as written, 97.5 or 40.38, with a slip in its digits; the point stays among them."""
    whole, point, fraction = number.partition(".")
    while True:
        digits = slip_digits(chance, whole + fraction).rjust(len(fraction) + 1, "0")
        slipped = f"{digits[: len(digits) - len(fraction)]}{point}{digits[len(digits) - len(fraction) :]}"
        if Decimal(slipped) != Decimal(number):
            return slipped


def other_unit(chance: random.Random, amount: Decimal) -> Decimal:
    """元 taken for 万元, or the other way."""
    big, small = amount * WAN, (amount / WAN).quantize(Decimal("0.01"))
    return chance.choice((big, small))
