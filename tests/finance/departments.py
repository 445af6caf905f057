"""An invented department: thirty units of several kinds, money that moves among them, a department among its units."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from finance import consolidation_actions as actions
from finance.cells import AmountUnit
from finance.changes import Change, SetCell, apply
from finance.changing import Applied
from finance.consolidating import reported
from finance.figures import Figures, Texts, Unit
from finance.ledger import figures_of, write_figures
from finance.lines import CarryOverLine, ExpenditureAmounts, ExpenditureLine, IncomeAmounts, IncomeLine
from finance.models import FinalAccount
from finance.money import ZERO, yuan
from finance.terms import Fund, UnitKind
from finance.transfers import InternalTransfer, TransferKind, proposed
from tests.factories import make_account, make_unit, make_user
from tests.faults.accounts import random_account
from tests.samples import no_offices, shorthand, zero
from units.models import BudgetUnit, Role, User

YEAR = 2023
DEPARTMENT = "示例市教育和体育局"
OWN_LEVEL = f"{DEPARTMENT}（本级）"
_KINDS = (UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_MANAGED, UnitKind.PUBLIC_WELFARE_ONE)


def transfer(
    payer: str, receiver: str, amount: str, kind: TransferKind = TransferKind.SUBSIDY, item: str = "2080799"
) -> InternalTransfer:
    """Under the same 项 on either side."""
    return InternalTransfer(
        kind=kind, payer=payer, receiver=receiver, paid_item=item, received_item=item, amount=yuan(amount)
    )


def paying(f: Figures, one: InternalTransfer) -> Figures:
    """The figures with the transfer paid, from as much more 其他收入."""
    spent = ExpenditureLine(one.paid_item, Fund.NON_FISCAL, ExpenditureAmounts(**{one.kind.paid: one.amount}))
    received = IncomeLine(one.paid_item, IncomeAmounts(other=one.amount))
    return _with(f, spent, received, ZERO)


def receiving(f: Figures, one: InternalTransfer) -> Figures:
    """The figures with the transfer received, and left at the end of the year."""
    received = IncomeLine(one.received_item, IncomeAmounts(**{one.kind.received: one.amount}))
    return _with(f, None, received, one.amount)


def _with(f: Figures, spent: ExpenditureLine | None, received: IncomeLine, kept: Decimal) -> Figures:
    income = {line.item_code: line.amounts for line in f.income_lines}
    there = income.get(received.item_code, IncomeAmounts())
    income[received.item_code] = IncomeAmounts.sum_of([there, received.amounts])
    expenditure = {(line.fund, line.item_code): line.amounts for line in f.expenditure_lines}
    if spent:
        key = (spent.fund, spent.item_code)
        expenditure[key] = ExpenditureAmounts.sum_of([expenditure.get(key, ExpenditureAmounts()), spent.amounts])
    return replace(
        carrying(f, ZERO, kept),
        income_lines=tuple(IncomeLine(code, amounts) for code, amounts in sorted(income.items())),
        expenditure_lines=tuple(ExpenditureLine(code, fund, amounts) for (fund, code), amounts in expenditure.items()),
    )


def carrying(f: Figures, opening: Decimal, closing: Decimal) -> Figures:
    """The figures with so much more, or less, 非财政拨款 carried over."""
    lines = {(line.fund, line.item_code): line for line in f.carry_over_lines}
    there = lines.get((Fund.NON_FISCAL, ""), CarryOverLine(Fund.NON_FISCAL, "", ZERO, ZERO))
    lines[Fund.NON_FISCAL, ""] = replace(there, opening=there.opening + opening, closing=there.closing + closing)
    return replace(f, carry_over_lines=tuple(lines.values()))


def as_unit(f: Figures, code: str, name: str, kind: UnitKind | None = None) -> Figures:
    return replace(f, unit=Unit(code, name, kind or f.unit.kind))


@cache
def random_units(count: int, first: int = 100) -> tuple[Figures, ...]:
    """Consistent accounts of the year, of several kinds."""
    found: list[Figures] = []
    seed = 0
    while len(found) < count:
        figures = random_account(seed).figures
        seed += 1
        if figures.fiscal_year == YEAR:
            number = first + len(found)
            kind = _KINDS[len(found) % len(_KINDS)]
            figures = as_unit(figures, f"700{number}", f"示例市第{number}事务中心", kind)
            if not kind.has_agency_operating_costs and figures.previous:
                figures = replace(figures, previous=replace(figures.previous, agency_operating_costs=None))
            found.append(figures)
    return tuple(found)


TRANSFERS = (
    transfer("700100", "700101", "350000.55"),
    transfer("700100", "700102", "120000.00"),
    transfer("700103", "700100", "80000.07", TransferKind.REMITTANCE),
    transfer("700104", "700129", "5000.01"),  # from a unit to the department below
)


def thirty() -> list[Figures]:
    """Thirty: the own level, 26 of several kinds, one with nothing at all, one with 持平 and no offices, one in its
    first year with less than nothing carried over. They move money among each other."""
    *units, last = random_units(29)[:27]
    units[0] = as_unit(units[0], "700100", OWN_LEVEL, UnitKind.ADMINISTRATIVE)
    units.append(as_unit(zero(), "700126", "示例市新区筹建处", UnitKind.ADMINISTRATIVE))
    units.append(as_unit(no_offices(), "700127", "示例市档案室"))
    young = carrying(last, Decimal("-40000.33"), Decimal("-40000.33"))
    units.append(replace(as_unit(young, "700128", "示例市新设中心"), previous=None))
    by_code = {one.unit.code: one for one in units}
    for one in TRANSFERS:
        by_code[one.payer] = paying(by_code[one.payer], one)
        if one.receiver in by_code:
            by_code[one.receiver] = receiving(by_code[one.receiver], one)
    return list(by_code.values())


def below() -> list[Figures]:
    """The units of the department below; the money for it comes to its own level."""
    name = "示例市体育中心"
    units = [as_unit(one, f"70012900{n}", f"{name}所属第{n}馆") for n, one in enumerate(random_units(29)[27:29], 1)]
    units[0] = receiving(as_unit(units[0], "700129001", f"{name}（本级）", UnitKind.ADMINISTRATIVE), TRANSFERS[-1])
    return units


def entered(figures: Figures, parent: BudgetUnit | None) -> FinalAccount:
    """A unit and its account, filled in."""
    unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind, parent=parent)
    account = make_account(unit, fiscal_year=YEAR, unit_kind=figures.unit.kind.value)
    write_figures(account, figures)
    return account


class Department:
    """In the database: nothing is added up yet but the department below."""

    def __init__(self, members: list[Figures] | None = None, *, with_department_below: bool = True) -> None:
        self.unit = make_unit("700", DEPARTMENT)
        self.clerk: User = make_user("department", role=Role.CLERK, unit=self.unit)
        self.reviewer: User = make_user("department_reviewer", role=Role.REVIEWER, unit=self.unit)
        self.account = make_account(self.unit, fiscal_year=YEAR)
        found = [entered(one, self.unit) for one in (thirty() if members is None else members)]
        if with_department_below:
            found.append(self._below())
        self.members: Mapping[str, FinalAccount] = {one.unit.code: one for one in found}

    def _below(self) -> FinalAccount:
        unit = make_unit("700129", "示例市体育中心", parent=self.unit)
        account = make_account(unit, fiscal_year=YEAR)
        for one in below():
            entered(one, unit)
        clerk = make_user("below", role=Role.CLERK, unit=unit)
        actions.switch_on(account=account, by=clerk)
        return account

    def add_up(self, *, transfers: tuple[InternalTransfer, ...] = TRANSFERS) -> FinalAccount:
        """Switched on, the transfers recorded."""
        actions.switch_on(account=self.account, by=self.clerk)
        if transfers:
            actions.record_transfers(account=self.account, transfers=transfers, by=self.clerk)
        return self.now()

    def filled_in(self) -> FinalAccount:
        """Added up, with every word that the report asks for."""
        account = self.add_up(transfers=())
        proposals = proposed(reported(account), ())
        actions.record_transfers(account=account, transfers=proposals, by=self.clerk)
        figures = figures_of(self.now())
        texts = Texts(
            overseas_travel="出访考察交流费用",
            vehicle_running="公务用车燃油费、维修费、保险费",
            official_reception="业务交流接待餐费",
            other_vehicles="单位业务用车",
            vehicle_difference="",
            performance_results=("教育和体育工作有序开展",),
            performance_problems=("项目执行进度不均衡",),
            performance_measures=("按月通报执行进度",),
        )
        profile = replace(figures.profile, functions="统筹全市教育和体育工作。", offices=("办公室", "财务科"))
        write_figures(self.now(), shorthand.with_reasons(replace(figures, profile=profile, texts=texts)), by=self.clerk)
        return self.now()

    def now(self) -> FinalAccount:
        return FinalAccount.objects.select_related("unit", "consolidation").get(pk=self.account.pk)


ONE = transfer("1", "2", "100.00")


def small(*members: Figures) -> Department:
    """Two units, the first paying the second; or these."""
    pair = [paying(as_unit(zero(), "1", OWN_LEVEL), ONE), receiving(as_unit(no_offices(), "2", "乙中心"), ONE)]
    return Department(list(members) or pair, with_department_below=False)


def clerk_of(account: FinalAccount) -> User:
    return make_user(f"clerk-{account.unit.code}", role=Role.CLERK, unit=account.unit)


def typed(account: FinalAccount, by: User, *changes: Change) -> list[Applied]:
    return list(apply(account, changes, by=by, amount_unit=AmountUnit.YUAN).results)


def type_into(member: FinalAccount, text: str, was: str = "0.00") -> None:
    (result,) = typed(member, clerk_of(member), SetCell("account//surplus_used", was, text))
    assert result.status == "saved", result.message


def department_version(account: FinalAccount) -> int:
    return FinalAccount.objects.values_list("version", flat=True).get(pk=account.pk)
