"""The figures of the sample changji_2023 against the report as published: every number of its text."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from finance.figures import Figures
from finance.money import percent, to_wan, total
from finance.terms import Fund
from tests.disclosure.published import published, sample

ITEMS = (
    ("2010607", "3.20", "3.20", "100.00"),
    ("2080101", "376.91", "29.33", "7.22"),
    ("2080106", "56.90", "30.69", "117.09"),
    ("2080501", "9.91", "0.51", "4.89"),
    ("2080505", "43.27", "6.47", "17.58"),
    ("2080506", "27.89", "27.89", "100.00"),
    ("2080799", "15.38", "15.38", "100.00"),
    ("2101101", "10.84", "4.90", "82.49"),
    ("2101102", "11.52", "4.31", "27.23"),
    ("2101103", "1.40", "5.37", "79.32"),
    ("2101199", "0.26", "0.00", "0.00"),
    ("2210201", "34.08", "1.02", "3.09"),
    ("2299999", "28.80", "5.40", "15.79"),
)
FALLING = ("2080101", "2080501", "2101102", "2101103", "2299999")

# Every number with decimals of parts 一–十一, in reading order: what it is, as printed.
# “a / b” is a share, “a - base” the size of a change, “a % base” its rate.
PRINTED = (
    ("income_grand_total", "724.95"),
    ("income.total", "716.46"),
    ("surplus_used", "0.00"),
    ("opening_carry_over.total", "8.49"),
    ("expenditure_grand_total", "724.95"),
    ("expenditure.total", "712.47"),
    ("surplus_distributed", "0.00"),
    ("closing_carry_over.total", "12.48"),
    ("income_grand_total - previous", "136.32"),
    ("income_grand_total % previous", "23.16"),
    ("income.total", "716.46"),
    ("income.fiscal_appropriation", "620.35"),
    ("income.fiscal_appropriation / income.total", "86.59"),
    ("income.superior_subsidy", "0.00"),
    ("income.superior_subsidy / income.total", "0.00"),
    ("income.public_service", "0.00"),
    ("income.public_service / income.total", "0.00"),
    ("income.operating", "0.00"),
    ("income.operating / income.total", "0.00"),
    ("income.affiliate_remittance", "0.00"),
    ("income.affiliate_remittance / income.total", "0.00"),
    ("income.other", "96.11"),
    ("income.other / income.total", "13.41"),
    ("expenditure.total", "712.47"),
    ("expenditure.basic", "516.13"),
    ("expenditure.basic / expenditure.total", "72.44"),
    ("expenditure.project", "196.34"),
    ("expenditure.project / expenditure.total", "27.56"),
    ("expenditure.superior_remittance", "0.00"),
    ("expenditure.superior_remittance / expenditure.total", "0.00"),
    ("expenditure.operating", "0.00"),
    ("expenditure.operating / expenditure.total", "0.00"),
    ("expenditure.affiliate_subsidy", "0.00"),
    ("expenditure.affiliate_subsidy / expenditure.total", "0.00"),
    ("fiscal.income_grand_total", "620.35"),
    ("fiscal.opening", "0.00"),
    ("fiscal.income", "620.35"),
    ("fiscal.expenditure_grand_total", "620.35"),
    ("fiscal.closing", "0.00"),
    ("fiscal.expenditure", "620.35"),
    ("fiscal.income_grand_total - previous", "44.63"),
    ("fiscal.income_grand_total % previous", "7.75"),
    ("initial_budget.fiscal.expenditure", "546.40"),
    ("fiscal.expenditure", "620.35"),
    ("fiscal.expenditure % initial_budget", "13.53"),
    ("general_public_budget.expenditure", "620.35"),
    ("general_public_budget.expenditure / expenditure.total", "87.07"),
    ("general_public_budget.expenditure - previous", "44.63"),
    ("general_public_budget.expenditure % previous", "7.75"),
    ("initial_budget.general_public_budget.expenditure", "546.40"),
    ("general_public_budget.expenditure", "620.35"),
    ("general_public_budget.expenditure % initial_budget", "13.53"),
    ("general_public_budget.201.expenditure", "3.20"),
    ("general_public_budget.201.expenditure / general_public_budget.expenditure", "0.52"),
    ("general_public_budget.208.expenditure", "530.25"),
    ("general_public_budget.208.expenditure / general_public_budget.expenditure", "85.48"),
    ("general_public_budget.210.expenditure", "24.01"),
    ("general_public_budget.210.expenditure / general_public_budget.expenditure", "3.87"),
    ("general_public_budget.221.expenditure", "34.08"),
    ("general_public_budget.221.expenditure / general_public_budget.expenditure", "5.49"),
    ("general_public_budget.229.expenditure", "28.80"),
    ("general_public_budget.229.expenditure / general_public_budget.expenditure", "4.64"),
    *(
        pair
        for code, amount, difference, rate in ITEMS
        for pair in (
            (f"general_public_budget.{code}.expenditure", amount),
            (f"general_public_budget.{code}.expenditure - previous", difference),
            (f"general_public_budget.{code}.expenditure % previous", rate),
        )
    ),
    ("general_public_budget.basic", "516.07"),
    ("basic_expenditure.personnel", "479.53"),
    ("basic_expenditure.public_use", "36.54"),
    ("three_public.total", "4.82"),
    ("three_public.total - previous", "3.14"),
    ("three_public.total % previous", "39.45"),
    ("three_public.overseas_travel", "0.00"),
    ("three_public.overseas_travel / three_public.total", "0.00"),
    ("three_public.overseas_travel - previous", "0.00"),
    ("three_public.overseas_travel % previous", "0.00"),
    ("three_public.vehicles", "4.46"),
    ("three_public.vehicles / three_public.total", "92.53"),
    ("three_public.vehicles - previous", "3.20"),
    ("three_public.vehicles % previous", "41.78"),
    ("three_public.official_reception", "0.36"),
    ("three_public.official_reception / three_public.total", "7.47"),
    ("three_public.official_reception - previous", "0.06"),
    ("three_public.official_reception % previous", "20.00"),
    ("three_public.overseas_travel", "0.00"),
    ("three_public.vehicles", "4.46"),
    ("three_public.vehicle_purchase", "0.00"),
    ("three_public.vehicle_running", "4.46"),
    ("three_public.official_reception", "0.36"),
    *(
        pair
        for item, amount in (
            ("total", "4.82"),
            ("overseas_travel", "0.00"),
            ("vehicle_purchase", "0.00"),
            ("vehicle_running", "4.46"),
            ("official_reception", "0.36"),
        )
        for pair in (
            (f"adjusted_budget.three_public.{item}", amount),
            (f"three_public.{item}", amount),
            (f"three_public.{item} % adjusted_budget", "0.00"),
        )
    ),
    ("agency_operating_costs", "36.54"),
    ("agency_operating_costs - previous", "1.07"),
    ("agency_operating_costs % previous", "3.02"),
    ("procurement.total", "72.86"),
    ("procurement.goods", "7.05"),
    ("procurement.works", "0.00"),
    ("procurement.services", "65.81"),
    ("procurement.small_and_medium", "72.86"),
    ("procurement.small_and_medium / procurement.total", "100.00"),
    ("procurement.small_and_micro", "72.86"),
    ("procurement.small_and_micro / procurement.total", "100.00"),
    ("assets.fixed_assets", "227.75"),
    ("assets.house_area", "3,456.21"),
    ("assets.house_value", "119.50"),
    ("assets.vehicle_value", "48.73"),
)


def amount(f: Figures, name: str) -> Decimal:
    found = f.amount(name)
    assert found is not None, name
    return found


def printed(f: Figures, what: str) -> str:
    """The number as the edition prints it: a base of zero counts as a rise of 100.00."""
    name, _, rest = what.partition(" ")
    if not rest:
        return f"{amount(f, name):,}" if name == "assets.house_area" else str(to_wan(amount(f, name)))
    sign, other = rest.split()
    if sign == "/":
        return str(percent(amount(f, name), amount(f, other)))
    change = f.change(name, other)
    if sign == "-":
        return str(to_wan(change.size))
    return "100.00" if change.rate is None else str(abs(change.rate))


@pytest.mark.parametrize(("what", "expected"), dict.fromkeys(PRINTED))
def test_figure_is_printed_as_published(what: str, expected: str) -> None:
    assert printed(sample()[0], what) == expected


def test_every_decimal_of_the_text_is_one_of_the_figures() -> None:
    text = published()
    section = text[text.index("一、收入支出决算总体情况说明") : text.index("十一、预算绩效的情况说明")]
    numbers = re.findall(r"\d[\d,]*\.\d\d", section)
    assert numbers == [expected for _, expected in PRINTED]


def test_class_totals_are_not_the_sum_of_their_printed_items() -> None:
    f, _ = sample()
    for code, of_items, of_class in (("208", "530.26", "530.25"), ("210", "24.02", "24.01")):
        account = f.general_public_budget.of(code)
        printed_items = total(to_wan(account.of(item).expenditure) for item in account.codes)
        assert (str(printed_items), str(to_wan(account.expenditure))) == (of_items, of_class)


def test_changes_point_the_published_way() -> None:
    f, _ = sample()
    fell = {code for code, *_ in ITEMS if not f.change(f"general_public_budget.{code}.expenditure").rose}
    assert fell == set(FALLING)
    assert not f.change("three_public.total").rose
    assert not f.change("three_public.vehicles").rose
    assert f.change("three_public.official_reception").rose
    assert f.change("income_grand_total").rose


def test_both_sides_balance_to_the_cent() -> None:
    f, _ = sample()
    assert f.income_grand_total == f.expenditure_grand_total
    assert f.fiscal.income_grand_total == f.fiscal.expenditure_grand_total
    other = f.income.total - f.income.fiscal_appropriation
    spent = f.expenditure.by(Fund.NON_FISCAL).total
    assert f.opening_carry_over.non_fiscal + other == spent + f.closing_carry_over.non_fiscal
    for code in f.general_public_budget.codes:
        account = f.general_public_budget.of(code)
        assert account.income == account.expenditure


def test_previous_totals_agree_with_their_items() -> None:
    f, _ = sample()
    assert f.previous is not None
    assert f.previous.fiscal.income_grand_total == f.previous.general_public_budget.expenditure
    assert str(to_wan(f.previous.general_public_budget.expenditure)) == "575.72"


def test_economic_classes_agree_with_basic_expenditure_and_three_public() -> None:
    f, _ = sample()
    basic = f.general_public_budget
    assert f.basic_expenditure.total == basic.basic
    for economic, items in (
        ("30108", ["2080505"]),
        ("30109", ["2080506"]),
        ("30110", ["2101101", "2101102"]),
        ("30111", ["2101103"]),
        ("30113", ["2210201"]),
        ("3030", ["2080501"]),
    ):
        of_items = total(basic.of(item).basic for item in items)
        # 30304 and 30309 are paid from 行政运行, not from 行政单位离退休
        apart = total(f.basic_expenditure.of(code).total for code in ("30304", "30309"))
        found = f.basic_expenditure.of(economic).total - (apart if economic == "3030" else 0)
        assert found == of_items, economic
    assert f.basic_expenditure.of("30231").total == f.three_public.vehicle_running
    assert f.basic_expenditure.of("30217").total == f.three_public.official_reception


def test_economic_classes_are_the_ones_named() -> None:
    f, _ = sample()
    for codes in (f.basic_expenditure.personnel_codes, f.basic_expenditure.public_use_codes):
        named = "、".join(f.classification.economic.name(code) for code in codes)
        assert f"包括：{named}。" in published()


def test_items_are_named_as_published() -> None:
    f, _ = sample()
    assert f.general_public_budget.codes == tuple(code for code, *_ in ITEMS)
    for code in f.general_public_budget.codes:
        names = f.classification.functional.path(code)
        assert "{}(类){}(款){}(项):".format(*names) in published()


@pytest.mark.parametrize("index", range(15))
@pytest.mark.parametrize("step", [Decimal(100), Decimal(-100)])
def test_one_hundredth_of_a_wan_moves_what_depends_on_it_alone(index: int, step: Decimal) -> None:
    f, _ = sample()
    lines = list(f.expenditure_lines)
    line = lines[index]
    kind = "basic" if line.amounts.basic else "project"
    lines[index] = replace(line, amounts=replace(line.amounts, **{kind: getattr(line.amounts, kind) + step}))
    moved = replace(f, expenditure_lines=tuple(lines))
    changed = {what for what, expected in PRINTED if printed(moved, what) != expected}
    assert {"expenditure.total", "expenditure_grand_total", f"expenditure.{kind}"} <= changed
    fiscal = line.fund == Fund.GENERAL_PUBLIC_BUDGET
    for code in (line.item_code, line.item_code[:3]):
        assert (f"general_public_budget.{code}.expenditure" in changed) is fiscal
    assert ("fiscal.expenditure" in changed) is fiscal
    spending = re.compile(r"(expenditure|fiscal\.expenditure|general_public_budget)[._ ]")
    assert all(what == "fiscal.expenditure" or spending.match(what) for what in changed)
