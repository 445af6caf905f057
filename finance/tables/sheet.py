"""A Sheet: one account's figures seen through one layout; it makes the number cells of every table."""

from collections.abc import Iterable
from decimal import Decimal

from finance.figures import Figures
from finance.funds import FundAccount
from finance.lines import Expenditure, Income
from finance.money import wan_text
from finance.tables.grid import Cell
from finance.tables.layout import TableLayout

UNFILLED = "【未填】"

type Coded = Income | Expenditure | FundAccount  # what has 项


class Sheet:
    """What a shape needs to fill its body. UnknownCode for a code that the year's 科目 lack."""

    def __init__(self, figures: Figures, layout: TableLayout) -> None:
        self.figures = figures
        self.layout = layout
        self._require_known_codes()

    def _require_known_codes(self) -> None:
        """The error names the whole code entered, not the 类 it would first be missed at."""
        functional, economic = self.figures.classification.functional, self.figures.classification.economic
        codes = {line.item_code for line in self.figures.income_lines}
        codes |= {line.item_code for line in self.figures.expenditure_lines}
        # 结转和结余 that is not kept by 项 has no code
        codes |= {line.item_code for line in self.figures.carry_over_lines if line.item_code}
        for code in sorted(codes):
            functional.name(code)
        for code in sorted({line.economic_code for line in self.figures.economic_lines}):
            economic.name(code)

    def amount(self, name: str) -> Decimal:
        """The amount in 元. AttributeError for a name that is no amount: our slip, not the clerk's."""
        amount = self.figures.amount(name)
        if amount is None:
            raise AttributeError(f"{name} has no amount")
        return amount

    def has_any(self, names: Iterable[str]) -> bool:
        """Whether anything stands under these names."""
        return any(self.amount(name) for name in names)

    def number(self, name: str, *, emphasis: bool = False) -> Cell:
        """A number cell: 万元, or 【未填】 where nobody has entered it."""
        return self.cell(name, self.amount(name), emphasis=emphasis)

    def cell(self, name: str, amount: Decimal, *, emphasis: bool = False) -> Cell:
        """The same of an amount that is at hand."""
        if name in self.figures.missing:
            return Cell.number(UNFILLED, name, None, emphasis)
        return Cell.number(self.text(amount), name, amount, emphasis)

    def text(self, amount: Decimal) -> str:
        """万元 as this layout prints it. Only a true zero is left blank: 30 元 print as 0.00."""
        return wan_text(amount, thousands=self.layout.thousands) if amount else self.layout.zero


def item_codes(whole: Coded) -> tuple[str, ...]:
    """项 codes where any amount is not zero, even where their sum is, ascending."""
    if isinstance(whole, FundAccount):
        codes = {x.item_code for x in whole.received.lines if getattr(x.amounts, whole.fund)}
        codes |= set(item_codes(whole.spent))
        codes |= {x.item_code for x in whole.carried if x.item_code and (x.opening or x.closing)}
        return tuple(sorted(codes))
    return tuple(sorted({x.item_code for x in whole.lines if x.amounts != type(x.amounts)()}))
