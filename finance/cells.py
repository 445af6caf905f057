"""One cell: what is typed or pasted, read into a value, and the value printed back. Knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Protocol, override

from finance.free_text import clean_text
from finance.money import CENT, WAN, ZERO
from finance.typed_numbers import AmountUnit, Refused, decimals, number, short

__all__ = ["Address", "Amount", "AmountUnit", "Cell", "Choice", "Count", "Flag", "Number", "Refused", "Words"]

MAX_AMOUNT = Decimal("9999999999999.99")  # 15 digits; one more and SQLite loses the 分 (finance.fields)
MAX_COUNT = 2_147_483_647
MAX_WORDS = 20_000


class Address(NamedTuple):
    """A cell's parts. A row's address has no column."""

    section: str
    row: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.section}/{self.row}/{self.column}" if self.column else f"{self.section}/{self.row}"

    @classmethod
    def read(cls, text: str) -> "Address":
        """Raises Refused for a text of another shape."""
        parts = text.split("/")
        if not 2 <= len(parts) <= 3 or len(text) > 200:
            raise Refused("没有这一格")
        return cls(*parts)


class Cell(Protocol):
    """How one column is read and printed."""

    kind: ClassVar[str]  # amount, number, count, words, choice or flag: which control shows it

    @property
    def empty(self) -> Any:
        """The value of a cell nobody has filled in."""

    def parse(self, text: str, unit: AmountUnit) -> Any:
        """The value of a typed text. Raises Refused."""

    def print(self, value: Any, unit: AmountUnit) -> str:
        """The text of a value, such that parse(print(value)) is the value again."""


@dataclass(frozen=True)
class Amount(Cell):
    """金额: kept in 元 to the 分. `optional`: empty is "not filled in yet", not zero. `scaled`: in the
    user's unit; an area is not."""

    optional: bool = False
    signed: bool = False
    scaled: bool = True
    kind: ClassVar[str] = "amount"

    @property
    @override
    def empty(self) -> Decimal | None:
        return None if self.optional else ZERO

    @override
    def parse(self, text: str, unit: AmountUnit) -> Decimal | None:
        read = number(text)
        if read is None:
            return self.empty
        written, written_unit = read
        scale = (written_unit or unit).size if self.scaled else Decimal(1)
        if abs(written * scale) > MAX_AMOUNT:
            raise Refused("数字太大，请核对位数和单位（元、万元）")
        if written < 0 and not self.signed:
            raise Refused("不能是负数")
        value = written * scale
        if decimals(value) > 2:
            places = 6 if scale == WAN else 2
            what = "金额最多到分" if self.scaled else "面积最多两位小数"
            raise Refused(f"小数太多：{what}（{places} 位小数），请四舍五入后再填")
        return value.quantize(CENT) + 0

    @override
    def print(self, value: Decimal | None, unit: AmountUnit) -> str:
        if value is None:
            return ""
        if unit is AmountUnit.YUAN or not self.scaled:
            return f"{value + 0:,.2f}"
        whole, _, places = f"{value / WAN + 0:,.6f}".partition(".")
        return f"{whole}.{places[:2]}{places[2:].rstrip('0')}"


@dataclass(frozen=True)
class Number(Cell):
    """分值, 得分: up to 999.99."""

    optional: bool = False
    maximum: Decimal = Decimal("999.99")
    default: Decimal = ZERO
    kind: ClassVar[str] = "number"

    @property
    @override
    def empty(self) -> Decimal | None:
        return None if self.optional else self.default

    @override
    def parse(self, text: str, unit: AmountUnit) -> Decimal | None:
        read = number(text)
        if read is None:
            return self.empty
        value, written_unit = read
        if written_unit:
            raise Refused("这里填分数，不带单位")
        if value < 0:
            raise Refused("不能是负数")
        if value > self.maximum:
            raise Refused(f"不能超过 {self.maximum}")
        if decimals(value) > 2:
            raise Refused("最多两位小数")
        return value.quantize(CENT)

    @override
    def print(self, value: Decimal | None, unit: AmountUnit) -> str:
        if value is None:
            return ""
        return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Count(Cell):
    """人数, 辆数, 批次 …: a whole number; empty is "not filled in yet"."""

    kind: ClassVar[str] = "count"

    @property
    @override
    def empty(self) -> int | None:
        return None

    @override
    def parse(self, text: str, unit: AmountUnit) -> int | None:
        read = number(text)
        if read is None:
            return None
        value, written_unit = read
        if written_unit or decimals(value):
            raise Refused("这里填整数")
        if value < 0:
            raise Refused("不能是负数")
        if value > MAX_COUNT:
            raise Refused("数字太大，请核对位数")
        return int(value)

    @override
    def print(self, value: int | None, unit: AmountUnit) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Words(Cell):
    """文字. `lines`: may hold several; otherwise a line end becomes a space."""

    max_length: int = MAX_WORDS
    lines: bool = True
    required: bool = False
    kind: ClassVar[str] = "words"

    @property
    @override
    def empty(self) -> str:
        return ""

    @override
    def parse(self, text: str, unit: AmountUnit) -> str:
        if len(text) > 4 * self.max_length:  # do not even clean ten megabytes
            raise Refused(self._too_long(len(text)))
        words = clean_text(text).strip()
        if not self.lines:
            words = " ".join(words.split("\n"))
        if len(words) > self.max_length:
            raise Refused(self._too_long(len(words)))
        if self.required and not words:
            raise Refused("不能为空")
        return words

    def _too_long(self, length: int) -> str:
        return f"文字太长：最多 {self.max_length:,} 个字，现在有 {length:,} 个"

    @override
    def print(self, value: str, unit: AmountUnit) -> str:
        return value


@dataclass(frozen=True)
class Choice(Cell):
    """One of a closed list; its label is understood too."""

    choices: Sequence[tuple[str, str]]
    default: str = ""
    kind: ClassVar[str] = "choice"

    @property
    @override
    def empty(self) -> str:
        return self.default or self.choices[0][0]

    @override
    def parse(self, text: str, unit: AmountUnit) -> str:
        wanted = text.strip()
        for value, label in self.choices:
            if wanted in (value, label):
                return value
        labels = "、".join(label or "（无）" for _, label in self.choices)
        raise Refused(f"没有“{short(text)}”这一项，可选：{labels}")

    @override
    def print(self, value: str, unit: AmountUnit) -> str:
        return value


_YES, _NO = ("on", "true", "1", "是", "有", "√"), ("", "off", "false", "0", "否", "无")


@dataclass(frozen=True)
class Flag(Cell):
    """是 or 否."""

    kind: ClassVar[str] = "flag"

    @property
    @override
    def empty(self) -> bool:
        return False

    @override
    def parse(self, text: str, unit: AmountUnit) -> bool:
        wanted = text.strip().lower()
        if wanted not in _YES and wanted not in _NO:
            raise Refused("请选择“是”或“否”")
        return wanted in _YES

    @override
    def print(self, value: bool, unit: AmountUnit) -> str:
        return "是" if value else ""
