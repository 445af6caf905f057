"""汇总: a department's figures as those of its units added up, less what moved among them. Pure, amounts in 元.

A 部门's 决算 is its 本级 and its 所属单位 together; money that moves inside is counted once (内部往来抵销): it is taken
out of the payer's 支出 and of the receiver's 收入.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finance.figures import Assets, Figures, PerformanceManagement, Procurement, Profile, ThreePublicCounts
from finance.funds import Base, ThreePublic
from finance.lines import (
    BaseLine,
    CarryOverLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.money import ZERO, total
from finance.terms import Fund
from finance.transfers import InternalTransfer, reported, taken_out

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PEOPLE = ("on_duty", "honorary_retired", "retired")
# An average of rounded averages is no average to the 分: the department's own words say it.
TYPED = ("performance.average_score",)
_FUND_ORDER = {fund: position for position, fund in enumerate(Fund)}


def consolidate(
    members: Sequence[Figures], transfers: Sequence[InternalTransfer], own: Figures, *, keeps_previous: bool = False
) -> Figures:
    """`own` with everything that is a sum replaced by the sum; its words, 职能, 内设机构 and 平均得分 stay.

    What a member has not filled in is missing in the sum. A member without 上年 (a first year) adds nothing to it.
    keeps_previous: 上年数 stay the department's own, where they come from what it published last year."""
    inside = taken_out(reported(members), transfers)
    missing = _missing(members, own, keeps_previous=keeps_previous)
    by_code = sorted(members, key=lambda one: one.unit.code)
    people = _added(Profile, [one.profile for one in by_code], "profile", missing, PEOPLE)
    return replace(
        own,
        profile=replace(own.profile, **people, subordinate_units=_subordinates(by_code, own)),
        income_lines=_income(members, inside),
        expenditure_lines=_expenditure(members, inside),
        carry_over_lines=_carried(members),
        surplus_used=total(one.surplus_used for one in members),
        surplus_distributed=total(one.surplus_distributed for one in members),
        initial_budget=_base("initial_budget", [one.initial_budget for one in members], missing),
        adjusted_budget=_base("adjusted_budget", [one.adjusted_budget for one in members], missing),
        previous=own.previous if keeps_previous else _previous(members, own, missing),
        economic_lines=_economic(members),
        three_public=_whole(ThreePublic, [one.three_public for one in members], "three_public", missing),
        counts=_whole(ThreePublicCounts, [one.counts for one in members], "counts", missing),
        agency_operating_costs_filed=_costs(members) if own.unit.kind.has_agency_operating_costs else None,
        procurement=_whole(Procurement, [one.procurement for one in members], "procurement", missing),
        assets=_whole(Assets, [one.assets for one in members], "assets", missing),
        performance=replace(
            _whole(PerformanceManagement, [one.performance for one in members], "performance", missing),
            average_score=own.performance.average_score,
        ),
        missing=missing,
    )


def eliminations(members: Sequence[Figures], transfers: Sequence[InternalTransfer], own: Figures) -> Figures:
    """What is taken out alone, as figures: every amount of it is negative."""
    inside = taken_out(reported(members), transfers)
    return Figures(
        unit=own.unit,
        fiscal_year=own.fiscal_year,
        classification=own.classification,
        income_lines=_income((), inside),
        expenditure_lines=_expenditure((), inside),
        agency_operating_costs_filed=ZERO,
    )


def _missing(members: Sequence[Figures], own: Figures, *, keeps_previous: bool) -> frozenset[str]:
    stays = {name for name in own.missing if name in TYPED or (keeps_previous and name.startswith("previous."))}
    added = {name for one in members for name in one.missing if name not in TYPED}
    if keeps_previous or not own.unit.kind.has_agency_operating_costs:
        added.discard("previous.agency_operating_costs")
    return frozenset(stays | {name for name in added if not (keeps_previous and name.startswith("previous."))})


def _added(
    part: "type[DataclassInstance]", many: Sequence[Any], name: str, missing: frozenset[str], only: Sequence[str] = ()
) -> dict[str, Any]:
    """Column by column; what somebody has not filled in counts as nothing."""
    columns = only or [field.name for field in fields(part)]
    return {
        column: sum((getattr(one, column) for one in many), start=getattr(part(), column))
        for column in columns
        if f"{name}.{column}" not in missing
    } | {column: getattr(part(), column) for column in columns if f"{name}.{column}" in missing}


def _whole[P: "DataclassInstance"](part: type[P], many: Sequence[P], name: str, missing: frozenset[str]) -> P:
    return part(**_added(part, many, name, missing))


def _income(members: Iterable[Figures], inside: Iterable[InternalTransfer]) -> tuple[IncomeLine, ...]:
    rows: dict[str, list[IncomeAmounts]] = {}
    for one in members:
        for line in one.income_lines:
            rows.setdefault(line.item_code, []).append(line.amounts)
    for transfer in inside:
        less = IncomeAmounts(**{transfer.kind.received: -transfer.amount})
        rows.setdefault(transfer.received_item, []).append(less)
    sums = ((code, IncomeAmounts.sum_of(amounts)) for code, amounts in sorted(rows.items()))
    return tuple(IncomeLine(code, amounts) for code, amounts in sums if any(vars_of(amounts)))


def _expenditure(members: Iterable[Figures], inside: Iterable[InternalTransfer]) -> tuple[ExpenditureLine, ...]:
    rows: dict[tuple[int, str], list[ExpenditureAmounts]] = {}
    for one in members:
        for line in one.expenditure_lines:
            rows.setdefault((_FUND_ORDER[line.fund], line.item_code), []).append(line.amounts)
    for transfer in inside:
        less = ExpenditureAmounts(**{transfer.kind.paid: -transfer.amount})
        rows.setdefault((_FUND_ORDER[Fund.NON_FISCAL], transfer.paid_item), []).append(less)
    sums = ((key, ExpenditureAmounts.sum_of(amounts)) for key, amounts in sorted(rows.items()))
    funds = tuple(Fund)
    return tuple(ExpenditureLine(code, funds[at], amounts) for (at, code), amounts in sums if any(vars_of(amounts)))


def vars_of(amounts: IncomeAmounts | ExpenditureAmounts) -> Iterator[Decimal]:
    """The amounts of a line, in column order."""
    return (getattr(amounts, field.name) for field in fields(amounts))


def _carried(members: Iterable[Figures]) -> tuple[CarryOverLine, ...]:
    ends: dict[tuple[int, str], tuple[Decimal, Decimal]] = {}
    for one in members:
        for line in one.carry_over_lines:
            key = (_FUND_ORDER[line.fund], line.item_code)
            opening, closing = ends.get(key, (ZERO, ZERO))
            ends[key] = (opening + line.opening, closing + line.closing)
    funds = tuple(Fund)
    return tuple(CarryOverLine(funds[at], code, *both) for (at, code), both in sorted(ends.items()) if any(both))


def _economic(members: Iterable[Figures]) -> tuple[EconomicLine, ...]:
    sums: dict[str, Decimal] = {}
    for one in members:
        for line in one.economic_lines:
            sums[line.economic_code] = sums.get(line.economic_code, ZERO) + line.amount
    return tuple(EconomicLine(code, amount) for code, amount in sorted(sums.items()) if amount)


def _base(name: str, many: Sequence[Base], missing: frozenset[str], **totals: Decimal | None) -> Base:
    sums: dict[tuple[int, str], Decimal] = {}
    for base in many:
        for line in base.lines:
            key = (_FUND_ORDER[line.fund], line.item_code)
            sums[key] = sums.get(key, ZERO) + line.amount
    funds = tuple(Fund)
    return Base(
        lines=tuple(BaseLine(funds[at], code, amount) for (at, code), amount in sorted(sums.items()) if amount),
        three_public=_whole(ThreePublic, [base.three_public for base in many], f"{name}.three_public", missing),
        **totals,
    )


def _previous(members: Sequence[Figures], own: Figures, missing: frozenset[str]) -> Base | None:
    """Transfers of last year are not known: its 收入总计 is the units' added up."""
    having = [one for one in members if one.previous is not None]
    bases = [one.previous for one in having if one.previous]
    if not bases:
        return None
    costs = None
    if own.unit.kind.has_agency_operating_costs and "previous.agency_operating_costs" not in missing:
        costs = total(x for one in bases if (x := one.agency_operating_costs) is not None)
    totals = {
        column: None if name in missing else total(x for base in bases if (x := getattr(base, column)) is not None)
        for column, name in (
            ("income_grand_total", "previous.income_grand_total"),
            ("fiscal_income_grand_total", "previous.fiscal.income_grand_total"),
        )
    }
    return _base("previous", bases, missing, agency_operating_costs=costs, **totals)


def costs_of(member: Figures) -> Decimal:
    """机关运行经费 that a unit brings: none for a 事业单位."""
    return member.agency_operating_costs if member.unit.kind.has_agency_operating_costs else ZERO


def _costs(members: Iterable[Figures]) -> Decimal:
    return total(costs_of(one) for one in members)


_OWN = re.compile(r"[（(]?(?:本级|机关)[）)]?$")


def is_own_level(name: str, department: str) -> bool:
    """Whether a unit of this name is the department's own level: 某某局（本级）, 某某局机关."""
    return name != department and _OWN.sub("", name).strip() == department


def _subordinates(members: Sequence[Figures], own: Figures) -> tuple[str, ...]:
    """Names in code order, each followed by those below it; 本级 is no 下属单位. A 备注 typed before stays."""
    typed = zip(own.profile.subordinates, own.profile.subordinate_units, strict=True)
    remarks = {one.name: line for one, line in typed}
    names: list[str] = []
    for member in members:
        if not is_own_level(member.unit.name, own.unit.name):
            names += [member.unit.name, *member.profile.subordinate_units]
    return tuple(dict.fromkeys(remarks.get(name, name) for name in names))


def digest_of(member: Figures) -> str:
    """Of everything that a member brings into a sum: other figures, another digest."""
    return hashlib.sha256(repr((member.unit.name, member.unit.kind, *_brought(member))).encode()).hexdigest()


def is_same_sum(one: Figures, other: Figures, *, keeps_previous: bool) -> bool:
    """Whether two say the same of everything that is added up; what a department types may differ."""
    return _brought(_summed(one, keeps_previous)) == _brought(_summed(other, keeps_previous))


def _summed(figures: Figures, keeps_previous: bool) -> Figures:
    typed = {name for name in figures.missing if name in TYPED or (keeps_previous and name.startswith("previous."))}
    return replace(
        figures,
        previous=None if keeps_previous else figures.previous,
        performance=replace(figures.performance, average_score=ZERO),
        missing=figures.missing - typed,
    )


def _brought(figures: Figures) -> tuple[object, ...]:
    people = tuple(getattr(figures.profile, name) for name in PEOPLE)
    brought = tuple(getattr(figures, name) for name in _BROUGHT)
    return (people, figures.profile.subordinate_units, *brought, sorted(figures.missing))


_BROUGHT = (
    "income_lines",
    "expenditure_lines",
    "carry_over_lines",
    "surplus_used",
    "surplus_distributed",
    "initial_budget",
    "adjusted_budget",
    "previous",
    "economic_lines",
    "three_public",
    "counts",
    "agency_operating_costs_filed",
    "procurement",
    "assets",
    "performance",
)
