"""What people decide of a 汇总: on or off, which units stay out, what moved inside. Keyword-only, always `by=`, atomic,
logged; the sums follow in the same transaction."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from finance import transfers as pure
from finance.cells import Amount, AmountUnit
from finance.consolidating import Unit, refresh, reported, transfers_of, units_of, write_sum
from finance.free_text import clean_text
from finance.models import CLOSED, CellChange, ConsolidatedUnit, Consolidation, FinalAccount, InternalTransfer
from finance.money import ZERO
from finance.transfers import left_of
from units.models import User

CONSOLIDATION = "consolidation"  # the section of its addresses in the log
_AMOUNT = Amount()
_ON, _OFF = "由所属单位汇总", "自行填写"
_MOST_WORDS = 500

type Logged = tuple[str, str, str]  # address, what stood there, what stands there now


def switch_on(*, account: FinalAccount, by: User) -> None:
    """汇总: the figures become the units' sums; what was typed stays in the log. Raises ValidationError."""

    def change(consolidation: Consolidation) -> list[Logged]:
        if not any(one.account for one in units_of(account)):
            raise ValidationError("所属单位都还没有这一年度的决算，没有可以汇总的")
        if consolidation.is_on:
            return []
        consolidation.is_on = True
        consolidation.save(update_fields=["is_on"])
        return [(f"{CONSOLIDATION}//is_on", _OFF, _ON)]

    _act(account, by, change)


def switch_off(*, account: FinalAccount, by: User) -> None:
    """不再汇总: the figures stay as they are and can be typed again. Transfers and reasons are kept for another time.
    Raises ValidationError."""

    def change(consolidation: Consolidation) -> list[Logged]:
        if not consolidation.is_on:
            return []
        consolidation.is_on = False
        consolidation.save(update_fields=["is_on"])
        return [(f"{CONSOLIDATION}//is_on", _ON, _OFF)]

    _act(account, by, change)


def leave_out(*, account: FinalAccount, unit_code: str, why: str, by: User) -> None:
    """A unit that does not belong into the sum, with a reason. Raises ValidationError."""
    why = _words(why, "请写明这个单位为什么不汇总")

    def change(consolidation: Consolidation) -> list[Logged]:
        unit = _unit(account, unit_code)
        rows = ConsolidatedUnit.objects
        rows.update_or_create(
            consolidation=consolidation,
            unit=unit.unit,
            defaults={"account": None, "version": 0, "digest": "", "left_out_because": why},
        )
        return [(f"{CONSOLIDATION}/{unit_code}/left_out", unit.left_out_because, why)]

    _act(account, by, change)


def take_in(*, account: FinalAccount, unit_code: str, by: User) -> None:
    """A unit that was left out belongs into the sum again. Raises ValidationError."""

    def change(consolidation: Consolidation) -> list[Logged]:
        unit = _unit(account, unit_code)
        ConsolidatedUnit.objects.filter(consolidation=consolidation, unit=unit.unit, account=None).delete()
        return [(f"{CONSOLIDATION}/{unit_code}/left_out", unit.left_out_because, "")]

    _act(account, by, change)


def record_transfers(
    *, account: FinalAccount, transfers: Iterable[pure.InternalTransfer], by: User, note: str = ""
) -> None:
    """登记内部往来. `note`: who it is, where one side is outside the department. Raises ValidationError where a line
    does not hold as much."""
    wanted = list(transfers)
    if any(not one.is_internal for one in wanted):
        note = _words(note, "一方在部门以外的，请写明是哪个单位")

    def change(consolidation: Consolidation) -> list[Logged]:
        there, entered = reported(account), transfers_of(account)
        units = {one.unit.code: one for one in units_of(account)}
        lines = []
        for one in wanted:
            _refuse_unfit(one, there, entered, units)
            entered = (*entered, one)
            row = InternalTransfer(
                consolidation=consolidation,
                kind=one.kind.value,
                payer=units[one.payer].unit if one.payer else None,
                receiver=units[one.receiver].unit if one.receiver else None,
                paid_item=one.paid_item,
                received_item=one.received_item,
                amount=one.amount,
                note="" if one.is_internal else note,
            )
            row.full_clean()
            row.save()
            lines.append((f"{CONSOLIDATION}/{row.pk}/transfer", "", _told(row)))
        return lines

    _act(account, by, change)


def remove_transfer(*, account: FinalAccount, number: int, by: User) -> None:
    """取消 one that was entered. Raises ValidationError."""

    def change(consolidation: Consolidation) -> list[Logged]:
        row = InternalTransfer.objects.filter(consolidation=consolidation, pk=number).first()
        if row is None:
            return []
        told = _told(row)
        row.delete()
        return [(f"{CONSOLIDATION}/{number}/transfer", told, "")]

    _act(account, by, change)


def _act(account: FinalAccount, by: User, change: Callable[[Consolidation], list[Logged]]) -> None:
    """Holds the account, changes, logs and adds up."""
    refresh(account)  # departments below first: rows are taken from the top down within what follows
    with transaction.atomic():
        held = FinalAccount.objects.filter(pk=account.pk, is_open=True)
        if not held.update(version=F("version") + 1, updated=timezone.now()):
            raise ValidationError(CLOSED)
        consolidation, _ = Consolidation.objects.get_or_create(account=account, defaults={"is_on": False})
        lines = change(consolidation)
        if not lines:
            transaction.set_rollback(True)
            return
        fresh = FinalAccount.objects.select_related("unit", "consolidation").get(pk=account.pk)
        CellChange.objects.bulk_create(
            CellChange(account=fresh, cell=cell, old=old, new=new, by=by, version=fresh.version)
            for cell, old, new in lines
        )
        if fresh.is_consolidated:
            write_sum(fresh)
    account.refresh_from_db()


def _unit(account: FinalAccount, code: str) -> Unit:
    for one in units_of(account):
        if one.unit.code == code:
            return one
    raise ValidationError("没有这个所属单位，请刷新页面")


def _refuse_unfit(
    one: pure.InternalTransfer,
    there: pure.Reported,
    entered: tuple[pure.InternalTransfer, ...],
    units: dict[str, Unit],
) -> None:
    """Raises ValidationError where either side does not report as much, naming both."""
    if one.amount <= ZERO:
        raise ValidationError("金额要大于零")
    if not one.ends or one.payer == one.receiver:
        raise ValidationError("请选择付款和收款的单位，两边不能是同一个单位")
    left = left_of(there, entered)
    for end in one.ends:
        if end.unit not in units or end not in there:
            raise ValidationError("所选的单位没有报这一笔，请刷新页面")
        if one.amount > left.get(end, ZERO):
            summing = pure.Summing(0, {code: unit.unit.name for code, unit in units.items()}, there)
            raise ValidationError(
                f"{summing.where(end)}报 {there[end]:,.2f} 元，还没有登记往来的有 {left.get(end, ZERO):,.2f} 元，"
                f"登记不了 {one.amount:,.2f} 元"
            )


def _words(text: str, missing: str) -> str:
    words = clean_text(text).strip()
    if not words:
        raise ValidationError(missing)
    if len(words) > _MOST_WORDS:
        raise ValidationError(f"说明有 {len(words)} 个字，最多 {_MOST_WORDS} 个字")
    return words


def _told(row: InternalTransfer) -> str:
    """One line of the log."""
    payer, receiver = row.payer or row.note, row.receiver or row.note
    amount = _AMOUNT.print(row.amount, AmountUnit.YUAN)
    return f"{payer} → {receiver} {amount} 元"
