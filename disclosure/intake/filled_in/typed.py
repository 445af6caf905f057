"""What was typed into a cell of a workbook, as a box of the entry pages would be typed into."""

import math

from disclosure.exports.own_workbook.marks import holdable
from disclosure.intake.workbook import Sheet
from finance.typed_numbers import Refused

_DIGITS = 15  # what Excel keeps: a sum of 0.1 and 0.2 is 0.3


def typed(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell; empty where nothing stands. Raises Refused for a formula nobody has computed."""
    if (row, column) in sheet.formulas_without_value:
        raise Refused("公式还没有算出结果。请用 Excel 或 WPS 打开文件，保存一次后再导入")
    value = sheet.cell(row, column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    return holdable(value.replace("_x005F_", "_"))  # how workbooks write what looks like their own escapes


def _number(value: float) -> str:
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    text = f"{value:.{_DIGITS}g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 else f"{value:.20f}".rstrip("0")
