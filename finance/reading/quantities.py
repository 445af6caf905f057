"""Quantities in free Chinese text: numbers with their units, where they stand, and the words around them.

What only looks like a quantity is left alone: dates and years, document numbers (〔2022〕266号), ordinals
(第十二届, 二十大), list numbers (1. 2. （3）), ranges, ratios and model numbers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from finance.reading.units import UNITS, Unit, unit_named

# One character for one, so that positions hold: full-width digits, letters and signs, and a few look-alikes.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
_HALF_WIDTH |= {ord("﹪"): ord("%"), ord("−"): ord("-"), ord("　"): ord(" "), ord("\u00a0"): ord(" ")}

_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_DIGITS = {"零": 0, "〇": 0, "一": 1, **{n: v for n, v in _NUMERALS.items() if v < 10}}

_STOPS = "。；;！!？?\n"
_PAUSES = _STOPS + "，,：:"
_STOP = re.compile(f"[{_STOPS}]")
_PAUSE = re.compile(f"[{_PAUSES}]")
_BREAK = re.compile(f"[{_PAUSES}、]")

_NUMERAL = re.compile(rf"[{''.join(_NUMERALS)}]|百分之")
_ANY_NUMBER = re.compile(rf"\d|{_NUMERAL.pattern}")
_DASH = re.compile(r"[~\-—–至到]")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VAGUE_BEFORE = ("近", "约", "接近")
_LEFT_OVER = re.compile(r"^(?:及以上|（含）以上|以上|以下|以内|之内|左右|余)")  # belongs to the quantity before
_VAGUE_NEXT = ("左右", "上下", "余", "多")
_LEAST_BEFORE = ("不少于", "不低于", "不小于", "至少", "超过", "突破", ">=", "≥", ">")
_LEAST_AFTER = ("以上", "及以上", "（含）以上", "(含)以上")
_MOST_BEFORE = ("不超过", "未超过", "不高于", "不多于", "不大于", "至多", "<=", "≤", "<")
_MOST_AFTER = ("以内", "以下", "之内")
_VAGUE_AFTER = r"余|多(?=[\u4e00-\u9fff])|来(?=[个人次])"

# What is not a quantity, cut out before anything is read. The order matters: the longest reading first.
_NOT_QUANTITIES = re.compile(
    "|".join(
        (
            r"[〔\[（(【]\s*\d{4}\s*[〕\])）】]\s*第?\s*\d*\s*号?",  # 〔2022〕266号
            r"第\s*[\d一二三四五六七八九十百零〇两]+\s*[\u4e00-\u9fff]?",  # 第十二届, 第3批
            r"\d+\s*号",  # 266号
            r"(?:19|20)?\d{2}\s*[—\-–~至到]+\s*(?:19|20)?\d{2}\s*年",  # 2021-2023年
            r"(?:19|20)\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}",  # 2023-08-25
            r"\d{2,4}\s*年\s*(?:\d{1,2}\s*月份?\s*(?:\d{1,2}\s*[日号])?)?",  # 2023年8月25日, 23年
            r"\d{1,2}\s*月(?:份|底|初|末|中旬|上旬|下旬|\s*\d{1,2}\s*[日号])?",  # 8月25日
            r"\d\s*年(?!内|以内|期)",
            r"[\d.]+\s*[:：/×*xX]\s*[\d.]+(?:\s*[:：/×*xX]\s*[\d.]+)*",  # 1:1, 7×24
            r"[A-Za-z]+[\d.\-]+|\d+[A-Zac-jln-z][A-Za-z]*(?![²³])",  # A4, G218, 5G
            r"(?<![\d.])\d{1,2}[.．](?=\s*[^\d\s])",  # 1.保证
            r"(?:^|(?<=[。；;：:\n]))\s*\d{1,2}、",  # 1、
            r"[（(]\s*\d{1,2}\s*[)）]",  # （3）
            r"\d+后(?!续)",  # 95后
            r"(?:十[一二三四五六七八九]|[二三四五六七八九]十[一二三四五六七八九]?)[大届]",  # 二十大, 十九届
        )
    )
)
_CHINESE_UNITS = (
    "个",
    "项",
    "次",
    "场",
    "场次",
    "期",
    "家",
    "名",
    "人",
    "县市",
    "个县市",
    "类",
    "所",
    "处",
    "批次",
    "辆",
    "台",
)
# 三个代表, 两个维护: a name, no count. The words that follow tell.
_SLOGANS = (
    "维护",
    "确立",
    "自信",
    "意识",
    "服务",
    "布局",
    "离不开",
    "认同",
    "代表",
    "文明",
    "方面",
    "结合",
    "统筹",
    "阶段",
    "产业",
)


class Bound(StrEnum):
    """How the text ties its number: 200人以上, 不超过5次."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, at text[start:end]."""

    value: Decimal  # as written: 1 of 1万份
    unit: Unit
    start: int
    end: int
    text: str  # as written, unit included
    before: str  # the words before it, back to the sentence's start or the quantity before
    after: str  # the words after it, to the next pause or quantity
    bound: Bound = Bound.EXACT
    is_vague: bool = False  # 近, 约, 余: says nothing exact
    places: int = 0  # decimals as written

    @property
    def scaled(self) -> Decimal:
        """The value in the first unit of its scale: 1万份 → 10000, 1.74万元 → 17400 元."""
        return self.value * self.unit.factor

    @property
    def half_step(self) -> Decimal:
        """How far rounding may have moved the scaled value: half a unit of the last written place."""
        return Decimal(5).scaleb(-self.places - 1) * self.unit.factor

    @property
    def clause(self) -> str:
        """The words before it, back to the last pause."""
        return _PAUSE.split(self.before)[-1]

    def may_print(self, exact: Decimal) -> bool:
        """Whether an exact value, in the first unit of the scale, prints as what is written. Half up."""
        return self.scaled - self.half_step <= exact <= self.scaled + self.half_step


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    value: Decimal
    places: int
    unit: str
    is_vague: bool


def quantities(text: str, units: Iterable[str] = ()) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order. `units`: counters to know besides the common ones."""
    return _quantities(text, tuple(sorted(set(units) - set(UNITS))))


@lru_cache(maxsize=1024)  # a text is read by several checks, and again at every key the clerk strikes elsewhere
def _quantities(text: str, units: tuple[str, ...]) -> tuple[Quantity, ...]:
    plain = text.translate(_HALF_WIDTH)
    if not _ANY_NUMBER.search(plain):
        return ()
    blanked = _NOT_QUANTITIES.sub(lambda match: "\x00" * len(match[0]), plain)
    hits = sorted(_hits(blanked, units), key=lambda hit: hit.start)
    return tuple(_quantity(text, plain, hits, i) for i in range(len(hits)))


def _hits(text: str, units: tuple[str, ...]) -> Iterable[_Hit]:
    arabic, ranges, chinese = _patterns(units)
    taken: set[int] = set()
    if _DASH.search(text):
        for match in ranges.finditer(text):
            taken.update(range(*match.span()))
    for match in arabic.finditer(text):
        if taken.isdisjoint(range(*match.span())):
            number = match["number"].replace(",", "")
            unit = f"{match['scale'] or ''}{match['unit']}"
            # Before a counter the dash is punctuation: nobody trains −20 people.
            is_negative = bool(match["minus"]) and not unit_named(unit).is_counter
            start = match.start() if is_negative else match.start("number")
            value = -Decimal(number) if is_negative else Decimal(number)
            places = len(number.partition(".")[2])
            yield _Hit(start, match.end(), value, places, unit, bool(match["vague"]))
    if not _NUMERAL.search(text):
        return
    for match in chinese.finditer(text):
        if match["percent"]:
            yield _Hit(match.start(), match.end(), _chinese_percent(match["percent"]), 0, "%", False)
        elif not text[match.end() :].startswith(_SLOGANS):
            value = Decimal(_NUMERALS[match["numeral"]])
            yield _Hit(match.start(), match.end(), value, 0, match["counter"], False)


@lru_cache(maxsize=64)
def _patterns(units: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(re.escape(name) for name in sorted((*units, *UNITS), key=len, reverse=True))
    unit = rf"(?P<scale>[万千亿](?!元|瓦|克|米))?\s*(?P<unit>{names})"
    arabic = re.compile(
        rf"(?<![\d.A-Za-z\x00])(?P<minus>(?<![\d\x00])-)?(?P<number>{_NUMBER})"
        rf"(?P<vague>{_VAGUE_AFTER})?\s*{unit}"
    )
    ranges = re.compile(rf"(?:{_NUMBER})\s*(?:{names})?\s*[~\-—–至到]+\s*(?:{_NUMBER})\s*[万千亿]?(?:{names})?")
    counters = "|".join(sorted(_CHINESE_UNITS, key=len, reverse=True))
    chinese = re.compile(
        r"百分之(?P<percent>[零〇一二两三四五六七八九十百点]+)"
        rf"|(?<![第十百千零〇一二两三四五六七八九几数上下每])(?P<numeral>[{''.join(_NUMERALS)}])(?P<counter>{counters})"
    )
    return arabic, ranges, chinese


def _chinese_percent(text: str) -> Decimal:
    """九十五 → 95, 九十八点五 → 98.5, 百 → 100."""
    whole, _, fraction = text.partition("点")
    if "百" in whole:
        value = Decimal(100)
    elif "十" in whole:
        tens, _, ones = whole.partition("十")
        value = Decimal(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))
    else:
        value = Decimal(_DIGITS.get(whole[-1:], 0))
    digits = "".join(str(_DIGITS[c]) for c in fraction if c in _DIGITS)
    return value + (Decimal(f"0.{digits}") if digits else 0)


def _quantity(written: str, plain: str, hits: list[_Hit], index: int) -> Quantity:
    hit = hits[index]
    floor = hits[index - 1].end if index else 0
    ceiling = hits[index + 1].start if index + 1 < len(hits) else len(plain)
    before = _LEFT_OVER.sub("", _STOP.split(plain[floor : hit.start])[-1]).rstrip()
    after = _BREAK.split(plain[hit.end : ceiling])[0].lstrip()
    return Quantity(
        value=hit.value,
        unit=unit_named(hit.unit),
        start=hit.start,
        end=hit.end,
        text=written[hit.start : hit.end],
        before=before,
        after=after,
        bound=_bound(before, after),
        is_vague=hit.is_vague or before.endswith(_VAGUE_BEFORE) or after.startswith(_VAGUE_NEXT),
        places=hit.places,
    )


def _bound(before: str, after: str) -> Bound:
    if after.startswith(_MOST_AFTER) or before.endswith(_MOST_BEFORE):
        return Bound.AT_MOST
    if after.startswith(_LEAST_AFTER) or before.endswith(_LEAST_BEFORE):
        return Bound.AT_LEAST
    return Bound.EXACT
