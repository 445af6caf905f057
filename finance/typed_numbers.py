"""What a clerk types or pastes for a number, read as a number; whatever is none is told by its own name."""

import re
from decimal import Decimal

from finance.money import WAN, ZERO
from finance.terms import Term

MAX_NUMBER_LENGTH = 60


class AmountUnit(Term):
    """金额单位 of the screen: each user chooses; what is kept is 元."""

    YUAN = "yuan", "元"
    WAN = "wan", "万元"

    @property
    def size(self) -> Decimal:
        return WAN if self is AmountUnit.WAN else Decimal(1)


class Refused(ValueError):
    """A text that cannot stand in its cell. The message says in plain words what is wrong and what to do."""


# Full-width forms and the full stop of a Chinese keyboard. Not NFKC: that would read 10² as 102.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("。"): ".", ord("￥"): "¥"}
_MINUS = {ord(c): "-" for c in "\u2212\u2012\u2013\u2014\u2015"}
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_DATE = re.compile(
    r"\d{2,4}[-/]\d{1,2}([-/]\d{1,4})?|\d{1,2}/\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}|(\d+年)?\d+月(\d+[日号])?|\d+年"
    r"|.*\d{1,2}:\d{2}(:\d{2})?"
)
_POWER = re.compile(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_DASHES = re.compile(r"[-—]+")


def number(text: str) -> tuple[Decimal, AmountUnit | None] | None:
    """The number written, and the unit written behind it; None: nothing is. Raises Refused."""
    if len(text) > MAX_NUMBER_LENGTH:
        raise Refused(f"内容太长（{len(text)} 个字），这里只填一个数字")
    plain = _UNSEEN.sub("", text).translate(_WIDE).translate(_MINUS)
    if not plain:
        return None
    _refuse_look_alikes(plain, text.strip())
    unit = next((u for u in (AmountUnit.WAN, AmountUnit.YUAN) if plain.endswith(u.label)), None)
    bare = plain.removesuffix("元").removesuffix("万") if unit else plain
    bare = bare.removeprefix("¥")
    if _DASHES.fullmatch(bare):
        return ZERO, unit  # a workbook's 会计专用 format prints zero as a dash
    is_negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    digits = bare.removeprefix("-").removeprefix("+").removeprefix("(").removesuffix(")").removeprefix("¥")
    if "," in digits and not _GROUPED.fullmatch(digits) and re.fullmatch(r"[\d,.]+", digits, re.ASCII):
        raise Refused(f"“{short(text)}”的逗号位置不对，请写成 1,234.50 或 1234.50 的样子")
    digits = digits.replace(",", "")
    if not _PLAIN.fullmatch(digits) or not digits.isascii():
        raise Refused(f"“{short(text)}”不是数字，请只填数字，如 1234.50")
    return (-Decimal(digits) if is_negative else Decimal(digits)), unit


def _refuse_look_alikes(plain: str, text: str) -> None:
    """What comes out of workbooks and is no number, each told by its own name."""
    if plain[0] in "=@" or (plain[0] in "+-" and re.search(r"[A-Za-z(*/]", plain)):
        raise Refused("这是公式，不是数字。请在 Excel 里复制算好的数（粘贴为数值）再粘贴")
    if plain[0] == "#":
        raise Refused(f"“{short(text)}”是 Excel 的错误值，请先在表格里改正")
    if _POWER.fullmatch(plain):
        raise Refused(f"“{short(text)}”是科学记数法，请写出完整的数字")
    if plain.endswith("%"):
        raise Refused(f"“{short(text)}”是百分比，这里填数字")
    if _DATE.fullmatch(plain):
        raise Refused(f"“{short(text)}”像是日期，这里填数字")


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else f"{text[:20]}…"


def decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)
