"""A real report of another place, entered as it was published: 上海市普陀区财政局 2024, in 万元 to two decimals.

Its class 208 is 326.71 in table 01 and 326.72 in table 05, its 款 of table 06 sum to 0.01 more than its 类: rounding,
which nobody is to be accused of.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from finance.checks.registry import Severity
from finance.classification import classification_of
from finance.figures import Assets, Figures, Procurement, Unit
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
from finance.money import ZERO, from_wan
from finance.terms import Fund, UnitKind
from tests.finance.checking import economic, found, ids, income, spent

GENERAL = Fund.GENERAL_PUBLIC_BUDGET

# 项: 基本支出, 项目支出, 年初预算
ITEMS = {
    "2010601": ("1503.52", "8.37", "1560.05"),
    "2010602": ("0", "10.00", "10.00"),
    "2010607": ("0", "135.25", "135.90"),
    "2010608": ("0", "449.52", "450.52"),
    "2080501": ("84.65", "0", "85.55"),
    "2080505": ("160.75", "0", "161.62"),
    "2080506": ("80.38", "0", "80.81"),
    "2080599": ("0.94", "0", "0.94"),
    "2101101": ("60.99", "0", "62.29"),
    "2210201": ("187.19", "0", "187.75"),
    "2210203": ("258.50", "0", "258.50"),
}
ECONOMIC = {
    "30101": "262.33",
    "30102": "1238.58",
    "30108": "160.75",
    "30109": "80.38",
    "30110": "60.99",
    "30112": "1.61",
    "30113": "187.19",
    "30199": "91.03",
    "30302": "69.10",
    "30310": "0.31",
    "30201": "21.21",
    "30202": "7.61",
    "30204": "0.09",
    "30207": "4.88",
    "30211": "1.20",
    "30213": "2.83",
    "30216": "4.05",
    "30226": "2.01",
    "30228": "24.42",
    "30229": "42.77",
    "30239": "48.49",
    "30299": "11.53",
    "31002": "13.58",
}
OTHER_INCOME = {"2010601": "0.01", "2010602": "6.19"}


def putuo_2024() -> Figures:
    return Figures(
        unit=Unit("310107", "上海市普陀区财政局", UnitKind.ADMINISTRATIVE),
        fiscal_year=2024,
        classification=classification_of(2024),
        income_lines=tuple(
            IncomeLine(
                code,
                IncomeAmounts(
                    general_public_budget=from_wan(basic) + from_wan(project),
                    other=from_wan(OTHER_INCOME.get(code, "0")),
                ),
            )
            for code, (basic, project, _) in ITEMS.items()
        ),
        expenditure_lines=tuple(
            ExpenditureLine(code, GENERAL, ExpenditureAmounts(basic=from_wan(basic), project=from_wan(project)))
            for code, (basic, project, _) in ITEMS.items()
        ),
        carry_over_lines=(
            CarryOverLine(GENERAL, "", from_wan("21.63"), from_wan("21.63")),
            CarryOverLine(Fund.NON_FISCAL, "", from_wan("27.51"), from_wan("33.71")),
        ),
        initial_budget=Base(
            lines=tuple(BaseLine(GENERAL, code, from_wan(budget)) for code, (_, _, budget) in ITEMS.items()),
            three_public=ThreePublic(official_reception=from_wan("0.95")),
        ),
        economic_lines=tuple(EconomicLine(code, from_wan(amount)) for code, amount in sorted(ECONOMIC.items())),
        procurement=Procurement(
            goods=from_wan("4.79"),
            services=from_wan("246.47"),
            small_and_medium=from_wan("251.26"),
            small_and_micro=ZERO,
        ),
        assets=Assets(large_equipment=2),
    )


def accused(f: Figures) -> list[str]:
    return [x.check for x in found(f) if x.severity in (Severity.ERROR, Severity.WARNING)]


def test_real_report_is_accused_of_nothing() -> None:
    assert accused(putuo_2024()) == []


def test_rounding_of_the_real_report_is_told_as_rounding() -> None:
    (finding,) = (x for x in found(putuo_2024()) if x.check == "F301")
    assert finding.severity is Severity.INFORMATION
    assert "2336.94万元" in finding.message
    assert "2336.92万元" in finding.message
    assert "因四舍五入" in finding.message


@pytest.mark.parametrize("off", ["0.20", "-0.20", "1", "-93.00"])
def test_what_rounding_cannot_explain_is_found_all_the_same(off: str) -> None:
    assert "F301" in accused(economic({"30201": str(from_wan(off))})(putuo_2024()))
    assert "F301" in accused(spent("2080599", basic=str(from_wan(off)))(putuo_2024()))


def test_true_errors_of_a_real_report_are_found() -> None:
    f = putuo_2024()
    assert "F201" in accused(income("2010607", general_public_budget=str(from_wan("1.00")))(f))
    assert "F304" in accused(economic({"30113": str(from_wan("9.00")), "30199": str(from_wan("-9.00"))})(f))
    assert accused(replace(f, procurement=replace(f.procurement, small_and_micro=from_wan("300.00")))) == ["F602"]


def test_exact_figures_of_the_same_unit_are_compared_exactly() -> None:
    """The same report kept in 元: a single 分 gives it away, and a cent apart is an error."""
    f = putuo_2024()
    f = economic({"30201": "0.01", "30202": "-0.01"})(f)
    f = replace(f, income_lines=(replace(f.income_lines[0], amounts=_plus(f, "0.01")), *f.income_lines[1:]))
    f = spent("2010601", basic="0.01")(f)
    assert "F301" in ids(found(f))
    assert {x.severity for x in found(f) if x.check == "F301"} == {Severity.ERROR}


def _plus(f: Figures, cents: str) -> IncomeAmounts:
    amounts = f.income_lines[0].amounts
    return replace(amounts, general_public_budget=amounts.general_public_budget + Decimal(cents))
