"""One fund's account, and what it is compared with: 年初预算, 全年预算 and 上年决算. All amounts in 元."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Self

from finance.lines import BaseLine, CarryOverLine, Expenditure, Income, Narrowing
from finance.money import ZERO, total
from finance.terms import FISCAL_FUNDS, Fund


@dataclass(frozen=True)
class CarryOver:
    """结转和结余 at one end of the year, by fund."""

    amounts: tuple[tuple[Fund, Decimal], ...]

    def by(self, *funds: Fund) -> Decimal:
        """The part that belongs to these funds."""
        return total(amount for fund, amount in self.amounts if fund in funds)

    @property
    def general_public_budget(self) -> Decimal:
        return self.by(Fund.GENERAL_PUBLIC_BUDGET)

    @property
    def government_fund(self) -> Decimal:
        return self.by(Fund.GOVERNMENT_FUND)

    @property
    def state_capital_operations(self) -> Decimal:
        return self.by(Fund.STATE_CAPITAL_OPERATIONS)

    @property
    def non_fiscal(self) -> Decimal:
        return self.by(Fund.NON_FISCAL)

    @property
    def fiscal(self) -> Decimal:
        """财政拨款结转和结余."""
        return self.by(*FISCAL_FUNDS)

    @property
    def total(self) -> Decimal:
        return self.by(*Fund)


@dataclass(frozen=True)
class FundAccount(Narrowing):
    """一个财政预算的收支和结转: tables 04, 05, 08 and 09 read it, whole or narrowed to a code."""

    fund: Fund
    received: Income
    spent: Expenditure
    carried: tuple[CarryOverLine, ...]

    def _narrowed(self, code: str) -> Self:
        return type(self)(
            self.fund,
            self.received.of(code),
            self.spent.of(code),
            tuple(line for line in self.carried if line.item_code.startswith(code)),
        )

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """项 codes of this fund where anything is not zero, ascending."""
        codes = {line.item_code for line in self.received.lines if getattr(line.amounts, self.fund)}
        codes |= {line.item_code for line in self.spent.lines if line.amounts.total}
        codes |= {line.item_code for line in self.carried if line.item_code and (line.opening or line.closing)}
        return tuple(sorted(codes))

    @cached_property
    def opening(self) -> Decimal:
        """年初结转和结余."""
        return total(line.opening for line in self.carried)

    @cached_property
    def income(self) -> Decimal:
        """本年收入."""
        return total(getattr(line.amounts, self.fund) for line in self.received.lines)

    @property
    def expenditure(self) -> Decimal:
        """本年支出合计."""
        return self.spent.total

    @property
    def basic(self) -> Decimal:
        """基本支出."""
        return self.spent.basic

    @property
    def project(self) -> Decimal:
        """项目支出."""
        return self.spent.project

    @cached_property
    def closing(self) -> Decimal:
        """年末结转和结余."""
        return total(line.closing for line in self.carried)

    @property
    def income_grand_total(self) -> Decimal:
        """年初结转 + 本年收入."""
        return self.opening + self.income

    @property
    def expenditure_grand_total(self) -> Decimal:
        """本年支出 + 年末结转."""
        return self.expenditure + self.closing

    @property
    def is_empty(self) -> bool:
        """Nothing at all this year: its table is a 空表."""
        return not self.codes and not self.opening and not self.closing


@dataclass(frozen=True)
class Fiscal(Narrowing):
    """财政拨款: the three fiscal budgets together (公开04表)."""

    accounts: tuple[FundAccount, ...]

    def _narrowed(self, code: str) -> Self:
        return type(self)(tuple(account.of(code) for account in self.accounts))

    @cached_property
    def opening(self) -> Decimal:
        """年初财政拨款结转和结余."""
        return total(account.opening for account in self.accounts)

    @cached_property
    def income(self) -> Decimal:
        """本年财政拨款收入."""
        return total(account.income for account in self.accounts)

    @cached_property
    def expenditure(self) -> Decimal:
        """本年财政拨款支出."""
        return total(account.expenditure for account in self.accounts)

    @cached_property
    def closing(self) -> Decimal:
        """年末财政拨款结转和结余."""
        return total(account.closing for account in self.accounts)

    @property
    def income_grand_total(self) -> Decimal:
        """财政拨款收入总计."""
        return self.opening + self.income

    @property
    def expenditure_grand_total(self) -> Decimal:
        """财政拨款支出总计."""
        return self.expenditure + self.closing


@dataclass(frozen=True)
class ThreePublic:
    """财政拨款“三公”经费: 决算数, 年初/全年预算数 or 上年决算数."""

    overseas_travel: Decimal = ZERO
    vehicle_purchase: Decimal = ZERO
    vehicle_running: Decimal = ZERO
    official_reception: Decimal = ZERO

    @property
    def vehicles(self) -> Decimal:
        """公务用车购置及运行维护费."""
        return self.vehicle_purchase + self.vehicle_running

    @property
    def total(self) -> Decimal:
        return self.overseas_travel + self.vehicles + self.official_reception


@dataclass(frozen=True)
class BaseFund(Narrowing):
    """What one fund's 支出 is compared with."""

    lines: tuple[BaseLine, ...] = ()

    def _narrowed(self, code: str) -> Self:
        return type(self)(tuple(line for line in self.lines if line.item_code.startswith(code)))

    @property
    def codes(self) -> tuple[str, ...]:
        """项 codes with an amount, ascending."""
        return tuple(sorted({line.item_code for line in self.lines if line.item_code and line.amount}))

    @property
    def expenditure(self) -> Decimal:
        return total(line.amount for line in self.lines)

    def tells(self, code: str) -> bool:
        """Whether what stands under this 项 can be told: not where part of the fund is entered under no 项 at all."""
        return code in self.codes or not any(line.amount and not line.item_code for line in self.lines)


@dataclass(frozen=True)
class BaseFiscal:
    """What 财政拨款 is compared with."""

    expenditure: Decimal
    income_grand_total: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Base:
    """年初预算, 全年预算 or 上年决算, under the same names as the figures: `previous.X` is last year's `X`."""

    lines: tuple[BaseLine, ...] = ()
    three_public: ThreePublic = ThreePublic()
    income_grand_total: Decimal | None = None
    fiscal_income_grand_total: Decimal | None = None
    agency_operating_costs: Decimal | None = None

    def _of(self, *funds: Fund) -> tuple[BaseLine, ...]:
        return tuple(line for line in self.lines if line.fund in funds)

    @cached_property
    def general_public_budget(self) -> BaseFund:
        return BaseFund(self._of(Fund.GENERAL_PUBLIC_BUDGET))

    @cached_property
    def government_fund(self) -> BaseFund:
        return BaseFund(self._of(Fund.GOVERNMENT_FUND))

    @cached_property
    def state_capital_operations(self) -> BaseFund:
        return BaseFund(self._of(Fund.STATE_CAPITAL_OPERATIONS))

    @cached_property
    def fiscal(self) -> BaseFiscal:
        return BaseFiscal(BaseFund(self._of(*FISCAL_FUNDS)).expenditure, self.fiscal_income_grand_total)
