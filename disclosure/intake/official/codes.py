"""科目编码 down the side of a table: joined in one column, or 类 款 项 in columns of their own. Pure."""

from collections.abc import Sequence

from disclosure.intake.official.words import digits
from disclosure.intake.workbook import Sheet, Value


class Codes:
    """Reads the code of each row in turn; a 款 or 项 that stands alone belongs to the row above."""

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = columns
        self._above: list[str] = []  # 类 and 款 of the last row

    def read(self, sheet: Sheet, row: int) -> str:
        """2080101, or empty where no code stands."""
        return self.joined([sheet.cell(row, column) for column in self.columns])

    def joined(self, values: Sequence[Value]) -> str:
        parts = [digits(value) for value in values]
        if not any(parts):
            return ""
        written = [part for part in parts if part]
        longest = max(written, key=len)
        if len(parts) == 1 or len(longest) >= 5:
            code = longest
        else:
            first = next(i for i, part in enumerate(parts) if part)
            last = max(i for i, part in enumerate(parts) if part)
            steps = [*self._above[:first], *(part.zfill(2) for part in parts[first : last + 1])]
            code = "".join(steps)
        self._above = [code[:3], code[3:5], code[5:7]]
        return code
