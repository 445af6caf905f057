"""Where the nine tables stand in a workbook: by their titles, whatever sheets are called and however ordered. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from disclosure.intake.official.words import plain
from disclosure.intake.workbook import Sheet, Workbook

# The longest first: a shorter title is part of it.
_TITLES = (
    ("t6", "一般公共预算财政拨款基本支出决算(?:明细)?表"),
    ("t9", "国有资本经营预算财政拨款(?:收入)?支出决算表"),
    ("t8", "政府性基金预算财政拨款收入支出决算表"),
    ("t7", "(?:一般公共预算)?(?:财政拨款)?三公经费支出决算表"),
    ("t5", "一般公共预算财政拨款支出决算表"),
    ("t4", "财政拨款收入支出决算总表"),
    ("t1", "收入支出决算总表"),
    ("t3", "支出决算表"),
    ("t2", "收入决算表"),
)
_PATTERNS = tuple((key, re.compile(rf"^(?P<before>.*?)(?:{title})(?:\(.*\))?$")) for key, title in _TITLES)
# Words before a title that make it another table's: 项目支出决算表 is none of the nine.
_ANOTHER = re.compile(r"财政拨款|项目|基本|基金|国有资本|一般公共|明细|经费|预算|专户|非税|分类")
_MONEY_UNIT = re.compile(
    r"金额单位:?\(?(?:人民币)?(万元|千元|元)|(?<!编制)(?<!填报)(?<!公开)(?<!预算)单位:?\(?(万元|千元|元)\)?$"
)
_SIZES = {"万元": Decimal(10_000), "千元": Decimal(1_000), "元": Decimal(1)}
_PREPARED_BY = re.compile(
    r"^(?:编制单位|编制部门|公开单位|公开部门|填报单位|预算单位|单位名称|部门名称|部门|单位):(.+)$"
)
_YEAR = re.compile(r"(20\d\d)年")
_LONGEST_TITLE = 80
_FRAME_ROWS = 8  # between a title and what stands under it


@dataclass(frozen=True)
class Block:
    """One table: the rows from its title to the next title or the sheet's end."""

    key: str  # t1 … t9
    sheet: Sheet
    first: int  # the row below the title
    end: int  # the row after the last

    @property
    def width(self) -> int:
        """Columns up to the last that holds anything."""
        return max((len(row) for row in self.sheet.rows[self.first : self.end]), default=0)

    @property
    def frame(self) -> Iterator[str]:
        """The texts around the head of the table, title and sheet name included."""
        yield plain(self.sheet.name)
        for row in range(max(self.first - 3, 0), min(self.first + _FRAME_ROWS, self.end)):
            yield from (text for value in self.sheet.rows[row] if (text := plain(value)))

    @property
    def size(self) -> Decimal | None:
        """元 of the table's unit, where it says one."""
        found = (_MONEY_UNIT.search(text) for text in self.frame)
        return next((_SIZES[match[1] or match[2]] for match in found if match), None)

    @property
    def unit_name(self) -> str:
        """编制单位, where the table names one."""
        found = (match[1] for text in self.frame if (match := _PREPARED_BY.match(text)))
        return next((name for name in found if name not in _SIZES), "")

    @property
    def years(self) -> frozenset[int]:
        """The years its head names."""
        return frozenset(int(year) for text in self.frame for year in _YEAR.findall(text))


def blocks_of(workbook: Workbook) -> tuple[Block, ...]:
    """Every table of the workbook, in its order."""
    return tuple(block for sheet in workbook for block in _of_sheet(sheet))


def _of_sheet(sheet: Sheet) -> Iterator[Block]:
    titles = [(row, key) for row in range(len(sheet.rows)) if (key := _title_in(sheet, row))]
    if not titles and (key := table_named(plain(sheet.name))):
        titles = [(-1, key)]
    for (row, key), (end, _) in pairwise([*titles, (len(sheet.rows), "")]):
        yield Block(key, sheet, row + 1, end)


def _title_in(sheet: Sheet, row: int) -> str:
    """The table whose title stands alone in this row, or nearly so."""
    texts = [text for value in sheet.rows[row] if (text := plain(value))]
    if not texts or len(texts) > 3:
        return ""
    return next((key for text in texts if (key := table_named(text))), "")


def table_named(text: str) -> str:
    """t1 … t9 for its title, year or unit before it and 公开01表 behind it or not; empty for another table."""
    if len(text) > _LONGEST_TITLE:
        return ""
    for key, pattern in _PATTERNS:
        if match := pattern.match(text):
            return "" if _ANOTHER.search(_without_year_and_number(match["before"])) else key
    return ""


def _without_year_and_number(text: str) -> str:
    """What stands before a title, but for the year and 公开01表."""
    return re.sub(r"20\d\d年度?|公开\d*表|GK\d*|预算(?:单位|部门|局|处|科|中心)", "", text)
