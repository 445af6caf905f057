"""What people decide of a department's sum: on and off, units left out, transfers among them."""

import pytest
from django.core.exceptions import ValidationError

from finance import consolidation_actions as actions
from finance.changes import SetCell
from finance.checks import CONSOLIDATION_CHECKS
from finance.consolidating import consolidation_of, refresh, summing_of
from finance.ledger import figures_of
from finance.models import CellChange, FinalAccount
from finance.money import ZERO, yuan
from finance.transfers import TransferKind
from tests.factories import make_account, make_unit, make_user
from tests.finance.departments import (
    ONE,
    OWN_LEVEL,
    YEAR,
    as_unit,
    clerk_of,
    department_version,
    small,
    transfer,
    type_into,
    typed,
)
from tests.samples import no_offices, zero
from units.models import Role

pytestmark = pytest.mark.django_db


def test_what_was_typed_before_is_in_the_history_and_stays_typed_off_again() -> None:
    department = small()
    typed(department.account, department.clerk, SetCell("account//surplus_used", "0.00", "55.00"))
    account = department.add_up(transfers=(ONE,))
    assert figures_of(account).surplus_used == ZERO
    change = CellChange.objects.filter(account=account, cell="account//surplus_used").latest("pk")
    assert (change.old, change.new) == ("55.00", "0.00")
    sums = figures_of(account)
    actions.switch_off(account=account, by=department.clerk)
    assert figures_of(department.now()) == sums
    (result,) = typed(account, department.clerk, SetCell("account//surplus_used", "0.00", "55.00"))
    assert result.status == "saved"
    type_into(department.members["2"], "1.00")
    refresh(department.now())
    assert figures_of(account).surplus_used == yuan("55.00")
    actions.switch_on(account=account, by=department.clerk)
    assert account.consolidation.transfers.count() == 1
    assert figures_of(account).surplus_used == yuan("1.00")


def test_unit_is_left_out_for_a_reason_and_taken_in_again() -> None:
    department = small(as_unit(zero(), "1", OWN_LEVEL), as_unit(no_offices(), "2", "乙中心"))
    account = department.add_up(transfers=())
    with pytest.raises(ValidationError, match="为什么不汇总"):
        actions.leave_out(account=account, unit_code="2", why=" ", by=department.clerk)
    actions.leave_out(account=account, unit_code="2", why="年中划出", by=department.clerk)
    assert figures_of(account).expenditure.total == ZERO
    change = CellChange.objects.filter(account=account, cell="consolidation/2/left_out").latest("pk")
    assert (change.new, change.by) == ("年中划出", department.clerk)
    actions.take_in(account=account, unit_code="2", by=department.clerk)
    assert figures_of(account).expenditure.total == no_offices().expenditure.total


def test_unit_of_another_department_is_no_unit() -> None:
    department = small()
    make_unit("9", "别的单位")
    account = department.add_up(transfers=(ONE,))
    with pytest.raises(ValidationError, match="没有这个所属单位"):
        actions.leave_out(account=account, unit_code="9", why="误列", by=department.clerk)


REFUSED = (
    (transfer("1", "2", "100.01"), "报 100.00 元，还没有登记往来的有 100.00 元，登记不了 100.01 元"),
    (transfer("1", "2", "0"), "大于零"),
    (transfer("1", "1", "5"), "两边不能是同一个单位"),
    (transfer("1", "9", "5"), "没有报这一笔"),
    (transfer("1", "2", "5", item="2010301"), "没有报这一笔"),
    (transfer("1", "2", "5", TransferKind.REMITTANCE), "没有报这一笔"),
    (transfer("", "2", "5"), "写明是哪个单位"),
)


def test_transfer_that_no_unit_reports_is_refused() -> None:
    department = small()
    account = department.add_up(transfers=())
    for wanted, words in REFUSED:
        with pytest.raises(ValidationError, match=words):
            actions.record_transfers(account=account, transfers=[wanted], by=department.clerk)
        assert account.consolidation.transfers.count() == 0
        assert department_version(account) == account.version


def test_transfer_is_removed_and_counted_again() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    assert figures_of(account).income.superior_subsidy == ZERO
    actions.remove_transfer(account=account, number=account.consolidation.transfers.get().pk, by=department.clerk)
    assert figures_of(account).income.superior_subsidy == yuan("100.00")
    told = CellChange.objects.filter(account=account, cell__startswith="consolidation/", new="").latest("pk")
    assert told.old == f"{OWN_LEVEL} → 乙中心 100.00 元"


def test_transfer_of_a_member_that_then_says_less_is_put_back_and_found() -> None:
    department = small()
    account = department.add_up(transfers=(ONE,))
    member = department.members["2"]
    line = "income_lines/2080799/superior_subsidy"
    typed(member, clerk_of(member), SetCell(line, "100.00", "80.00"))
    refresh(account)
    assert figures_of(account).income.superior_subsidy == yuan("80.00")
    summing = summing_of(account)
    assert summing is not None
    assert [one.check for one in CONSOLIDATION_CHECKS.run(summing)] == ["F903"]


def test_closed_account_decides_nothing() -> None:
    department = small()
    account = department.add_up(transfers=())
    FinalAccount.objects.filter(pk=account.pk).update(is_open=False)
    with pytest.raises(ValidationError, match="不能修改"):
        actions.switch_off(account=account, by=department.clerk)
    with pytest.raises(ValidationError, match="不能修改"):
        actions.leave_out(account=account, unit_code="2", why="因", by=department.clerk)
    with pytest.raises(ValidationError, match="不能修改"):
        actions.record_transfers(account=account, transfers=[ONE], by=department.clerk)


def test_nothing_to_add_up_is_said() -> None:
    unit = make_unit("700", "空部门")
    account, clerk = make_account(unit, fiscal_year=YEAR), make_user(role=Role.CLERK, unit=unit)
    make_unit("7001", "还没有填的单位", parent=unit)
    with pytest.raises(ValidationError, match="没有可以汇总的"):
        actions.switch_on(account=account, by=clerk)
    assert consolidation_of(account) is None
