"""Each check of the accounts: a clean account gives nothing, the smallest change exactly its id."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from finance.checks import ACCOUNT_CHECKS
from finance.checks.registry import Severity
from finance.figures import Unit
from finance.lines import BaseLine, ExpenditureAmounts, ExpenditureLine, IncomeAmounts, IncomeLine
from finance.terms import Fund, UnitKind
from tests.finance.checking import (
    Change,
    base_line,
    carried,
    economic,
    found,
    ids,
    income,
    part,
    reasons,
    spent,
    together,
    whole,
)
from tests.samples import SAMPLES

CLEAN = [name for name in SAMPLES if name != "first_year"]
GENERAL, SCHOOL = Fund.GENERAL_PUBLIC_BUDGET, "2050305"


@dataclass(frozen=True)
class Case:
    """A change of a sample, and what it must be found by: the id, the box where it is mended, words of the message."""

    check: str
    sample: str
    change: Change
    figure: str
    words: tuple[str, ...] = ()
    severity: Severity | None = None


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


def unit(kind: UnitKind) -> Change:
    return lambda f: replace(f, unit=Unit(f.unit.code, f.unit.name, kind))


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
    Case(
        "F401",
        "all_funds",
        part("three_public", vehicle_running=Decimal("80000.01")),
        "three_public.vehicle_running",
        ("全年预算数80000.00元", "多0.01元"),
    ),
    Case(
        "F402",
        "everything_fell",
        part("three_public", vehicle_running=Decimal("31199.99")),
        "three_public.vehicle_running",
        ("30231", "多0.01元"),
    ),
    Case(
        "F403",
        "no_offices",
        together(
            part("three_public", official_reception=Decimal("0.01")),
            part("adjusted_budget", three_public=SAMPLES["first_year"]().adjusted_budget.three_public),
            part("counts", reception_batches=1, reception_people=1),
        ),
        "three_public.official_reception",
    ),
    Case(
        "F404",
        "everything_fell",
        part("counts", reception_batches=0),
        "counts.reception_batches",
        ("公务接待费0.13万元", "0批次"),
    ),
    Case(
        "F404",
        "everything_fell",
        part("counts", overseas_groups=1, overseas_people=1),
        "three_public.overseas_travel",
        ("却为0.00万元",),
        Severity.WARNING,
    ),
    Case("F405", "everything_fell", part("counts", reception_people=1), "counts.reception_people", ("少于", "相差1")),
    Case("F406", "everything_fell", part("counts", vehicles_held=4), "counts.vehicles_held", ("4辆", "3辆")),
    Case("F406", "everything_fell", part("counts", vehicles_held=0), "counts.vehicles_held", ("却为0辆",)),
    Case(
        "F406",
        "all_funds",
        part("counts", vehicles_purchased=5),
        "counts.vehicles_purchased",
    ),
    Case(
        "F501",
        "no_offices",
        base_line("adjusted_budget", GENERAL, "2210201", "114255.47"),
        "adjusted_budget.general_public_budget.expenditure",
        ("多0.01元",),
    ),
    Case(
        "F501",
        "no_offices",
        part("adjusted_budget", lines=()),
        "adjusted_budget.fiscal.expenditure",
        (),
        Severity.NOT_CHECKABLE,
    ),
    Case(
        "F502",
        "everything_fell",
        base_line("previous", GENERAL, "2011308", "259999.99"),
        "opening_carry_over.fiscal",
        ("相差0.01元", "其中上年财政拨款收入总计"),
    ),
    Case(
        "F503",
        "no_offices",
        part("previous", agency_operating_costs=Decimal("1703331.78")),
        "previous.agency_operating_costs",
        ("大于上年",),
    ),
    Case("F504", "no_offices", part("initial_budget", lines=()), "initial_budget.general_public_budget.expenditure"),
    Case(
        "F505",
        "everything_fell",
        base_line("initial_budget", GENERAL, "2101101", "23.12"),
        "initial_budget.general_public_budget.2101101.expenditure",
        ("元与万元混用",),
    ),
    Case(
        "F601",
        "everything_fell",
        whole(agency_operating_costs_filed=Decimal("165240.41")),
        "agency_operating_costs_filed",
    ),
    Case(
        "F601",
        "everything_fell",
        whole(agency_operating_costs_filed=Decimal("165240.39")),
        "agency_operating_costs_filed",
        ("小于",),
        Severity.WARNING,
    ),
    Case(
        "F601",
        "all_funds",
        whole(agency_operating_costs_filed=Decimal("0.01")),
        "agency_operating_costs_filed",
        ("不计算",),
        Severity.WARNING,
    ),
    Case(
        "F602", "no_offices", part("procurement", small_and_medium=Decimal("23500.01")), "procurement.small_and_medium"
    ),
    Case("F602", "no_offices", part("procurement", small_and_micro=Decimal("23500.01")), "procurement.small_and_micro"),
    Case("F603", "no_offices", part("procurement", works=Decimal("1703331.77")), "procurement.total"),
    Case(
        "F604",
        "everything_fell",
        part("assets", house_value=Decimal("3402220.76")),
        "assets.fixed_assets",
        ("多0.01元",),
    ),
    Case("F604", "everything_fell", part("assets", large_equipment=2), "assets.fixed_assets", ("2台",)),
    Case("F605", "everything_fell", part("assets", house_area=Decimal("0.00")), "assets.house_value"),
    Case("F605", "no_offices", part("assets", vehicle_value=Decimal("0.01")), "assets.vehicle_value"),
    Case(
        "F701",
        "everything_fell",
        base_line("initial_budget", GENERAL, "2011398", "0.01"),
        "initial_budget.general_public_budget.2011398.expenditure",
        ("2011398",),
    ),
    Case(
        "F701",
        "no_offices",
        base_line("initial_budget", GENERAL, "20103", "1.00"),
        "initial_budget.general_public_budget.20103.expenditure",
        ("款级",),
    ),
    Case(
        "F702",
        "no_offices",
        lambda f: replace(f, economic_lines=(*f.economic_lines, replace(f.economic_lines[0], amount=Decimal(0)))),
        "basic_expenditure.30101.total",
        ("2行",),
    ),
    Case(
        "F703", "everything_fell", part("profile", offices=("办公室", "市场科、外贸科")), "profile.offices", ("共2个",)
    ),
    Case("F703", "everything_fell", part("profile", offices=("办公室、", "市场科")), "profile.offices", ("末尾",)),
    Case("F703", "everything_fell", part("profile", offices=("办公室", "财务科。")), "profile.offices", ("末尾",)),
    Case(
        "F801",
        "everything_fell",
        reasons({"income_grand_total.previous": "本年新增人员\n人员经费增加"}),
        "reasons.income_grand_total.previous",
        ("“本年新增人员／人员经费增加”",),
    ),
    Case("F703", "everything_fell", part("profile", offices=("办公室", "办公室")), "profile.offices", ("2次",)),
    Case(
        "F801",
        "everything_fell",
        reasons({"income_grand_total.previous": "本年新增人员，人员经费增加"}),
        "reasons.income_grand_total.previous",
        ("减少", "只说增加"),
    ),
    Case(
        "F802",
        "everything_fell",
        reasons({"income_grand_total.previous": "与上年持平"}),
        "reasons.income_grand_total.previous",
        ("没有变化",),
    ),
    Case(
        "F802",
        "no_offices",
        reasons({"income_grand_total.previous": "本年压减一般性支出"}),
        "reasons.income_grand_total.previous",
        ("没有增减",),
    ),
    Case(
        "F803",
        "everything_fell",
        reasons({"three_public.official_reception.previous": "我单位无公务接待费"}),
        "reasons.three_public.official_reception.previous",
    ),
    Case(
        "F804",
        "everything_fell",
        reasons(
            {
                "income_grand_total.previous": "本年人员减少，相应减少支出",
                "agency_operating_costs.previous": "本年度人员增加，但压减公用经费",
            }
        ),
        "reasons.agency_operating_costs.previous",
        ("人员增加", "人员减少"),
    ),
    Case("F805", "everything_fell", part("texts", official_reception="我单位无公务接待费"), "texts.official_reception"),
    Case(
        "F805",
        "no_offices",
        part("texts", official_reception="工作餐费"),
        "texts.official_reception",
        (),
        Severity.INFORMATION,
    ),
    Case("F806", "everything_fell", part("texts", vehicle_difference="两者一致，无差异"), "texts.vehicle_difference"),
    Case(
        "F806",
        "everything_fell",
        part("counts", vehicles_held=3),
        "texts.vehicle_difference",
        ("没有差异",),
        Severity.INFORMATION,
    ),
)


@pytest.mark.parametrize("name", CLEAN)
def test_clean_account_gives_nothing(name: str) -> None:
    assert found(SAMPLES[name]()) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.figure}")
def test_smallest_change_gives_exactly_its_check(case: Case) -> None:
    findings = found(case.change(SAMPLES[case.sample]()))
    assert set(ids(findings)) == {case.check}, [finding.message for finding in findings]
    first = findings[0]
    assert first.figures[0] == case.figure, first.figures
    declared = {check.id: check.severity for check in ACCOUNT_CHECKS.checks}[case.check]
    assert first.severity is (case.severity or declared)
    for words in case.words:
        assert words in first.message, first.message


def without(*names: str) -> Change:
    return lambda f: replace(f, missing=frozenset(names))


@pytest.mark.parametrize(
    ("check", "change", "missing"),
    [
        ("F401", part("three_public", official_reception=Decimal(90000)), "three_public.vehicle_running"),
        ("F402", part("three_public", vehicle_running=Decimal("31199.99")), "three_public.official_reception"),
        ("F404", part("counts", reception_batches=0), "counts.overseas_groups"),
        ("F405", part("counts", reception_people=1), "counts.overseas_groups"),
        ("F406", part("counts", vehicles_held=4), "counts.vehicles_purchased"),
        ("F406", part("counts", vehicles_held=4), "assets.fixed_assets"),
        (
            "F503",
            part(
                "previous",
                three_public=replace(SAMPLES["everything_fell"]().three_public, official_reception=Decimal(10) ** 9),
            ),
            "previous.three_public.vehicle_running",
        ),
        ("F503", part("previous", income_grand_total=Decimal(1)), "previous.three_public.vehicle_running"),
        ("F602", part("procurement", small_and_micro=Decimal(10**9)), "procurement.goods"),
        ("F603", part("procurement", works=Decimal(10**9)), "procurement.small_and_medium"),
        ("F603", part("procurement", works=Decimal(10**9)), "procurement.goods"),
        ("F604", part("assets", house_value=Decimal(10**9)), "assets.house_area"),
        ("F605", part("assets", house_area=Decimal("0.00")), "assets.vehicle_value"),
        ("F805", part("texts", official_reception="我单位无公务接待费"), "three_public.vehicle_running"),
        ("F806", part("texts", vehicle_difference="两者一致，无差异"), "assets.fixed_assets"),
    ],
)
def test_missing_figure_mutes_only_what_is_compared_with_it(check: str, change: Change, missing: str) -> None:
    findings = found(together(change, without(missing))(SAMPLES["everything_fell"]()))
    assert any(f.check == check and f.severity is not Severity.NOT_CHECKABLE for f in findings), findings


@pytest.mark.parametrize(
    ("check", "missing"),
    [
        ("F401", "adjusted_budget.three_public.official_reception"),
        ("F405", "counts.reception_batches"),
        ("F503", "previous.three_public.vehicle_running"),
        ("F602", "procurement.goods"),
        ("F603", "procurement.goods"),
        ("F604", "assets.fixed_assets"),
    ],
)
def test_what_was_not_compared_is_no_pass(check: str, missing: str) -> None:
    (finding,) = [f for f in found(without(missing)(SAMPLES["everything_fell"]())) if f.check == check]
    assert (finding.severity, finding.figures) == (Severity.NOT_CHECKABLE, (missing,))


def test_deficit_of_other_money_may_make_last_years_whole_less_than_its_fiscal_part() -> None:
    f = SAMPLES["everything_fell"]()
    less = part("previous", income_grand_total=f.previous.fiscal_income_grand_total - 1)  # type: ignore[union-attr,operator]
    opening = -f.opening_carry_over.non_fiscal - 1
    deficit = carried(Fund.NON_FISCAL, opening=str(opening))
    assert [x.severity for x in found(less(f)) if x.check == "F503"] == [Severity.ERROR]
    assert [x.severity for x in found(together(less, deficit)(f)) if x.check == "F503"] == [Severity.WARNING]


def test_every_check_has_a_case() -> None:
    assert {check.id for check in ACCOUNT_CHECKS.checks} == {case.check for case in CASES}


def test_new_unit_is_asked_for_its_initial_budget_alone() -> None:
    findings = found(SAMPLES["first_year"]())
    assert ids(findings) == ["F504"]
