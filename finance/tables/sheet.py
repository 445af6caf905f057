"""A Sheet: one account's figures seen through one layout; it makes the number cells of every table.

`amount` is `Figures.amount` remembered: a 项 is narrowed from its 款 and a 款 from its 类, so that 200 项
cost no more than 200 short walks.
"""

from collections.abc import Iterable
from decimal import Decimal

from finance.figures import Figures
from finance.funds import FundAccount
from finance.lines import Expenditure, Income
from finance.money import wan_text
from finance.tables.grid import Cell
from finance.tables.layout import TableLayout

UNFILLED = "【未填】"


class Sheet:
    """What a shape needs to fill its body."""

    def __init__(self, figures: Figures, layout: TableLayout) -> None:
        self.figures = figures
        self.layout = layout
        self._values: dict[str, object] = {"": figures}
        self._require_known_codes()

    def _require_known_codes(self) -> None:
        """UnknownCode names the whole code entered, not the 类 it would first be missed at."""
        functional, economic = self.figures.classification.functional, self.figures.classification.economic
        codes = {line.item_code for line in self.figures.income_lines}
        codes |= {line.item_code for line in self.figures.expenditure_lines}
        # 结转和结余 that is not kept by 项 has no code
        codes |= {line.item_code for line in self.figures.carry_over_lines if line.item_code}
        for code in sorted(codes):
            functional.name(code)
        for code in sorted({line.economic_code for line in self.figures.economic_lines}):
            economic.name(code)

    def value(self, name: str) -> object:
        """Whatever has this dotted name: a ledger, an account, an amount."""
        try:
            return self._values[name]
        except KeyError:
            pass
        above, _, step = name.rpartition(".")
        if step.isdigit():
            wider = f"{above}.{step[:-2]}" if len(step) > 3 else above
            value = self.value(wider).of(step)  # type: ignore[attr-defined]
        else:
            value = getattr(self.value(above), step)
        self._values[name] = value
        return value

    def amount(self, name: str) -> Decimal:
        """The amount in 元. AttributeError for a name that is no amount: our slip, not the clerk's."""
        value = self.value(name)
        if not isinstance(value, Decimal):
            raise AttributeError(f"{name} is not an amount but {type(value).__name__}")
        return value

    def item_codes(self, name: str) -> tuple[str, ...]:
        """项 codes under a ledger or account where any amount is not zero, ascending."""
        node = self.value(name)
        if isinstance(node, FundAccount):
            codes = {x.item_code for x in node.received.lines if getattr(x.amounts, node.fund)}
            codes |= {x.item_code for x in node.spent.lines if x.amounts != type(x.amounts)()}
            codes |= {x.item_code for x in node.carried if x.item_code and (x.opening or x.closing)}
            return tuple(sorted(codes))
        if isinstance(node, Income | Expenditure):
            return tuple(sorted({x.item_code for x in node.lines if x.amounts != type(x.amounts)()}))
        raise TypeError(f"{name} has no 项")

    def has_any(self, names: Iterable[str]) -> bool:
        """Whether anything stands under these names, or is still to be filled in."""
        return any(self.amount(name) or name in self.figures.missing for name in names)

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
