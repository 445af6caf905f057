"""Invented accounts, consistent through and through: figures, last year's figures, scorecards. Seeded."""

import random
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from finance.classification import classification_of
from finance.figures import Assets, Figures, Procurement, Profile, Texts, ThreePublicCounts, Unit
from finance.funds import Base
from finance.lines import BaseLine, CarryOverLine, ExpenditureAmounts, ExpenditureLine
from finance.money import ZERO, wan_text, yuan
from finance.terms import FISCAL_FUNDS, Fund, UnitKind
from performance.scorecards import Scorecards
from tests.faults.cards import random_scorecards
from tests.faults.vocabulary import FALL, RISE, UNITS
from tests.samples import shorthand

_YEARS = (2022, 2023, 2024)
_PROJECT_ITEMS = ("2010607", "2080106", "2080799", "2013299", "2120199", "2130199", "2299999")
_SMALL = {Fund.GOVERNMENT_FUND: ("2120802", "2296003"), Fund.STATE_CAPITAL_OPERATIONS: ("2230105",)}
_PENSION, _ANNUITY, _MEDICAL, _HOUSING = "2080505", "2080506", "2101101", "2210201"


@dataclass(frozen=True)
class Account:
    """One report and the account of the year before."""

    figures: Figures
    cards: Scorecards
    last: Figures


def random_account(seed: int) -> Account:
    """The same seed gives the same account."""
    chance = random.Random(seed)
    year, kind = chance.choice(_YEARS), chance.choice((UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_MANAGED))
    unit = Unit(f"65{chance.randint(1000, 9999)}", chance.choice(UNITS), kind)
    last = _year(chance, unit, year - 1, {})
    figures = _year(chance, unit, year, _closing(last))
    figures = _beside(chance, figures, last)
    return Account(figures, random_scorecards(chance, figures), last)


def _some(chance: random.Random, least: int, most: int) -> Decimal:
    """An amount in 元 with 分."""
    return Decimal(chance.randint(least * 100, most * 100)) / 100


def _closing(f: Figures) -> dict[tuple[Fund, str], Decimal]:
    return {(line.fund, line.item_code): line.closing for line in f.carry_over_lines}


def _year(chance: random.Random, unit: Unit, year: int, opening: dict[tuple[Fund, str], Decimal]) -> Figures:
    """One year: what was spent, what is left of it, and so what came in."""
    lines = _spent(chance)
    carried = _carried(chance, lines, opening)
    other = min((x.item_code for x in lines if x.fund is Fund.NON_FISCAL), default="2080101")
    received: dict[str, dict[str, Decimal]] = {}
    for fund, source in ((Fund.NON_FISCAL, "other"), *((fund, fund.value) for fund in FISCAL_FUNDS)):
        amounts = shorthand.spent(line for line in lines if line.fund is fund)
        whole = {Fund.GENERAL_PUBLIC_BUDGET: "2080101", Fund.NON_FISCAL: other}
        for line in carried:
            if line.fund is fund:
                code = line.item_code or whole[fund]
                amounts[code] = amounts.get(code, ZERO) + line.closing - line.opening
        received[source] = amounts
    figures = Figures(
        unit=unit,
        fiscal_year=year,
        classification=classification_of(year),
        income_lines=shorthand.income(**received),
        expenditure_lines=lines,
        carry_over_lines=carried,
    )
    running, reception = _some(chance, 20_000, 90_000), _some(chance, 2_000, 9_000)
    overseas = _some(chance, 30_000, 80_000) if chance.random() < 0.3 else ZERO
    basic = {code: figures.general_public_budget.of(code).basic for code in (_PENSION, _ANNUITY, _MEDICAL, _HOUSING)}
    economic = {
        "30102": _some(chance, 400_000, 900_000),
        "30108": basic[_PENSION],
        "30109": basic[_ANNUITY],
        "30110": basic[_MEDICAL],
        "30113": basic[_HOUSING],
        "30201": _some(chance, 20_000, 80_000),
        "30212": overseas,
        "30217": reception,
        "30231": running,
        "30239": _some(chance, 30_000, 150_000),
        "30302": _some(chance, 20_000, 90_000),
    }
    return replace(
        figures,
        economic_lines=shorthand.economic(
            figures.general_public_budget.basic,
            "30101",
            {code: str(amount) for code, amount in economic.items() if amount},
        ),
        three_public=shorthand.three_public(overseas=str(overseas), running=str(running), reception=str(reception)),
    )


def _spent(chance: random.Random) -> tuple[ExpenditureLine, ...]:
    general = Fund.GENERAL_PUBLIC_BUDGET
    basic = {
        "2080101": _some(chance, 3_000_000, 6_000_000),
        _PENSION: _some(chance, 200_000, 500_000),
        _ANNUITY: _some(chance, 100_000, 300_000),
        _MEDICAL: _some(chance, 80_000, 200_000),
        _HOUSING: _some(chance, 200_000, 400_000),
    }
    lines = [ExpenditureLine(code, general, ExpenditureAmounts(basic=amount)) for code, amount in basic.items()]
    for code in chance.sample(_PROJECT_ITEMS, chance.randint(2, 5)):
        lines.append(ExpenditureLine(code, general, ExpenditureAmounts(project=_some(chance, 50_000, 2_000_000))))
    for fund, codes in _SMALL.items():
        if chance.random() < 0.4:
            code = chance.choice(codes)
            lines.append(ExpenditureLine(code, fund, ExpenditureAmounts(project=_some(chance, 50_000, 900_000))))
    if chance.random() < 0.7:
        amounts = ExpenditureAmounts(project=_some(chance, 50_000, 600_000))
        lines.append(ExpenditureLine(chance.choice(_PROJECT_ITEMS), Fund.NON_FISCAL, amounts))
    order = list(Fund)
    return tuple(sorted(lines, key=lambda line: (order.index(line.fund), line.item_code)))


def _carried(
    chance: random.Random, lines: tuple[ExpenditureLine, ...], opening: dict[tuple[Fund, str], Decimal]
) -> tuple[CarryOverLine, ...]:
    """What the year before left, and what this one leaves. The small funds are carried by 项."""
    keys = [(Fund.GENERAL_PUBLIC_BUDGET, ""), (Fund.NON_FISCAL, "")]
    small = {(line.fund, line.item_code) for line in lines if line.fund in _SMALL}
    small |= {key for key, amount in opening.items() if key[0] in _SMALL and amount}
    return tuple(
        CarryOverLine(fund, code, opening.get((fund, code), ZERO), _left(chance, fund, code, opening))
        for fund, code in (*keys, *sorted(small))
    )


def _left(chance: random.Random, fund: Fund, code: str, opening: dict[tuple[Fund, str], Decimal]) -> Decimal:
    """Never less than came over, so that nothing received is negative."""
    kept = opening.get((fund, code), ZERO)
    is_nothing = not kept and chance.random() < 0.3
    return ZERO if is_nothing else kept + _some(chance, 10_000, 300_000)


def _beside(chance: random.Random, f: Figures, last: Figures) -> Figures:
    """What stands beside the accounts: people, budgets, last year, counts, procurement, assets, words."""
    retired = chance.randint(5, 60)
    spent, reception = f.expenditure.total, f.three_public.official_reception
    batches = chance.randint(3, 40)
    goods, services = _some(chance, 10_000, 90_000), _some(chance, 10_000, 90_000)
    vehicles = chance.randint(1, 6)
    f = replace(
        f,
        profile=Profile(
            functions="统筹本地区相关业务工作。",
            on_duty=chance.randint(15, 60),
            retired=retired,
            offices=tuple(f"业务{n}科" for n in "一二三四五六"[: chance.randint(2, 6)]),
        ),
        initial_budget=shorthand.budget(f.expenditure_lines, "0.9", f.three_public),
        adjusted_budget=shorthand.budget(f.expenditure_lines, "1", f.three_public),
        previous=Base(
            lines=tuple(
                BaseLine(line.fund, line.item_code, line.amounts.total)
                for line in last.expenditure_lines
                if line.fund in FISCAL_FUNDS
            ),
            three_public=last.three_public,
            income_grand_total=last.income_grand_total,
            fiscal_income_grand_total=last.fiscal.income_grand_total,
            agency_operating_costs=last.agency_operating_costs,
        ),
        counts=ThreePublicCounts(
            overseas_groups=int(bool(f.three_public.overseas_travel)),
            overseas_people=2 * int(bool(f.three_public.overseas_travel)),
            vehicles_held=vehicles,
            reception_batches=batches if reception else 0,
            reception_people=batches * chance.randint(3, 12) if reception else 0,
        ),
        procurement=Procurement(
            goods=goods,
            services=services,
            small_and_medium=yuan((goods + services) * Decimal("0.9")),
            small_and_micro=yuan((goods + services) * Decimal("0.4")),
        ),
        assets=Assets(
            fixed_assets=_some(chance, 3_000_000, 9_000_000),
            house_area=_some(chance, 800, 4_000),
            house_value=_some(chance, 800_000, 1_800_000),
            vehicle_value=_some(chance, 150_000, 900_000),
            other=vehicles,
        ),
        texts=Texts(
            overseas_travel="出访考察交流费用" if f.three_public.overseas_travel else "",
            vehicle_running="公务用车燃油费、维修费、保险费",
            official_reception="业务交流接待餐费",
            other_vehicles="单位业务用车",
            performance_results=(
                (
                    f"完善预算管理，全年收入总计{wan_text(f.income_grand_total)}万元，本年支出合计{wan_text(spent)}万元，"
                    f"退休人员{retired}人的待遇按时发放"
                ),
            ),
            performance_problems=("项目执行进度不均衡",),
            performance_measures=("按月通报执行进度",),
        ),
    )
    return _explained(chance, shorthand.with_reasons(f))


def _explained(chance: random.Random, f: Figures) -> Figures:
    """A reason in words of its own for each change."""
    reasons = {key: chance.choice(RISE if f.change(*key.rsplit(".", 1)).rose else FALL) for key in sorted(f.reasons)}
    return replace(f, reasons=MappingProxyType(reasons))
