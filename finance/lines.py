"""What is entered by line: income, expenditure, carry-over, economic classes; and what a group of lines sums to.

All amounts in 元. A functional code is 类 (3 digits), 款 (5) or 项 (7); lines stand at 项. `of(code)` of a ledger is
the same ledger narrowed to the lines under that code, so `expenditure.208.basic` is a figure like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache, cached_property
from typing import Self

from finance.money import ZERO, total
from finance.terms import Fund


@dataclass(frozen=True, kw_only=True)
class _Amounts:
    """Amounts side by side in 元, added column by column."""

    @classmethod
    def sum_of(cls, many: Iterable[Self]) -> Self:
        rows = list(many)
        if len(rows) == 1:  # most codes have one line
            return rows[0]
        return cls(**{name: total(getattr(row, name) for row in rows) for name in cls.names()})

    @classmethod
    @cache
    def names(cls) -> tuple[str, ...]:
        """The columns, left to right."""
        return tuple(f.name for f in fields(cls))

    @cached_property
    def total(self) -> Decimal:
        return total(getattr(self, name) for name in self.names())


@dataclass(frozen=True, kw_only=True)
class IncomeAmounts(_Amounts):
    """八项收入来源 (公开01表 行次 1–8)."""

    general_public_budget: Decimal = ZERO
    government_fund: Decimal = ZERO
    state_capital_operations: Decimal = ZERO
    superior_subsidy: Decimal = ZERO
    public_service: Decimal = ZERO
    operating: Decimal = ZERO
    affiliate_remittance: Decimal = ZERO
    other: Decimal = ZERO

    @property
    def fiscal_appropriation(self) -> Decimal:
        """财政拨款收入: the three fiscal budgets together."""
        return self.general_public_budget + self.government_fund + self.state_capital_operations


@dataclass(frozen=True, kw_only=True)
class ExpenditureAmounts(_Amounts):
    """五种支出性质 (公开03表 栏次 2–6)."""

    basic: Decimal = ZERO
    project: Decimal = ZERO
    superior_remittance: Decimal = ZERO
    operating: Decimal = ZERO
    affiliate_subsidy: Decimal = ZERO


@dataclass(frozen=True)
class IncomeLine:
    """One 项 of 收入决算."""

    item_code: str
    amounts: IncomeAmounts


@dataclass(frozen=True)
class ExpenditureLine:
    """One 项 of 支出决算 paid from one fund."""

    item_code: str
    fund: Fund
    amounts: ExpenditureAmounts


@dataclass(frozen=True)
class CarryOverLine:
    """年初/年末结转和结余 of one fund; by 项 for 政府性基金 and 国有资本经营, else item_code is empty."""

    fund: Fund
    item_code: str
    opening: Decimal
    closing: Decimal


@dataclass(frozen=True)
class BaseLine:
    """A 支出 amount to compare with (年初预算, 全年预算 or 上年决算): one fund, one 项 or, item_code empty, not
    broken down."""

    fund: Fund
    item_code: str
    amount: Decimal


@dataclass(frozen=True)
class EconomicLine:
    """One 款 of 一般公共预算财政拨款基本支出 by 经济分类 (公开06表)."""

    economic_code: str
    amount: Decimal


class Narrowing:
    """What can be narrowed to a code: `of` remembers each part, and goes 类 → 款 → 项 so that 200 项 stay quick."""

    def of(self, code: str) -> Self:
        """The part under a 类, 款 or 项 code (empty where no line has it)."""
        known: dict[str, Self] = self.__dict__.setdefault("_parts", {})
        if code not in known:
            whole = self.of(code[:-2]) if len(code) > 3 else self
            known[code] = whole._narrowed(code)
        return known[code]

    def _narrowed(self, code: str) -> Self:
        raise NotImplementedError


@dataclass(frozen=True)
class _Ledger[L: (IncomeLine, ExpenditureLine)](Narrowing):
    """Lines with their sum; attribute access reaches the sum's amounts."""

    lines: tuple[L, ...] = ()

    def _narrowed(self, code: str) -> Self:
        return type(self)(tuple(line for line in self.lines if line.item_code.startswith(code)))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """项 codes with an amount, ascending."""
        return tuple(sorted({line.item_code for line in self.lines if line.amounts.total}))

    @property
    def class_codes(self) -> tuple[str, ...]:
        """类 codes with an amount, ascending."""
        return tuple(sorted({code[:3] for code in self.codes}))


@dataclass(frozen=True)
class Income(_Ledger[IncomeLine]):
    """本年收入 (公开02表)."""

    lines: tuple[IncomeLine, ...] = ()

    @cached_property
    def amounts(self) -> IncomeAmounts:
        return IncomeAmounts.sum_of(line.amounts for line in self.lines)

    @property
    def general_public_budget(self) -> Decimal:
        return self.amounts.general_public_budget

    @property
    def government_fund(self) -> Decimal:
        return self.amounts.government_fund

    @property
    def state_capital_operations(self) -> Decimal:
        return self.amounts.state_capital_operations

    @property
    def fiscal_appropriation(self) -> Decimal:
        return self.amounts.fiscal_appropriation

    @property
    def superior_subsidy(self) -> Decimal:
        return self.amounts.superior_subsidy

    @property
    def public_service(self) -> Decimal:
        return self.amounts.public_service

    @property
    def operating(self) -> Decimal:
        return self.amounts.operating

    @property
    def affiliate_remittance(self) -> Decimal:
        return self.amounts.affiliate_remittance

    @property
    def other(self) -> Decimal:
        return self.amounts.other

    @property
    def total(self) -> Decimal:
        """本年收入合计."""
        return self.amounts.total


@dataclass(frozen=True)
class Expenditure(_Ledger[ExpenditureLine]):
    """本年支出 (公开03表)."""

    lines: tuple[ExpenditureLine, ...] = ()

    def by(self, *funds: Fund) -> Self:
        """The part paid from these funds."""
        return type(self)(tuple(line for line in self.lines if line.fund in funds))

    @cached_property
    def amounts(self) -> ExpenditureAmounts:
        return ExpenditureAmounts.sum_of(line.amounts for line in self.lines)

    @property
    def basic(self) -> Decimal:
        return self.amounts.basic

    @property
    def project(self) -> Decimal:
        return self.amounts.project

    @property
    def superior_remittance(self) -> Decimal:
        return self.amounts.superior_remittance

    @property
    def operating(self) -> Decimal:
        return self.amounts.operating

    @property
    def affiliate_subsidy(self) -> Decimal:
        return self.amounts.affiliate_subsidy

    @property
    def total(self) -> Decimal:
        """本年支出合计."""
        return self.amounts.total
