"""The short hand that the samples are written in. Amounts in 元; what must balance is computed, not typed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from finance.figures import Figures
from finance.funds import Base, ThreePublic
from finance.lines import (
    BaseLine,
    EconomicLine,
    ExpenditureAmounts,
    ExpenditureLine,
    IncomeAmounts,
    IncomeLine,
)
from finance.money import ZERO, total, yuan
from finance.terms import FISCAL_FUNDS, Fund

# One 项: its code, 基本支出, 项目支出 and last year's 支出.
Spending = tuple[str, str, str, str]

UP = "本年按规定调整工资标准，并新增专项工作任务，相应增加支出。"
DOWN = "本年落实过紧日子要求，压减一般性支出，部分项目上年已完成。"

_THREE_PUBLIC_BY_YEAR = ("total", "overseas_travel", "vehicles", "official_reception")
_THREE_PUBLIC_BY_BUDGET = (
    "total",
    "overseas_travel",
    "vehicle_purchase",
    "vehicle_running",
    "official_reception",
)


def expenditure(fund: Fund, rows: Iterable[Spending]) -> tuple[ExpenditureLine, ...]:
    """支出 of one fund, 项 by 项; one without any this year has no line."""
    return tuple(
        ExpenditureLine(code, fund, ExpenditureAmounts(basic=yuan(basic), project=yuan(project)))
        for code, basic, project, _ in rows
        if yuan(basic) or yuan(project)
    )


def income(**by_source: Mapping[str, Decimal]) -> tuple[IncomeLine, ...]:
    """本年收入 from {项: amount} of each source, one line a 项."""
    codes = sorted({code for amounts in by_source.values() for code in amounts})
    return tuple(
        IncomeLine(code, IncomeAmounts(**{name: amounts.get(code, ZERO) for name, amounts in by_source.items()}))
        for code in codes
    )


def spent(lines: Iterable[ExpenditureLine]) -> dict[str, Decimal]:
    """What was spent, by 项: what came in where nothing is carried over."""
    return {line.item_code: line.amounts.total for line in lines}


def base_lines(fund: Fund, amounts: Mapping[str, str]) -> tuple[BaseLine, ...]:
    """年初预算, 全年预算 or 上年支出 of one fund from {项: amount}."""
    return tuple(BaseLine(fund, code, yuan(amount)) for code, amount in amounts.items())


def last_year(fund: Fund, rows: Iterable[Spending]) -> tuple[BaseLine, ...]:
    """上年支出 of one fund; a 项 that is new this year has none."""
    return tuple(BaseLine(fund, code, yuan(amount)) for code, _, _, amount in rows if yuan(amount))


def budget(lines: Iterable[ExpenditureLine], factor: str, three_public: ThreePublic) -> Base:
    """A 预算 of the fiscal funds as a share of what was spent, 项 by 项."""
    return Base(
        lines=tuple(
            BaseLine(line.fund, line.item_code, yuan(line.amounts.total * Decimal(factor)))
            for line in lines
            if line.fund in FISCAL_FUNDS
        ),
        three_public=three_public,
    )


def economic(basic: Decimal, rest: str, amounts: Mapping[str, str]) -> tuple[EconomicLine, ...]:
    """基本支出 by 款: these amounts, and what is left of it under `rest`."""
    entered = {code: yuan(amount) for code, amount in amounts.items()}
    left = basic - total(entered.values())
    assert left > 0, f"{left} is left for {rest}"
    return tuple(EconomicLine(code, amount) for code, amount in sorted({**entered, rest: left}.items()))


def three_public(overseas: str = "0", purchase: str = "0", running: str = "0", reception: str = "0") -> ThreePublic:
    return ThreePublic(
        overseas_travel=yuan(overseas),
        vehicle_purchase=yuan(purchase),
        vehicle_running=yuan(running),
        official_reception=yuan(reception),
    )


def with_reasons(figures: Figures) -> Figures:
    """The figures with a 主要原因 for every comparison that the narrative makes and that is not flat."""
    changes = {f"{name}.{base}": figures.change(name, base) for name, base in _compared(figures)}
    reasons = {
        key: UP if change.rose else DOWN
        for key, change in sorted(changes.items())
        if change.has_base and not change.is_flat
    }
    return replace(figures, reasons=MappingProxyType(reasons))


def _compared(figures: Figures) -> Iterable[tuple[str, str]]:
    """(figure, base) as narrative.md asks for reasons."""
    yield from (
        ("fiscal.expenditure", "initial_budget"),
        ("general_public_budget.expenditure", "initial_budget"),
    )
    yield from ((f"three_public.{part}", "adjusted_budget") for part in _THREE_PUBLIC_BY_BUDGET)
    if figures.previous is None:
        return
    yield from (("income_grand_total", "previous"), ("fiscal.income_grand_total", "previous"))
    yield from ((f"three_public.{part}", "previous") for part in _THREE_PUBLIC_BY_YEAR)
    if figures.unit.kind.has_agency_operating_costs:
        yield ("agency_operating_costs", "previous")
    for fund in FISCAL_FUNDS:
        yield (f"{fund.value}.expenditure", "previous")
        codes = {*getattr(figures, fund).spent.codes, *getattr(figures.previous, fund).codes}
        yield from ((f"{fund.value}.{code}.expenditure", "previous") for code in codes)
