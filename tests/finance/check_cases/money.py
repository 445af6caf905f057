"""收支、财政拨款、基本支出: F1 to F3."""

from dataclasses import replace
from decimal import Decimal

from finance.checks.registry import Severity
from finance.lines import BaseLine, ExpenditureAmounts, ExpenditureLine, IncomeAmounts, IncomeLine
from finance.terms import Fund
from tests.finance.check_cases.case import Case
from tests.finance.checking import Change, base_line, carried, economic, income, part, spent, together, whole

GENERAL = Fund.GENERAL_PUBLIC_BUDGET
SCHOOL = "2050305"


def moved(code: str, fund: Fund, amount: str) -> Change:
    """The 支出 of a 项, and the 收入 it was paid from, on another 项 of the same fund too."""
    line = ExpenditureLine(code, fund, ExpenditureAmounts(project=Decimal(amount)))
    source = IncomeLine(code, IncomeAmounts(**{fund.value: Decimal(amount)}))
    return lambda f: replace(
        f,
        expenditure_lines=tuple(sorted((*f.expenditure_lines, line), key=lambda x: x.item_code)),
        income_lines=tuple(sorted((*f.income_lines, source), key=lambda x: x.item_code)),
        adjusted_budget=replace(
            f.adjusted_budget, lines=(*f.adjusted_budget.lines, BaseLine(fund, code, Decimal(amount)))
        ),
    )


CASES = (
    Case(
        "F101",
        "all_funds",
        carried(Fund.NON_FISCAL, closing="0.01"),
        "closing_carry_over.non_fiscal",
        ("相差0.01元", "收入总计", "支出总计"),
    ),
    Case("F101", "all_funds", income(SCHOOL, public_service="1000000"), "closing_carry_over.non_fiscal"),
    Case("F101", "all_funds", whole(surplus_used=Decimal("0.00")), "closing_carry_over.non_fiscal"),
    Case(
        "F102",
        "no_offices",
        base_line("initial_budget", GENERAL, "2210201", "-0.01"),
        "initial_budget.general_public_budget.2210201.expenditure",
        ("-0.01元", "负数"),
    ),
    Case("F102", "no_offices", part("assets", large_equipment=-1), "assets.large_equipment"),
    Case(
        "F103",
        "everything_fell",
        together(
            carried(Fund.NON_FISCAL, closing="-12050.11"),
            spent("2011302", Fund.NON_FISCAL, project="12050.11"),
        ),
        "closing_carry_over.non_fiscal",
        ("负数",),
    ),
    Case("F104", "everything_fell", income("2011302", other="-1000", public_service="1000"), "income.public_service"),
    Case(
        "F104",
        "everything_fell",
        together(
            part("profile", subordinate_units=("示例市商务综合执法大队",)),
            income("2011302", other="-1000", operating="1000"),
        ),
        "income.operating",
        ("下属",),
        Severity.WARNING,
    ),
    Case(
        "F105",
        "everything_fell",
        spent("2011302", Fund.NON_FISCAL, project="-500", basic="500"),
        "expenditure.2011302.basic",
        ("一般行政管理事务", "项目支出"),
    ),
    Case(
        "F105",
        "everything_fell",
        spent("2011302", Fund.NON_FISCAL, project="-1", basic="1"),
        "expenditure.2011302.basic",
    ),
    Case(
        "F201",
        "no_offices",
        income("2010301", general_public_budget="0.01"),
        "general_public_budget.2010301.expenditure",
        ("相差0.01元", "2010301 行政运行"),
    ),
    Case("F201", "all_funds", carried(GENERAL, closing="-0.01"), "general_public_budget.closing"),
    Case(
        "F202",
        "all_funds",
        carried(Fund.GOVERNMENT_FUND, code="2296004", closing="0.01"),
        "government_fund.2296004.closing",
        ("2296004",),
    ),
    Case(
        "F202",
        "all_funds",
        together(
            spent("2290401", Fund.GOVERNMENT_FUND, project="-300"),
            spent("2296004", Fund.GOVERNMENT_FUND, project="300"),
        ),
        "government_fund.2290401.expenditure",
    ),
    Case("F203", "no_offices", moved("2296004", GENERAL, "100.00"), "general_public_budget.2296004.expenditure"),
    Case("F203", "all_funds", moved("2080799", Fund.GOVERNMENT_FUND, "0.01"), "government_fund.2080799.expenditure"),
    Case("F301", "no_offices", economic({"30201": "0.01"}), "basic_expenditure.total", ("相差0.01元",)),
    Case("F301", "no_offices", economic({"30211": "-18450.00"}), "basic_expenditure.total", ("相差18450.00元",)),
    Case("F302", "no_offices", economic({"30201": "-0.01", "30902": "0.01"}), "basic_expenditure.30902.total"),
    Case("F303", "no_offices", economic({"30201": "-0.01", "30301": "0.01"}), "basic_expenditure.30301.total"),
    Case("F303", "everything_fell", part("profile", retired=0), "basic_expenditure.30302.total", ("退休人员0人",)),
    Case(
        "F304",
        "no_offices",
        economic({"30108": "0.01", "30201": "-0.01"}),
        "basic_expenditure.30108.total",
        ("30108", "2080505"),
    ),
    Case("F304", "no_offices", economic({"30113": "-0.01", "30201": "0.01"}), "basic_expenditure.30113.total"),
    Case("F305", "no_offices", economic({"30110": "-0.01", "30201": "0.01"}), "basic_expenditure.30110.total"),
    Case("F306", "no_offices", part("profile", on_duty=0), "profile.on_duty", ("在职人员0人",)),
    Case("F306", "no_offices", part("profile", on_duty=90000), "basic_expenditure.301.total", ("元与万元混用",)),
)
