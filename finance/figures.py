"""Figures: everything entered for one unit and year, and every total that follows from it.

One figure, one dotted name: `income.total` here is `income.total` in the tables, the sentences, the checks and the
forms. Amounts in 元; what can be summed is a property and is never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Self

from finance.change import Change
from finance.classification import Classification
from finance.funds import Base, CarryOver, Fiscal, FundAccount, ThreePublic
from finance.lines import (
    CarryOverLine,
    EconomicLine,
    Expenditure,
    ExpenditureLine,
    Income,
    IncomeLine,
    Narrowing,
)
from finance.money import ZERO, total
from finance.particulars import (
    Assets,
    PerformanceManagement,
    Procurement,
    Profile,
    Texts,
    ThreePublicCounts,
)
from finance.terms import FISCAL_FUNDS, BudgetStage, Fund, Scope, UnitKind

__all__ = [
    "PERSONNEL_CLASSES",
    "PUBLIC_USE_CLASSES",
    "Assets",
    "BasicExpenditure",
    "Figures",
    "PerformanceManagement",
    "Procurement",
    "Profile",
    "Texts",
    "ThreePublicCounts",
    "Unit",
]

PERSONNEL_CLASSES = ("301", "303")
PUBLIC_USE_CLASSES = ("302", "307", "309", "310", "311", "312", "313", "399")


@dataclass(frozen=True)
class Unit:
    """单位 as the cover and every table head name it."""

    code: str
    name: str
    kind: UnitKind
    scope: Scope = Scope.DEPARTMENT


@dataclass(frozen=True)
class BasicExpenditure(Narrowing):
    """一般公共预算财政拨款基本支出 by 经济分类 (公开06表)."""

    lines: tuple[EconomicLine, ...] = ()

    def _narrowed(self, code: str) -> Self:
        return type(self)(tuple(line for line in self.lines if line.economic_code.startswith(code)))

    def _codes(self, classes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(x.economic_code for x in self.lines if x.amount and x.economic_code[:3] in classes))

    def _sum(self, classes: tuple[str, ...]) -> Decimal:
        return total(line.amount for line in self.lines if line.economic_code[:3] in classes)

    @property
    def personnel_codes(self) -> tuple[str, ...]:
        """款 codes of 人员经费 with an amount, ascending."""
        return self._codes(PERSONNEL_CLASSES)

    @property
    def public_use_codes(self) -> tuple[str, ...]:
        """款 codes of 公用经费 with an amount, ascending."""
        return self._codes(PUBLIC_USE_CLASSES)

    @cached_property
    def personnel(self) -> Decimal:
        """人员经费 = 301 + 303."""
        return self._sum(PERSONNEL_CLASSES)

    @cached_property
    def public_use(self) -> Decimal:
        """公用经费 = 302 + 307 + 310 + 399 (+312)."""
        return self._sum(PUBLIC_USE_CLASSES)

    @cached_property
    def total(self) -> Decimal:
        return self.personnel + self.public_use


@dataclass(frozen=True, kw_only=True)
class Figures:
    """部门决算 of one unit and year. `missing` names what nobody has filled in yet (it counts as zero in sums, is
    marked where a draft prints it, and no final document is made while there is any). `printed_only` names figures,
    or groups of them ("previous", "basic_expenditure"), of which only the printed 万元 are known."""

    unit: Unit
    fiscal_year: int
    classification: Classification
    profile: Profile = Profile()
    income_lines: tuple[IncomeLine, ...] = ()
    expenditure_lines: tuple[ExpenditureLine, ...] = ()
    carry_over_lines: tuple[CarryOverLine, ...] = ()
    surplus_used: Decimal = ZERO
    surplus_distributed: Decimal = ZERO
    initial_budget: Base = Base()
    adjusted_budget: Base = Base()
    previous: Base | None = None
    economic_lines: tuple[EconomicLine, ...] = ()
    three_public: ThreePublic = ThreePublic()
    counts: ThreePublicCounts = ThreePublicCounts()
    agency_operating_costs_filed: Decimal | None = None
    procurement: Procurement = Procurement()
    assets: Assets = Assets()
    performance: PerformanceManagement = PerformanceManagement()
    texts: Texts = Texts()
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    missing: frozenset[str] = frozenset()
    printed_only: frozenset[str] = frozenset()

    @cached_property
    def income(self) -> Income:
        """本年收入."""
        return Income(self.income_lines)

    @cached_property
    def expenditure(self) -> Expenditure:
        """本年支出."""
        return Expenditure(self.expenditure_lines)

    def _carry_over(self, end: str) -> CarryOver:
        return CarryOver(tuple((line.fund, getattr(line, end)) for line in self.carry_over_lines))

    @cached_property
    def opening_carry_over(self) -> CarryOver:
        """年初结转和结余."""
        return self._carry_over("opening")

    @cached_property
    def closing_carry_over(self) -> CarryOver:
        """年末结转和结余."""
        return self._carry_over("closing")

    @property
    def income_grand_total(self) -> Decimal:
        """收入总计 = 本年收入 + 使用非财政拨款结余 + 年初结转和结余 (公开01表 行次 31)."""
        return self.income.total + self.surplus_used + self.opening_carry_over.total

    @property
    def expenditure_grand_total(self) -> Decimal:
        """支出总计 = 本年支出 + 结余分配 + 年末结转和结余 (公开01表 行次 62)."""
        return self.expenditure.total + self.surplus_distributed + self.closing_carry_over.total

    def fund_account(self, fund: Fund) -> FundAccount:
        """收支和结转 of one fiscal budget."""
        return FundAccount(
            fund,
            self.income,
            self.expenditure.by(fund),
            tuple(line for line in self.carry_over_lines if line.fund == fund),
        )

    @cached_property
    def general_public_budget(self) -> FundAccount:
        """一般公共预算财政拨款."""
        return self.fund_account(Fund.GENERAL_PUBLIC_BUDGET)

    @cached_property
    def government_fund(self) -> FundAccount:
        """政府性基金预算财政拨款."""
        return self.fund_account(Fund.GOVERNMENT_FUND)

    @cached_property
    def state_capital_operations(self) -> FundAccount:
        """国有资本经营预算财政拨款."""
        return self.fund_account(Fund.STATE_CAPITAL_OPERATIONS)

    @cached_property
    def fiscal(self) -> Fiscal:
        """财政拨款."""
        return Fiscal(tuple(getattr(self, fund) for fund in FISCAL_FUNDS))

    @cached_property
    def basic_expenditure(self) -> BasicExpenditure:
        """一般公共预算财政拨款基本支出."""
        return BasicExpenditure(self.economic_lines)

    @property
    def agency_operating_costs(self) -> Decimal:
        """机关运行经费: 公用经费合计, unless the unit filed its own figure (a 部门 with 事业单位 among its units)."""
        if self.agency_operating_costs_filed is not None:
            return self.agency_operating_costs_filed
        return self.basic_expenditure.public_use

    @property
    def has_three_public_money(self) -> bool:
        """False where nothing of “三公” was spent, budgeted or spent last year."""
        bases = (self.initial_budget, self.adjusted_budget, self.previous or Base())
        return bool(self.three_public.total or any(base.three_public.total for base in bases))

    @property
    def has_three_public(self) -> bool:
        """False where nothing of “三公” was spent, budgeted, spent last year or held (one sentence says so)."""
        return bool(self.has_three_public_money or any(vars(self.counts).values()) or self.assets.vehicles)

    @property
    def budget_stage(self) -> BudgetStage:
        """Which 预算 a text that compares with 年初预算 means: 全年预算 for a unit that had no 年初预算 (founded
        during the year)."""
        has_none = not self.initial_budget.lines and not self.initial_budget.three_public.total
        return BudgetStage.ADJUSTED if has_none and self.adjusted_budget.lines else BudgetStage.INITIAL

    def amount(self, name: str) -> Decimal | None:
        """The amount with this dotted name; digits narrow to a code: `general_public_budget.2080101.expenditure`.
        None where there is none to compare with. A name that does not exist raises AttributeError."""
        if name not in self._amounts:
            self._amounts[name] = self._amount(name)
        return self._amounts[name]

    @cached_property
    def _amounts(self) -> dict[str, Decimal | None]:
        """What `amount` has found: tables, sentences, checks and boxes ask for the same names again and again."""
        return {}

    def _amount(self, name: str) -> Decimal | None:
        value: object = self
        for step in name.split("."):
            if value is None:
                return None
            value = value.of(step) if step.isdigit() else getattr(value, step)  # type: ignore[attr-defined]
        if isinstance(value, int):
            return Decimal(value)
        if value is not None and not isinstance(value, Decimal):
            raise AttributeError(f"{name} is not an amount but {type(value).__name__}")
        return value

    def change(self, name: str, base: str = "previous") -> Change:
        """The figure against its namesake in `previous`, `initial_budget` or `adjusted_budget`."""
        current = self.amount(name)
        if current is None:
            raise AttributeError(f"{name} has no amount")
        return Change(current, self.amount(f"{base}.{name}"))
