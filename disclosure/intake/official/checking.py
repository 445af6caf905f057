"""What does not add up in a workbook: sums within a table, and the same figure in two of them. Only said, never forced.
Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from disclosure.exports.sums import ways
from disclosure.intake.official.amounts import Amount
from disclosure.intake.official.derived import HALF_A_HUNDREDTH
from disclosure.intake.official.table import Gravity, ReadTable, Remark
from finance.classification import Classification
from finance.money import WAN, total
from finance.names import label

# Figures of two names that are one: (table, name), (table, names that add up to it).
_SAME = (
    (("t2", "income.fiscal_appropriation"), ("t4", ("fiscal.income",))),
    (("t1", "income.general_public_budget"), ("t4", ("general_public_budget.income",))),
    (("t1", "income.government_fund"), ("t4", ("government_fund.income",))),
    (("t1", "income.state_capital_operations"), ("t4", ("state_capital_operations.income",))),
    (("t5", "general_public_budget.basic"), ("t6", ("basic_expenditure.personnel", "basic_expenditure.public_use"))),
    (("t1", "income_grand_total"), ("t1", ("expenditure_grand_total",))),
    (("t4", "fiscal.income_grand_total"), ("t4", ("fiscal.expenditure_grand_total",))),
)


def disagreements(tables: Mapping[str, ReadTable], *, is_printed: bool) -> tuple[Remark, ...]:
    """All that does not add up, each with both numbers and their difference; what rounding explains is a note."""
    return tuple(_Checker(tables, is_printed).all())


class _Checker:
    def __init__(self, tables: Mapping[str, ReadTable], is_printed: bool) -> None:
        self.tables, self.is_printed = tables, is_printed
        self.classification: Classification | None = next((t.classification for t in tables.values()), None)

    def all(self) -> Iterator[Remark]:
        for table in self.tables.values():
            yield from self._sums(table)
        yield from self._in_two_tables()
        for (key, name), (other, names) in _SAME:
            if key in self.tables and other in self.tables:
                yield from self._same(key, name, other, names)

    def _sums(self, table: ReadTable) -> Iterator[Remark]:
        known = {name: amount.value for name, amount in table.amounts.items()}
        for name, parts in ways(known):
            amount, found = table.amounts[name], total(known[part] for part in parts)
            words = f"{self._label(name)} {self._wan(amount.value)}，各项之和 {self._wan(found)}"
            yield from self._difference(amount.value - found, len(parts), amount, words)

    def _in_two_tables(self) -> Iterator[Remark]:
        """The same name in two tables is the same figure; both may be rounded sums of so many 项."""
        first: dict[str, tuple[ReadTable, Amount]] = {}
        for table in self.tables.values():
            for name, amount in table.amounts.items():
                if name not in first:
                    first[name] = (table, amount)
                    continue
                other, before = first[name]
                words = (
                    f"{self._label(name)} {self._wan(amount.value)}，"
                    f"《{other.title}》（{before.place.cell}）是 {self._wan(before.value)}"
                )
                count = max(self._items_under(name, table), self._items_under(name, other))
                yield from self._difference(amount.value - before.value, count, amount, words)

    def _same(self, key: str, name: str, other: str, names: tuple[str, ...]) -> Iterator[Remark]:
        amount = self.tables[key].amounts.get(name)
        others = [self.tables[other].amounts.get(part) for part in names]
        if amount is None or any(part is None for part in others):
            return
        found = total(part.value for part in others if part)
        what = "加".join(self._label(part) for part in names)
        words = (
            f"{self._label(name)} {self._wan(amount.value)}，《{self.tables[other].title}》{what} {self._wan(found)}"
        )
        count = max(self._items_under(name, self.tables[key]), len(names) * 10)
        yield from self._difference(amount.value - found, count, amount, words)

    def _difference(self, difference: Decimal, count: int, amount: Amount, words: str) -> Iterator[Remark]:
        if not difference:
            return
        text = f"{words}，相差 {self._wan(abs(difference))} 万元"
        if self.is_printed and abs(difference) <= HALF_A_HUNDREDTH * (count + 1):
            yield Remark(Gravity.NOTE, str(amount.place), f"{text}，是四舍五入的尾差")
        elif abs(difference) < 1 and self._is_noise(difference, amount):
            return
        else:
            yield Remark(Gravity.MISMATCH, str(amount.place), text)

    def _is_noise(self, difference: Decimal, amount: Amount) -> bool:
        """Sums of very large amounts, kept as doubles, lose their last digits."""
        return abs(difference) <= abs(amount.value) * Decimal("1e-13")

    def _items_under(self, name: str, table: ReadTable) -> int:
        """How many 项 a figure of this table sums, at least one."""
        code = next((step for step in name.split(".") if step.isdigit()), "")
        codes = {step for other in table.amounts for step in other.split(".") if step.isdigit() and len(step) == 7}
        return max(sum(one.startswith(code) for one in codes), 1)

    def _label(self, name: str) -> str:
        return label(name, self.classification)

    def _wan(self, amount: Decimal) -> str:
        wan = amount / WAN
        return f"{wan:,.2f}" if self.is_printed or wan == wan.quantize(Decimal("0.01")) else f"{wan:,f}".rstrip("0")
