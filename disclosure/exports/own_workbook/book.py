"""The whole workbook: how to fill it in, a sheet an entry page, 核对, the lists of codes, and what was issued."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from disclosure.entry.pages import ENTRY_PAGES
from disclosure.exports.own_workbook import blocks
from disclosure.exports.own_workbook.blocks import Layout
from disclosure.exports.own_workbook.cards import WIDTHS, card, sheets_of
from disclosure.exports.own_workbook.checks import Compared, Group, groups_of, is_kept
from disclosure.exports.own_workbook.contents import YUAN, Contents
from disclosure.exports.own_workbook.grids import lines
from disclosure.exports.own_workbook.marks import CODE, FUND, PAGE, REMOVE
from disclosure.exports.own_workbook.plan import LABEL, Live, Places, Sheet, Text, quoted
from disclosure.exports.own_workbook.sums import TOTAL, Expression
from disclosure.exports.xlsx import sheet_name
from disclosure.intake.labels import cell_label
from finance.blocks import Fields, Fixed, Lines, Page, Reasons
from performance.entry import Cards

CHECKS, GUIDE = "核对", "填写说明"
_COUNT_CELL = (2, 5)  # of 核对: how many do not hold
_BLOCKS: dict[type, Callable[[Any, Layout], None]] = {
    Fields: blocks.fields,
    Lines: lines,
    Fixed: blocks.fixed,
    Reasons: blocks.reasons,
}
_GRID_WIDTHS: dict[int, float] = {0: 4.0, 1: 26.0, 2: 32.0} | dict.fromkeys(range(3, 13), 19.0)
_PLAIN_WIDTHS: dict[int, float] = {0: 4.0, 1: 42.0, 2: 22.0} | dict.fromkeys(range(3, 8), 19.0)


@dataclass
class Book:
    """The sheets in their order, and where everything stands."""

    contents: Contents
    at: str
    sheets: list[Sheet] = field(default_factory=list)
    places: Places = field(default_factory=Places)

    def __post_init__(self) -> None:
        for page in ENTRY_PAGES:
            self.sheets += self._pages(page)
        self.sheets.insert(0, self._guide())
        self.sheets.append(self._checks())

    # Entry pages ---

    def _pages(self, page: Page) -> Iterator[Sheet]:
        cards = next((block for block in page.blocks if isinstance(block, Cards)), None)
        if cards is None:
            yield self._page(page)
            return
        probe = Layout(Sheet("", ""), self.places, self.contents)
        for number, keys in enumerate(sheets_of(cards, probe), 1):
            layout = self._started(page, WIDTHS, f"（{number}）" if number > 1 else "", wide=8, short=3)
            for key in keys:
                card(cards, key, layout)
            yield layout.sheet

    def _page(self, page: Page) -> Sheet:
        """Grids come first, so that their heads can stay in sight."""
        has_grid = any(isinstance(block, Lines) for block in page.blocks)
        layout = self._started(page, _GRID_WIDTHS if has_grid else _PLAIN_WIDTHS)
        for block in sorted(page.blocks, key=lambda block: not isinstance(block, Lines)):
            _BLOCKS[type(block)](block, layout)
        if reasons := self._carried(layout.sheet):
            blocks.carried(reasons, layout)
        return layout.sheet

    def _started(self, page: Page, widths: Mapping[int, float], suffix: str = "", **more: int) -> Layout:
        sheet = Sheet(page.key, sheet_name(f"{page.title}{suffix}"), dict(widths))
        account = self.contents.account
        sheet.mark(f"{PAGE}{page.key}")
        sheet.line(f"{page.title}{suffix}", "title", height=30)
        sheet.put(LABEL, Live(lambda _: _status(), self._state(), "status"), last=2)
        sheet.put(3, Text("看核对结果", "link", f"{quoted(CHECKS)}!A1"))
        sheet.put(4, Text("填写说明", "link", f"{quoted(GUIDE)}!A1"))
        sheet.row += 1
        sheet.line(f"{account.unit_name} {account.fiscal_year} 年度　金额单位：元", "hint")
        if page.intro:
            sheet.line(page.intro, "hint")
        return Layout(sheet, self.places, self.contents, **more)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return groups_of(self.contents.classification, tuple(self.contents.cards()))

    def _state(self) -> str:
        """What the formula says as long as nothing is changed."""
        compared = (one for group in self.groups for one in group.compared)
        count = sum(is_kept(one, self.contents.sums, self.contents.tolerance) is False for one in compared)
        return _HAS_FAILED.format(count) if count else _ALL_KEPT

    def _carried(self, sheet: Sheet) -> list[tuple[str, str, str]]:
        """The figures of last year's account on this sheet: box of the reason, words, figure."""
        tree = self.contents.classification
        return [
            (f"carried/{row.pk}/reason", cell_label(cell, tree), f"{row.value:,.2f}")
            for cell, row in sorted(self.contents.screen.carried.items())
            if self.places.has(cell) and self.places.boxes[cell][0] == sheet.name
        ]

    # 填写说明 ---

    def _guide(self) -> Sheet:
        sheet, account = Sheet("guide", GUIDE, {0: 2, 1: 30, 2: 100}), self.contents.account
        sheet.line(f"{account.unit_name} {account.fiscal_year} 年度部门决算填报工作簿", "title", last=2, height=34)
        sheet.line(f"{self.at} 发出，单位编码 {account.unit.code}。只用于这个单位这个年度。", "hint", last=2)
        sheet.row += 1
        for head, words in _GUIDE:
            sheet.put(LABEL, Text(head, "label"))
            sheet.put(2, Text(words, "plain"))
            sheet.heights[sheet.row] = 16.0 * (1 + len(words) // 52) + 4
            sheet.row += 1
        sheet.row += 1
        sheet.line("各张表", "heading", last=2)
        for one in self.sheets:
            sheet.line(one.name, "link", link=f"{quoted(one.name)}!B1")
        sheet.line(CHECKS, "link", link=f"{quoted(CHECKS)}!B1")
        return sheet

    # 核对 ---

    def _checks(self) -> Sheet:
        sheet = Sheet("checks", CHECKS, {0: 2, 1: 46, 2: 20, 3: 46, 4: 20, 5: 30})
        sheet.line("核对", "title", height=30)
        sheet.line(_CHECKS_INTRO + self._about_rounding(), "hint")
        sheet.put(LABEL, Text("对不上的有几处", "main_label"), last=4)
        row, column = sheet.row, _COUNT_CELL[1]
        assert (row, column) == _COUNT_CELL
        sheet.row += 1
        failed = 0
        for group in self.groups:
            self._group(sheet, group.title)
            failed += sum(self._compared(sheet, compared) for compared in group.compared)
        self._group(sheet, "填得是否规范")
        for title, grid in self._grids():
            self._well_filled(sheet, title, grid)
        area = f"{xl_rowcol_to_cell(row + 1, column)}:{xl_rowcol_to_cell(sheet.row, column)}"
        sheet.put(column, Live(lambda _: f'=COUNTIF({area},"✗*")', failed, "count_sum"), row=row)
        sheet.frozen = row + 1
        return sheet

    def _about_rounding(self) -> str:
        return "有些数只知道公开的万元，相差不到 500 元的按尾差不计。" if self.contents.tolerance else ""

    def _group(self, sheet: Sheet, title: str) -> None:
        sheet.row += 1
        for number, words in enumerate((title, "", "", "", "结果"), LABEL):
            sheet.put(number, Text(words, "head"))
        sheet.row += 1

    def _compared(self, sheet: Sheet, compared: Compared) -> bool:
        """One check; whether it does not hold as issued."""
        style = "sum" if compared.is_amount else "points_sum"
        left, right = self._side(compared.left, style), self._side(compared.right, style)
        words = Text(compared.left_words, "label"), Text(compared.right_words, "label")
        contents: tuple[Text | Live, ...] = (words[0], left, words[1], right)
        for number, content in enumerate(contents, LABEL):
            sheet.put(number, content)
        kept = is_kept(compared, self.contents.sums, self.contents.tolerance)
        one, other = (xl_rowcol_to_cell(sheet.row, column) for column in (2, 4))
        sheet.put(5, Live(lambda places: self._verdict(compared, one, other, places), _said(compared, kept), "verdict"))
        sheet.heights[sheet.row] = 32 if max(len(compared.left_words), len(compared.right_words)) > 22 else 18
        sheet.row += 1
        return kept is False

    def _side(self, side: Expression | Decimal, style: str) -> Live:
        if isinstance(side, Decimal):
            return Live(lambda _: f"={side:f}", side, style)
        return Live(lambda places: f"={places.formula(side)}", self.contents.sums.of(side), style)

    def _verdict(self, compared: Compared, one: str, other: str, places: Places) -> str:
        tolerance = self.contents.tolerance
        if compared.is_equal:
            judged = (
                f'IF(ABS(ROUND({one}-{other},2))<={tolerance},"✓ 相等","✗ 相差 "&TEXT(ABS({one}-{other}),"#,##0.00"))'
            )
        else:
            judged = f'IF(ROUND({one}-{other},2)<={tolerance},"✓ 不超过","✗ 超出 "&TEXT({one}-{other},"#,##0.00"))'
        blanks = [f'{places.cell(address)}=""' for address in compared.needs if places.has(address)]
        if len(blanks) < len(compared.needs):
            return '="— 不用填"'
        return f'=IF(OR({",".join(blanks)}),"— 还没有填",{judged})' if blanks else f"={judged}"

    def _grids(self) -> Iterator[tuple[str, str]]:
        """Title and section of every line grid."""
        for page in ENTRY_PAGES:
            yield from ((page.title, block.section) for block in page.blocks if isinstance(block, Lines))

    def _well_filled(self, sheet: Sheet, title: str, grid: str) -> None:
        """Slips that are none of the account's, but of how the sheet is filled in."""
        for words, formula in self._slips(grid):
            sheet.put(LABEL, Text(f"{title}：{words}", "label"))
            sheet.put(2, Live(lambda _, f=formula: f"={f}", 0, "count_sum"))  # type: ignore[misc]
            count = xl_rowcol_to_cell(sheet.row, 2)
            verdict = f'=IF({count}=0,"✓ 没有","✗ 有 "&{count}&" 处")'
            sheet.put(5, Live(lambda _, v=verdict: v, "✓ 没有", "verdict"))  # type: ignore[misc]
            sheet.row += 1

    def _slips(self, grid: str) -> Iterator[tuple[str, str]]:
        places = self.places
        columns = [name for section, name in places.columns if section == grid]
        amounts = [places.range(grid, name) for name in columns if name not in (CODE, FUND, REMOVE, TOTAL)]
        code = places.range(grid, CODE)
        names = places.columns[grid, CODE]
        name = Places(columns={(grid, "name"): (*names[:3], names[3] + 1)}).range(grid, "name")
        some = "+".join(f'({amount}<>"")' for amount in amounts)
        yield "不是数字的格", "+".join(f"SUMPRODUCT(--ISTEXT({amount}))" for amount in amounts)
        yield "科目表中没有的编码", f'COUNTIF({name},"科目表中没有")'
        key = places.range(grid, FUND) if FUND in columns else code
        missing = "资金性质" if FUND in columns else "科目编码"
        yield f"有数、没有{missing}的行", f'SUMPRODUCT(({key}="")*(({some})>0))'
        length = 5 if grid == "economic_lines" else 7
        same = f'{code},LEFT({code},{length})&"*"' + (f",{key},{key}" if FUND in columns else "")
        yield "重复的行", f'SUMPRODUCT(({code}<>"")*(COUNTIFS({same})>1))'


def _said(compared: Compared, kept: bool | None) -> str:
    if kept is None:
        return "— 还没有填"
    return ("✓ 相等" if compared.is_equal else "✓ 不超过") if kept else "✗"


def _status() -> str:
    count = f"{quoted(CHECKS)}!{xl_rowcol_to_cell(*_COUNT_CELL, row_abs=True, col_abs=True)}"
    return f'=IF({count}=0,"{_ALL_KEPT}","{_HAS_FAILED.format(f'"&{count}&"')}")'


_ALL_KEPT, _HAS_FAILED = "核对：没有发现对不上的", "核对：有 {} 处对不上，见“核对”表"
_CHECKS_INTRO = "随填随算。这里是能用公式做的核对；导入以后，系统还会做全部核对。"
_GUIDE = (
    ("怎样填", "只填浅黄色的格。灰色的格是公式，自动计算；白色的格不用填。金额一律填元，最多到分。"),
    ("空着和 0", "“三公”经费、人数、车辆、政府采购、国有资产等，没有发生的填 0；空着表示还没有填。"),
    (
        "增加一行",
        "在表格下面的空行里填：科目编码从列表选，或者直接打；有资金性质的，选资金性质。可以整块粘贴。",
    ),
    ("删除一行", "在那一行的“删除这一行”里选“删除”。新加的行，把内容清空就行。"),
    ("行不够用", "先导入一次，再下载新的工作簿，又有空行。"),
    ("核对", "每张表上方写着有几处对不上，详细的在“核对”表。"),
    ("填好以后", "保存为 .xlsx，在网页的“导入文件”里上传。先列出会改动哪些格，看过再决定导入不导入。"),
    ("和别人同时填", "只导入你在工作簿里改过的格，别人在网页上填的不会丢。同一格两个人都改了的，会列出来请你选。"),
    ("请不要", "不要改表的结构（插入列、取消隐藏的 A 列）；不要用于别的单位或别的年度。"),
)

__all__ = ["CHECKS", "GUIDE", "YUAN", "Book"]
