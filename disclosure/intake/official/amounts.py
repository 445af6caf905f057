"""An amount in a cell: whatever it is written as, in 元 to the 分, with the place it stands in. Pure."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from disclosure.intake.workbook import Sheet, Value, place_name
from finance.cells import MAX_AMOUNT
from finance.money import CENT, WAN, ZERO
from finance.tables.sheet import UNFILLED
from finance.typed_numbers import AmountUnit, Refused, number

_NOISE = Decimal("0.0001")  # 元: what a double of this size may be off


@dataclass(frozen=True)
class Place:
    """A cell of a sheet."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """D8."""
        return place_name(self.row, self.column)

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True)
class Amount:
    """What stands in a cell. `yuan` is None where the table says that nobody has filled it in."""

    yuan: Decimal | None
    place: Place
    is_rounded: bool = False  # more than the 分 stood there

    @property
    def value(self) -> Decimal:
        return self.yuan or ZERO


def read_amount(sheet: Sheet, row: int, column: int, size: Decimal) -> Amount:
    """The amount in this cell, `size` 元 its unit; an empty cell is zero. Raises Refused."""
    place = Place(sheet.name, row, column)
    if (row, column) in sheet.formulas_without_value:
        raise Refused("公式还没有算出结果。请用 Excel 或 WPS 打开文件，保存一次后再导入")
    found = _number(sheet.cell(row, column), size)
    if found is None:
        text = sheet.cell(row, column)
        return Amount(None if isinstance(text, str) and UNFILLED in text else ZERO, place)
    in_unit, size = found
    if abs(in_unit * size) > MAX_AMOUNT:
        raise Refused("数字太大，请核对位数和金额单位")
    yuan = (in_unit * size).quantize(CENT, ROUND_HALF_UP) + 0
    noise = max(_NOISE, abs(yuan) * Decimal("1e-14"))
    return Amount(yuan, place, abs(in_unit * size - yuan) > noise)


def is_blank(sheet: Sheet, row: int, column: int) -> bool:
    """Nothing stands here, and nothing should have."""
    return not _has_text(sheet.cell(row, column)) and (row, column) not in sheet.formulas_without_value


def _has_text(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _number(value: Value, size: Decimal) -> tuple[Decimal, Decimal] | None:
    """The number and the size of its unit; None: there is none. Raises Refused."""
    if value is None:
        return None
    if isinstance(value, bool):
        raise Refused("这里是“是/否”，不是数字")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise Refused("数字太大，请核对位数和金额单位")
        return Decimal(repr(value)), size
    if value.strip().strip("/") == "" or UNFILLED in value:
        return None
    found = number(value)
    if found is None:
        return None
    in_unit, unit = found
    return in_unit, (size if unit is None else WAN if unit is AmountUnit.WAN else Decimal(1))
