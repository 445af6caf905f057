"""A sound .xlsx whose cells are not: junk where numbers, codes and headings should be, rows and columns moved."""

from collections.abc import Callable
from random import Random

from disclosure.intake.workbook import Sheet, Value, Workbook
from tests.disclosure.official_workbooks import xlsx_of

type Rows = list[list[Value]]

JUNK: tuple[Value, ...] = (
    None, "", " ", 0, -1, 1e300, -1e15, 0.1 + 0.2, True, False, "约三百万", "1e5", "12%", "2,94.05", "-", "——", "#REF!",
    "=1+1", "+5", "@x", "'5", "2080101", 2080101.0, "20801010101", "９９", "一、", "注：", "合计", "栏次", "项目", "类",
    "公开05表", "收入决算表", "单位：元", "单位：万元", "2019年度", "编制单位：别的单位", "😀", "\u202e总", "a" * 3000,
    "9999999999999.99", "99999999999999999999999999999", "(5)", "5元", "5万元", "¥5", "2024-01-01", "【未填】",
)  # fmt: skip


def made(workbook: Workbook, rng: Random) -> bytes:
    """The file of the workbook, mutated."""
    sheets = [(sheet.name, [list(row) for row in sheet.rows]) for sheet in workbook]
    for _ in range(rng.choice((1, 2, 5, 30))):
        _, rows = rng.choice(sheets)
        if rows:
            rng.choice(WAYS)(rows, rng)
    if rng.random() < 0.2:
        sheets = rng.choice(SHEETS)(sheets, rng)
    return xlsx_of(Workbook(tuple(Sheet(name, tuple(map(tuple, rows))) for name, rows in sheets)))


def _cell(rows: Rows, rng: Random) -> None:
    row = rng.choice(rows)
    row += [None] * (rng.randrange(14) + 1 - len(row))
    row[rng.randrange(len(row))] = rng.choice(JUNK)


def _cells(rows: Rows, rng: Random) -> None:
    junk = rng.choice(JUNK)
    for row in rows:
        for column in range(len(row)):
            if rng.random() < 0.1:
                row[column] = junk


def _row_gone(rows: Rows, rng: Random) -> None:
    del rows[rng.randrange(len(rows))]


def _row_twice(rows: Rows, rng: Random) -> None:
    at = rng.randrange(len(rows))
    rows[at:at] = [list(rows[at])] * rng.choice((1, 1, 40))
    rows[at : at + 1] = [list(rows[at])]


def _row_moved(rows: Rows, rng: Random) -> None:
    rows.insert(rng.randrange(len(rows)), rows.pop(rng.randrange(len(rows))))


def _column_gone(rows: Rows, rng: Random) -> None:
    at = rng.randrange(12)
    for row in rows:
        del row[at : at + 1]


def _columns_moved(rows: Rows, rng: Random) -> None:
    one, other = rng.randrange(12), rng.randrange(12)
    for row in rows:
        row += [None] * (12 - len(row))
        row[one], row[other] = row[other], row[one]


def _amounts(rows: Rows, rng: Random) -> None:
    factor = rng.choice((-1, 0, 1e-9, 10_000, 1e12))
    for row in rows:
        row[:] = [value * factor if isinstance(value, float) and abs(value) < 1e200 else value for value in row]


def _transposed(rows: Rows, rng: Random) -> None:
    width = max(map(len, rows))
    rows[:] = [[row[column] if column < len(row) else None for row in rows] for column in range(min(width, 60))]


WAYS: tuple[Callable[[Rows, Random], None], ...] = (
    *[_cell] * 8, _cells, _row_gone, _row_twice, _row_moved, _column_gone, _columns_moved, _amounts, _transposed,
)  # fmt: skip

type Named = list[tuple[str, Rows]]


def _sheet_gone(sheets: Named, rng: Random) -> Named:
    return [sheet for sheet in sheets if rng.random() < 0.7] or sheets[:1]


def _sheet_twice(sheets: Named, rng: Random) -> Named:
    name, rows = rng.choice(sheets)
    return [*sheets, (f"{name[:20]} 副本", [list(row) for row in rows])]


def _shuffled(sheets: Named, rng: Random) -> Named:
    return rng.sample(sheets, len(sheets))


SHEETS = (_sheet_gone, _sheet_twice, _shuffled)
