"""Likely causes: how two amounts that ought to agree came to differ, as far as the arithmetic shows it."""

from collections.abc import Iterable
from decimal import Decimal

from finance.money import CENT, to_wan

_TEN = Decimal(10)
_UNIT_FACTOR = Decimal(10_000)
_TELLING_DIGITS = 3  # two numbers of two digits nearly always differ in one


def likely_cause(
    found: Decimal,
    expected: Decimal,
    neighbours: Iterable[tuple[str, Decimal]] = (),
    *,
    is_money: bool = True,
) -> str:
    """Why `found` may stand where `expected` belongs: 漏填, 正负号填反 …; empty where the arithmetic
    shows nothing. Neighbours are (name, value) of boxes of the same unit a value may have been taken from."""
    if found == expected:
        return ""
    neighbours = tuple(neighbours)
    for cause in (
        _zero(found, expected),
        _sign(found, expected),
        _factor(found, expected, is_money),
        _digits(found, expected),
        _digits(to_wan(found), to_wan(expected)) if is_money else "",
        _neighbour(found, neighbours, is_money),
        _half(found, expected),
        _neighbour_difference(found - expected, neighbours, is_money),
    ):
        if cause:
            return cause
    return ""


def likely_cause_of_a_sum(found: Decimal, expected: Decimal, neighbours: Iterable[tuple[str, Decimal]] = ()) -> str:
    """Why a sum of several boxes may be off: a box counted twice or left out; empty where nothing shows it."""
    return _neighbour_difference(found - expected, neighbours, is_money=True)


def with_cause(cause: str) -> str:
    """A cause as the end of a message."""
    return f"可能原因：{cause}。" if cause else ""


def _zero(found: Decimal, expected: Decimal) -> str:
    if not found:
        return "漏填"
    return "" if expected else "多填，或对应的一处漏填"


def _sign(found: Decimal, expected: Decimal) -> str:
    return "正负号填反" if found == -expected else ""


def _factor(found: Decimal, expected: Decimal, is_money: bool) -> str:
    big, small = max(abs(found), abs(expected)), min(abs(found), abs(expected))
    if not small or (found < 0) is not (expected < 0):
        return ""
    # Half a printed step either way: 元 that were entered as 万元 have lost their last digits.
    if is_money and abs(big - small * _UNIT_FACTOR) <= _UNIT_FACTOR * CENT / 2:
        return "元与万元混用（相差一万倍）"
    if not is_money and _significant(small) < 2:
        return ""  # counts of 5 and 50 are ten times each other as often as not
    for power in (1, 2, 3):
        if big == small * _TEN**power:
            return f"小数点错位（相差{10**power}倍）"
    return ""


def _digits(found: Decimal, expected: Decimal) -> str:
    one, other = _aligned(found, expected)
    if len(one) != len(other) or found.is_signed() != expected.is_signed():
        return ""
    if max(len(one.lstrip("0")), len(other.lstrip("0"))) < _TELLING_DIGITS:
        return ""
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return "个别数字录错（两数仅一位不同）"
    if len(places) == 2 and places[1] == places[0] + 1:
        first, second = places
        if one[first] == other[second] and one[second] == other[first]:
            return "相邻两位数字颠倒"
    return ""


def _significant(value: Decimal) -> int:
    """How many digits there are between the first and the last that is not 0."""
    return len("".join(digit for digit in f"{abs(value):f}" if digit != ".").strip("0"))


def _tells(value: Decimal, is_money: bool) -> bool:
    """Whether a number is not met twice by chance: small counts and round rates are everywhere."""
    return bool(value) and (is_money or _significant(value) >= 2)


def _inner(name: str) -> str:
    """A name as it stands within quotation marks."""
    return name.replace("“", "‘").replace("”", "’")


def _aligned(found: Decimal, expected: Decimal) -> tuple[str, str]:
    """The digits of both, without sign and point, as far as either has any."""
    one, other = f"{abs(found):f}", f"{abs(expected):f}"
    if "." in one or "." in other:
        one, other = f"{abs(found):.2f}", f"{abs(expected):.2f}"
    return one.replace(".", ""), other.replace(".", "")


def _neighbour(found: Decimal, neighbours: Iterable[tuple[str, Decimal]], is_money: bool) -> str:
    name = next((name for name, value in neighbours if value == found and _tells(value, is_money)), "")
    return f"误填了“{_inner(name)}”的数" if name else ""


def _half(found: Decimal, expected: Decimal) -> str:
    return "重复计算或漏计一半（恰为两倍）" if found in (expected * 2, expected / 2) else ""


def _neighbour_difference(difference: Decimal, neighbours: Iterable[tuple[str, Decimal]], is_money: bool) -> str:
    size = abs(difference)
    name = next((name for name, value in neighbours if abs(value) == size and _tells(value, is_money)), "")
    return f"{'多计' if difference > 0 else '漏计'}了“{_inner(name)}”（差额恰为该数）" if name else ""
