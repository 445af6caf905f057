"""The one way a figure is changed by hand: what is saved, refused, merged, and told to the second of two."""

from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest

from finance.cells import AmountUnit
from finance.changes import AddRow, Change, Outcome, RemoveRow, SetCell, apply
from finance.classification import classification_of
from finance.models import CarriedFigure, CellChange, ExpenditureLine, FinalAccount, IncomeLine, PreviousLine, Reason
from finance.starting import AlreadyThere, start_account
from tests.factories import make_account, make_unit, make_user
from units.models import User

pytestmark = pytest.mark.django_db

type Save = Callable[..., Outcome]


@pytest.fixture
def account() -> FinalAccount:
    return make_account()


@pytest.fixture
def clerk() -> User:
    return make_user("zhang", full_name="张三")


@pytest.fixture
def other() -> User:
    return make_user("li", full_name="李四")


@pytest.fixture
def save(account: FinalAccount, clerk: User) -> Save:
    def saved(*changes: Change, by: User = clerk, unit: AmountUnit = AmountUnit.YUAN, **more: object) -> Outcome:
        return apply(account, changes, by=by, amount_unit=unit, **more)  # type: ignore[arg-type]

    return saved


def statuses(outcome: Outcome) -> list[str]:
    return [result.status for result in outcome.results]


def test_a_cell_makes_its_row_and_is_logged(account: FinalAccount, clerk: User, save: Save) -> None:
    outcome = save(SetCell("income_lines/2080101/other", "", "1,234.5"))
    assert [(r.status, r.value) for r in outcome.results] == [("saved", "1,234.50")]
    assert account.income_lines.get().other == Decimal("1234.50")
    change = CellChange.objects.get()
    assert (change.cell, change.old, change.new, change.by, change.version) == (
        "income_lines/2080101/other",
        "0.00",
        "1,234.50",
        clerk,
        1,
    )
    assert FinalAccount.objects.get().version == outcome.version == 1


def test_nothing_saved_moves_nothing(save: Save) -> None:
    outcome = save(
        SetCell("income_lines/2080101/other", "", "1e30"),
        SetCell("income_lines/2080101/other", "", "0"),
        SetCell("income_lines/9999999/other", "", "5"),
        RemoveRow("income_lines/2080101"),
    )
    assert statuses(outcome) == ["refused", "saved", "refused", "saved"]
    assert FinalAccount.objects.get().version == outcome.version == 0
    assert not CellChange.objects.exists()
    assert not IncomeLine.objects.exists()


def test_a_refusal_keeps_no_good_neighbour_back(account: FinalAccount, save: Save) -> None:
    outcome = save(
        SetCell("income_lines/2080101/other", "", "十万"),
        SetCell("income_lines/2080101/operating", "", "7"),
    )
    assert statuses(outcome) == ["refused", "saved"]
    line = account.income_lines.get()
    assert (line.other, line.operating) == (Decimal(0), Decimal(7))


def test_different_cells_of_two_people_merge(account: FinalAccount, other: User, save: Save) -> None:
    save(SetCell("income_lines/2080101/other", "", "1"))
    save(SetCell("income_lines/2080101/operating", "0.00", "2"), by=other)
    line = account.income_lines.get()
    assert (line.other, line.operating) == (Decimal(1), Decimal(2))


def test_the_second_of_two_is_told_whose_value_stands(account: FinalAccount, other: User, save: Save) -> None:
    save(SetCell("income_lines/2080101/other", "0.00", "1"))
    (result,) = save(SetCell("income_lines/2080101/other", "0.00", "2"), by=other).results
    assert (result.status, result.theirs, result.by) == ("conflict", "1.00", "张三")
    assert result.at is not None
    assert account.income_lines.get().other == 1
    knowing = save(SetCell("income_lines/2080101/other", "1.00", "2"), by=other)
    assert statuses(knowing) == ["saved"]
    assert account.income_lines.get().other == 2


def test_two_who_type_the_same_agree(other: User, save: Save) -> None:
    save(SetCell("income_lines/2080101/other", "", "5"))
    assert statuses(save(SetCell("income_lines/2080101/other", "", "5.00"), by=other)) == ["saved"]


def test_two_who_add_the_same_row_meet_in_it(account: FinalAccount, other: User, save: Save) -> None:
    save(AddRow("expenditure_lines/2080101-non_fiscal"))
    outcome = save(AddRow("expenditure_lines/2080101-non_fiscal"), by=other)
    assert statuses(outcome) == ["saved"]
    assert account.expenditure_lines.count() == 1


def test_a_cell_of_a_row_that_was_removed_is_a_conflict(other: User, save: Save) -> None:
    save(SetCell("income_lines/2080101/other", "", "5"))
    save(RemoveRow("income_lines/2080101"), by=other)
    (result,) = save(SetCell("income_lines/2080101/other", "5.00", "6")).results
    assert result.status == "conflict"
    assert "李四删除了这一行" in result.message


def test_a_removed_row_is_logged_cell_by_cell(save: Save) -> None:
    save(SetCell("income_lines/2080101/other", "", "5"), SetCell("income_lines/2080101/operating", "", "6"))
    save(RemoveRow("income_lines/2080101"))
    logged = {c.cell: (c.kind, c.old) for c in CellChange.objects.filter(version=2)}
    assert logged == {
        "income_lines/2080101/other": ("set", "5.00"),
        "income_lines/2080101/operating": ("set", "6.00"),
        "income_lines/2080101": ("remove", "收入决算 2080101"),
    }


def test_an_amount_is_saved_in_the_unit_of_the_page(account: FinalAccount, save: Save) -> None:
    (result,) = save(SetCell("account//surplus_used", "0", "724.953612"), unit=AmountUnit.WAN).results
    assert result.value == "724.953612"
    account.refresh_from_db()
    assert account.surplus_used == Decimal("7249536.12")
    assert CellChange.objects.get().new == "7,249,536.12"


@pytest.mark.parametrize(
    "cell",
    [
        "income_lines/2080101/id",
        "income_lines/2080101/account_id",
        "income_lines/2080101/__class__",
        "account//version",
        "account//unit_id",
        "account/7/unit_name",
        "users/1/password",
        "income_lines/208/other",
        "income_lines/20801/other",
        "income_lines//other",
        "income_lines/2080101-non_fiscal/other",
        "income_lines/２０８０１０１/other",
        "expenditure_lines/2080101/basic",
        "expenditure_lines/2080101-nothing/basic",
        "carry_over_lines/government_fund-/opening",
        "economic_lines/301/amount",
        "three_public_items/lunch/actual",
        "reasons/nonsense.previous/text",
        "reasons/income_grand_total.never/text",
        "carried/1/reason",
        "profile/2/functions",
        "",
        "/",
        "a/b/c/d",
        "x" * 5000,
    ],
)
def test_there_is_no_such_cell(cell: str, save: Save) -> None:
    (result,) = save(SetCell(cell, "", "5")).results
    assert result.status == "refused"
    assert result.message
    assert not CellChange.objects.exists()


def test_an_account_never_reaches_into_another(save: Save, clerk: User) -> None:
    theirs = make_account(make_unit("650002", "别的单位"), started_from=None)
    carried = CarriedFigure.objects.create(account=theirs, cell="previous_year//income_grand_total", value=1)
    outcome = save(SetCell(f"carried/{carried.pk}/reason", "", "改"), RemoveRow(f"carried/{carried.pk}"))
    assert outcome.results[0].status == "refused"
    carried.refresh_from_db()
    assert carried.reason == ""


def test_a_reason_is_asked_for_by_its_figure(account: FinalAccount, save: Save) -> None:
    assert statuses(save(SetCell("reasons/income_grand_total.previous/text", "", "人员增加"))) == ["saved"]
    assert Reason.objects.get(account=account).text == "人员增加"


def test_a_block_of_cells_takes_few_queries(
    account: FinalAccount, save: Save, django_assert_max_num_queries: Callable[..., object]
) -> None:
    """200 rows of 8 cells, new and then changed: the number of statements does not follow the number of cells."""
    codes = classification_of(account.fiscal_year).functional.leaves[:200]
    columns = [f.name for f in IncomeLine._meta.get_fields() if f.name not in ("id", "account", "item_code")]
    first = [SetCell(f"income_lines/{code}/{column}", "", "1") for code in codes for column in columns]
    assert len(first) == 1600
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        assert set(statuses(save(*first))) == {"saved"}
    second = [SetCell(change.cell, "1.00", "2") for change in first]
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        assert set(statuses(save(*second))) == {"saved"}
    assert {line.other for line in account.income_lines.all()} == {2}


def test_the_same_edit_sent_twice_changes_once(account: FinalAccount, other: User, save: Save) -> None:
    edit = uuid4()
    block = (AddRow("income_lines/2080101"), SetCell("income_lines/2080101/other", "", "5"))
    save(*block, edit_id=edit)
    again = save(*block, edit_id=edit)
    assert statuses(again) == ["saved", "saved"]
    assert again.version == 1
    assert CellChange.objects.count() == 2


# Figures of last year's account ---


@pytest.fixture
def next_year(account: FinalAccount, save: Save) -> FinalAccount:
    save(
        SetCell("income_lines/2080101/general_public_budget", "", "100"),
        SetCell("expenditure_lines/2080101-general_public_budget/basic", "", "80"),
        SetCell("expenditure_lines/2080101-non_fiscal/basic", "", "5"),
        SetCell("carry_over_lines/non_fiscal-/closing", "", "15"),
        SetCell("three_public_items/official_reception/actual", "", "3"),
        SetCell("profile//functions", "", "就业服务"),
        SetCell("profile//on_duty", "", "20"),
    )
    return start_account(account.unit, 2024, account.edition, before=account)


def test_a_year_started_from_the_last_carries_its_figures(next_year: FinalAccount) -> None:
    assert next_year.previous_lines.get().amount == 80
    assert next_year.carry_over_lines.get().opening == 15
    assert next_year.previous_year.income_grand_total == 100
    assert next_year.three_public_items.get().previous == 3
    assert next_year.income_lines.get().general_public_budget == 0
    assert sorted(next_year.expenditure_lines.values_list("fund", "basic")) == [
        ("general_public_budget", Decimal(0)),
        ("non_fiscal", Decimal(0)),
    ]
    assert (next_year.profile.functions, next_year.profile.on_duty) == ("就业服务", None)
    carried = dict(next_year.carried_figures.values_list("cell", "value"))
    assert carried == {
        "carry_over_lines/non_fiscal-/opening": 15,
        "previous_lines/general_public_budget-2080101/amount": 80,
        "previous_year//income_grand_total": 100,
        "previous_year//fiscal_income_grand_total": 100,
        "previous_year//agency_operating_costs": 0,
        "three_public_items/official_reception/previous": 3,
    }


def test_a_second_account_of_a_year_is_refused_at_the_start(account: FinalAccount) -> None:
    with pytest.raises(AlreadyThere) as refusal:
        start_account(account.unit, account.fiscal_year, account.edition)
    assert refusal.value.account == account
    assert FinalAccount.objects.count() == 1


def test_a_figure_of_last_year_is_not_typed_over_without_a_reason(next_year: FinalAccount, clerk: User) -> None:
    cell = "previous_lines/general_public_budget-2080101/amount"
    pk = next_year.carried_figures.get(cell=cell).pk

    def save(*changes: Change) -> Outcome:
        return apply(next_year, changes, by=clerk, amount_unit=AmountUnit.YUAN)

    refused = save(SetCell(cell, "80.00", "81"), RemoveRow("previous_lines/general_public_budget-2080101"))
    assert statuses(refused) == ["refused", "refused"]
    assert "写明原因" in refused.results[0].message
    both = save(SetCell(cell, "80.00", "81"), SetCell(f"carried/{pk}/reason", "", "上年决算批复后调整"))
    assert statuses(both) == ["saved", "saved"]
    assert PreviousLine.objects.get(account=next_year).amount == 81
    kept = save(SetCell(f"carried/{pk}/reason", "上年决算批复后调整", ""))
    assert statuses(kept) == ["refused"]
    back = save(SetCell(cell, "81.00", "80"), SetCell(f"carried/{pk}/reason", "上年决算批复后调整", ""))
    assert statuses(back)[0] == "saved"
    assert statuses(save(SetCell(f"carried/{pk}/reason", "上年决算批复后调整", ""))) == ["saved"]


def test_a_figure_beside_last_years_is_free(next_year: FinalAccount, clerk: User) -> None:
    changes = (
        SetCell("carry_over_lines/non_fiscal-/closing", "0.00", "9"),
        SetCell("expenditure_lines/2080101-non_fiscal/basic", "0.00", "9"),
    )
    outcome = apply(next_year, changes, by=clerk, amount_unit=AmountUnit.YUAN)
    assert statuses(outcome) == ["saved", "saved"]
    assert ExpenditureLine.objects.get(account=next_year, fund="non_fiscal").basic == 9
