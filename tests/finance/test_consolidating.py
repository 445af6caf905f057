"""A department in the database: exact to the 分, brought up to date by itself, and nobody types over it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Sum
from django.test.utils import CaptureQueriesContext

from disclosure.editions import edition
from finance import consolidation_actions as actions
from finance import models
from finance.cells import AmountUnit
from finance.changes import AddRow, Change, RemoveRow, SetCell, apply
from finance.checks import ACCOUNT_CHECKS, CONSOLIDATION_CHECKS
from finance.consolidating import consolidation_of, is_what_units_add_up_to, outdated, refresh, summing_of
from finance.ledger import figures_of, write_figures
from finance.models import CellChange, FinalAccount
from finance.models.history import BY_SUM
from finance.money import ZERO, yuan
from finance.starting import start_account
from finance.summed import SUMMED
from finance.tables import build_all
from finance.terms import UnitKind
from tests.factories import make_account, make_unit, make_user
from tests.finance.departments import (
    ONE,
    OWN_LEVEL,
    TRANSFERS,
    YEAR,
    Department,
    as_unit,
    clerk_of,
    department_version,
    small,
    type_into,
    typed,
)
from tests.samples import no_offices, zero
from units.models import Role, User

pytestmark = pytest.mark.django_db

# Thirty units ---


type Amounts = dict[tuple[str, ...], dict[str, Decimal]]  # row key → column → amount

_NUMBERS = ("DecimalField", "PositiveIntegerField")
_NOT_ADDED = ("version", "agency_operating_costs_filed", "average_score")
_KEYS: dict[type[Model], tuple[str, ...]] = {
    models.IncomeLine: ("item_code",),
    models.ExpenditureLine: ("item_code", "fund"),
    models.CarryOverLine: ("fund", "item_code"),
    models.BudgetLine: ("fund", "item_code"),
    models.PreviousLine: ("fund", "item_code"),
    models.EconomicLine: ("economic_code",),
    models.ThreePublicItem: ("item",),
    models.ThreePublicCounts: (),
    models.Procurement: (),
    models.Assets: (),
    models.PerformanceManagement: (),
    models.PreviousYear: (),
    models.UnitProfile: (),
}


def added_by_the_database(model: type[Model], keys: tuple[str, ...], accounts: list[int]) -> Amounts:
    """The database's own sums of every column, row by row; rows of nothing left out."""
    fields = (f for f in model._meta.concrete_fields if f.get_internal_type() in _NUMBERS)
    columns = [f.name for f in fields if f.name not in _NOT_ADDED]
    rows = model._default_manager.filter(account__in=accounts).order_by()
    sums = rows.values(*keys).annotate(**{f"sum_{name}": Sum(name) for name in columns})
    found: Amounts = {}
    for row in sums if keys else [rows.aggregate(**{f"sum_{name}": Sum(name) for name in columns})]:
        amounts = {name: Decimal(row[f"sum_{name}"] or 0) for name in columns}
        if any(amounts.values()):
            found[tuple(row[key] for key in keys)] = amounts
    return found


def taken_out_of(model: type[Model], expected: Amounts) -> None:
    """The transfers, by hand."""
    for one in TRANSFERS:
        if model is models.IncomeLine:
            expected[one.received_item,][one.kind.received] -= one.amount
        elif model is models.ExpenditureLine:
            expected[one.paid_item, "non_fiscal"][one.kind.paid] -= one.amount


def taken_out_of_cell(figure: str) -> Decimal:
    """How much of the transfers a printed figure held."""
    first, *codes = figure.split(".")
    last = codes[-1] if codes else ""
    found = ZERO
    for one in TRANSFERS:
        under = all(one.paid_item.startswith(code) for code in codes if code.isdigit())
        is_in_income = first == "income" and last in ("total", one.kind.received) and under
        is_in_expenditure = first == "expenditure" and last in ("total", one.kind.paid) and under
        is_grand = figure in ("income_grand_total", "expenditure_grand_total")
        found += one.amount if is_in_income or is_in_expenditure or is_grand else ZERO
    return found


def test_thirty_units_add_up_to_the_cent() -> None:
    """Against the database's own sums, row by row and column by column; then table by table, cell by cell."""
    department = Department()
    account = department.add_up()
    members = [one.pk for one in department.members.values()]
    assert len(members) == 30
    for model, keys in _KEYS.items():
        expected = added_by_the_database(model, keys, members)
        taken_out_of(model, expected)
        assert added_by_the_database(model, keys, [account.pk]) == expected, model
    figures = figures_of(account)
    parts = [figures_of(one) for one in department.members.values()]
    compared = 0
    for grid in build_all(figures, edition(account.edition).table_layout):
        for cell in (cell for row in grid.body for cell in row.cells if cell.figure and cell.amount is not None):
            expected_amount = sum((one.amount(cell.figure) or ZERO for one in parts), start=ZERO)
            assert cell.amount == expected_amount - taken_out_of_cell(cell.figure), cell.figure
            compared += 1
    assert compared > 500
    # Of the department itself nothing is wrong, and nothing is left between its units.
    assert [one.message for one in ACCOUNT_CHECKS.run(figures)] == []
    summing = summing_of(account)
    assert summing is not None
    assert CONSOLIDATION_CHECKS.run(summing) == ()
    assert figures.missing == {"performance.average_score"}
    assert figures.profile.subordinate_units[0] == "示例市第101事务中心"
    assert "示例市体育中心所属第2馆" in figures.profile.subordinate_units
    assert is_what_units_add_up_to(account)


# Brought up to date ---


def test_member_that_changes_is_added_anew_when_the_department_is_looked_at() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    type_into(department.members["2"], "12.34")
    assert [unit.name for unit in outdated(account)] == ["乙中心"]
    assert figures_of(account).surplus_used == ZERO
    refresh(account)
    assert figures_of(account).surplus_used == yuan("12.34")
    assert outdated(account) == ()


def test_sum_is_logged_as_the_programs_cell_by_cell() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    type_into(department.members["2"], "12.34")
    refresh(account)
    change = CellChange.objects.filter(account=account, cell="account//surplus_used").latest("pk")
    assert (change.kind, change.old, change.new, change.by_name) == ("sum", "0.00", "12.34", BY_SUM)
    assert CellChange.objects.filter(account=account, version=account.version).count() == 1


def test_looking_again_costs_few_queries_and_writes_nothing() -> None:
    account = small().add_up(transfers=(ONE,))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        refresh(account)
    assert len(captured) <= 6
    assert department_version(account) == account.version


def test_words_of_a_member_change_no_sum_and_no_revision() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    member = department.members["2"]
    typed(member, clerk_of(member), SetCell("texts//other_notes", "", "另有说明"))
    assert outdated(account) == ()
    refresh(account)
    assert department_version(account) == account.version


def test_department_below_is_brought_up_to_date_first() -> None:
    department = small()
    unit = make_unit("3", "下级部门", parent=department.unit)
    below = make_account(unit, fiscal_year=YEAR)
    leaf = make_unit("31", "末级单位", parent=unit)
    account_of_leaf = make_account(leaf, fiscal_year=YEAR)
    write_figures(account_of_leaf, as_unit(zero(), "31", "末级单位"))
    actions.switch_on(account=below, by=make_user("below", role=Role.CLERK, unit=unit))
    account = department.add_up(transfers=(ONE,))
    type_into(account_of_leaf, "7.77")
    refresh(account)
    assert figures_of(account).surplus_used == figures_of(below).surplus_used == yuan("7.77")


def test_closed_department_stays_and_says_who_has_moved() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    FinalAccount.objects.filter(pk=account.pk).update(is_open=False)
    type_into(department.members["2"], "12.34")
    account = department.now()
    refresh(account)
    assert figures_of(account).surplus_used == ZERO
    summing = summing_of(account)
    assert summing is not None
    assert summing.outdated == ("乙中心",)


def test_unit_that_begins_later_comes_in_by_itself() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    later = make_unit("3", "丙中心", parent=department.unit)
    summing = summing_of(account)
    assert summing is not None
    assert summing.not_begun == ("丙中心",)
    write_figures(make_account(later, fiscal_year=YEAR), as_unit(no_offices(), "3", "丙中心"))
    before = figures_of(account).expenditure.total
    refresh(account)
    assert figures_of(account).expenditure.total == before + no_offices().expenditure.total


def test_unit_that_goes_to_another_department_goes_out_by_itself() -> None:
    department = small(as_unit(zero(), "1", OWN_LEVEL), as_unit(no_offices(), "2", "乙中心"))
    account = department.add_up(transfers=())
    unit = department.members["2"].unit
    unit.parent = None
    unit.save()
    refresh(account)
    assert figures_of(account).expenditure.total == ZERO


def test_sum_that_cannot_be_held_is_said_and_nothing_is_lost() -> None:
    department = small(as_unit(zero(), "1", OWN_LEVEL), as_unit(no_offices(), "2", "乙中心"))
    account = department.add_up(transfers=())
    before = figures_of(account)
    for member in department.members.values():
        type_into(member, "9999999999999.99")
    refresh(account)
    consolidation = consolidation_of(account)
    assert consolidation is not None
    assert "使用非财政拨款结余" in consolidation.problem
    assert figures_of(account) == before
    type_again = department.members["2"]
    apply(
        type_again,
        [SetCell("account//surplus_used", "9999999999999.99", "0")],
        by=User.objects.get(username="clerk-2"),
        amount_unit=AmountUnit.YUAN,
    )
    refresh(account)
    consolidation.refresh_from_db()
    assert consolidation.problem == ""


# Nobody types over it ---


SUMS: tuple[Change, ...] = (
    SetCell("income_lines/2010301/other", "", "1"),
    SetCell("account//surplus_used", "0.00", "1"),
    SetCell("three_public_items/vehicle_running/previous", "", "1"),
    SetCell("previous_year//income_grand_total", "", "1"),
    SetCell("profile//retired", "1", "2"),
    SetCell("profile//subordinate_units", "", "丁中心"),
    SetCell("performance//goal_projects", "", "1"),
    AddRow("economic_lines/30112"),
    RemoveRow("expenditure_lines/2010301-general_public_budget"),
)


def test_sum_cannot_be_typed_over() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    before = figures_of(account)
    results = typed(account, department.clerk, *SUMS)
    assert [(result.status, result.message) for result in results] == [("refused", SUMMED)] * len(SUMS)
    assert figures_of(account) == before


WORDS = (
    SetCell("profile//functions", "", "统筹本部门工作。"),
    SetCell("reasons/income_grand_total.previous/text", "", "新增项目。"),
    SetCell("performance//average_score", "", "91.5"),
    SetCell("account//unit_name", "示例市教育和体育局", "示例市教体局"),
    SetCell("texts//other_notes", "", "无"),
)


def test_words_are_typed_and_stay() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    results = typed(account, department.clerk, *WORDS)
    assert [(result.status, result.message) for result in results] == [("saved", "")] * len(WORDS)
    type_into(department.members["2"], "1.00")
    before = figures_of(account)
    assert before.profile.functions == "统筹本部门工作。"
    refresh(account)
    after = figures_of(account)
    assert (after.unit, after.texts, after.reasons) == (before.unit, before.texts, before.reasons)
    assert after.profile.functions == before.profile.functions
    assert after.performance.average_score == before.performance.average_score


def test_last_year_that_came_from_the_departments_own_report_stays() -> None:
    department = small()
    department.account.delete()
    last = make_account(department.unit, fiscal_year=YEAR - 1)
    write_figures(last, replace(no_offices(), unit=figures_of(last).unit, fiscal_year=YEAR - 1))
    department.account = start_account(department.unit, YEAR, "xinjiang_2023", before=last)
    before = figures_of(department.account).previous
    account = department.add_up(transfers=(ONE,))
    assert figures_of(account).previous == before
    assert figures_of(account).expenditure.total == no_offices().expenditure.total


def test_figures_cannot_be_written_whole_over_a_sum() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    figures = figures_of(account)
    write_figures(account, figures)  # the same sums are no contradiction
    account = department.now()
    with pytest.raises(ValidationError, match="由所属单位汇总"):
        write_figures(account, as_unit(no_offices(), "700", "示例市教育和体育局", UnitKind.ADMINISTRATIVE))
    assert figures_of(account) == figures


def test_what_is_public_can_be_put_back_and_is_added_up_again_later() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    public = figures_of(account)
    type_into(department.members["2"], "12.34")
    refresh(account)
    write_figures(account, public, over_sums=True)
    assert figures_of(account) == public
    account = department.now()
    refresh(account)
    assert figures_of(account).surplus_used == yuan("12.34")
