"""指标值 as clerks write it, read as a number, a range, a date or words: >=22300条, 5~7, 10月30日前, 长期."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from performance.scorecards import NUMBER, Operator

_LEAP_YEAR = 2000  # stands in for the year where neither date has one: 2月29日 must be readable

_SIGNS = (  # longest first
    (">=", Operator.AT_LEAST),
    ("<=", Operator.AT_MOST),
    ("≥", Operator.AT_LEAST),
    ("≧", Operator.AT_LEAST),
    ("≤", Operator.AT_MOST),
    ("≦", Operator.AT_MOST),
    (">", Operator.MORE),
    ("<", Operator.LESS),
    ("=", Operator.EQUAL),
    ("不低于", Operator.AT_LEAST),
    ("不少于", Operator.AT_LEAST),
    ("至少", Operator.AT_LEAST),
    ("不超过", Operator.AT_MOST),
    ("不高于", Operator.AT_MOST),
    ("不多于", Operator.AT_MOST),
)
_ENDINGS = (("以上", Operator.AT_LEAST), ("以内", Operator.AT_MOST), ("以下", Operator.AT_MOST))
_NOT_DONE = frozenset({"/", "\\", "-", "--", "—", "——", "无", "未开展", "未实施", "没有开展", "项目未开展"})

_UNIT = r"[^\d~\-—–至到]*"
_SINGLE = re.compile(rf"({NUMBER})(\D*)")
_RANGE = re.compile(rf"({NUMBER})({_UNIT})(?:~|-|—+|–|至|到)({NUMBER})(\D*)")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:份)?(?:(\d{1,2})[日号]|(底|末|中旬|上旬|下旬))?(之?前|以前)?")
_DIGIT_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:之?前|以前)?")
_YEAR_END = re.compile(r"(?:(\d{4})年年?|年)(?:底|末|终)(?:之?前|以前)?")
# First and last day of a part of the month; 31 is cut to the month's length.
_PARTS = {None: (1, 31), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (28, 31), "末": (28, 31)}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True)
class Number:
    """定量: a count, a percentage or an amount, with its 计量单位."""

    value: Decimal
    unit: str = ""

    @property
    def is_percent(self) -> bool:
        return self.unit.startswith("%")

    @property
    def scaled(self) -> Decimal:
        """The value with 万 and 亿 multiplied out, so that 1万份 and 10000份 are the same."""
        return self.value * _SCALES.get(self.unit[:1], Decimal(1))

    @property
    def plain_unit(self) -> str:
        """The unit without 万 and 亿."""
        return self.unit[1:] if self.unit[:1] in _SCALES else self.unit


@dataclass(frozen=True)
class Range:
    """A target between two numbers, both allowed: 5-7, 5~7."""

    low: Number
    high: Number


@dataclass(frozen=True)
class Day:
    """时限: a date, or a stretch of days where only the month was written. year None: not written."""

    year: int | None
    month: int
    first_day: int
    last_day: int
    before_month: bool = False  # 10月前: the month itself is too late

    def span(self, other_year: int | None) -> tuple[date, date]:
        """First and last day meant; a missing year is the other date's."""
        year = self.year or other_year or _LEAP_YEAR
        if self.before_month:
            last = date(year, self.month, 1) - timedelta(days=1)
            return last, last
        length = monthrange(year, self.month)[1]
        first, last_day = min(self.first_day, length), min(self.last_day, length)
        return date(year, self.month, first), date(year, self.month, last_day)


@dataclass(frozen=True)
class NotDone:
    """/ or 未开展: nothing was done."""


@dataclass(frozen=True)
class Wording:
    """定性: words (长期, 逐步提升)."""


type Value = Number | Range | Day | NotDone | Wording


def split_sign(text: str) -> tuple[Operator, str]:
    """指标方向 written into the text (≥, 不低于, …以上) and what is left; NONE where there is none."""
    plain = tidy(text)
    for sign, operator in _SIGNS:
        if plain.startswith(sign) and len(plain) > len(sign):
            return operator, plain.removeprefix(sign)
    for ending, operator in _ENDINGS:
        if plain.endswith(ending) and plain[:1].isdigit():
            return operator, plain.removesuffix(ending)
    return Operator.NONE, plain


def tidy(text: str) -> str:
    """Full-width signs and digits made half-width, white space removed (2023 年 → 2023年)."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read(text: str) -> Value:
    """What a 指标值 or 完成值 says. Whatever is neither a number nor a date is words."""
    _, plain = split_sign(text)
    if plain in _NOT_DONE:
        return NotDone()
    return _day(plain) or _range(plain) or _number(plain) or Wording()


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _number(text: str) -> Number | None:
    match = _SINGLE.fullmatch(text)
    return Number(_decimal(match[1]), match[2]) if match else None


def _range(text: str) -> Range | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    low, high = Number(_decimal(match[1]), match[2] or match[4]), Number(_decimal(match[3]), match[4])
    return Range(low, high) if low.scaled <= high.scaled else None


def _day(text: str) -> Day | None:
    """A date, or None. A day that no calendar has (2月30日) is no date."""
    if match := _YEAR_END.fullmatch(text):
        return Day(int(match[1]) if match[1] else None, 12, 31, 31)
    if match := _DIGIT_DATE.fullmatch(text):
        year, month, first = int(match[1]), int(match[2]), int(match[3])
        last, before_month = first, False
    elif match := _DATE.fullmatch(text):
        year, month = int(match[1] or 0), int(match[2])
        first, last = (int(match[3]), int(match[3])) if match[3] else _PARTS[match[4]]
        before_month = bool(match[5]) and not match[3] and not match[4]
    else:
        return None
    if not 1 <= month <= 12 or not 1 <= first <= monthrange(year or _LEAP_YEAR, month)[1]:
        return None
    return Day(year or None, month, first, last, before_month)
