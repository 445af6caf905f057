"""汇总 in the database: the sums looked at and brought up to date. What people decide: consolidation_actions.py.

Nothing is done when a unit saves: the sums are looked at, by revision, wherever the department's account is opened or
judged, and worked out anew where a unit's figures are others. Rows are taken from the top of the tree down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from finance import transfers as pure
from finance.consolidation import consolidate, digest_of, is_same_sum
from finance.figures import Figures
from finance.ledger import ChangedMeanwhile, figures_of, figures_of_all, write_figures
from finance.models import (
    CLOSED,
    ConsolidatedUnit,
    Consolidation,
    ExpenditureLine,
    FinalAccount,
    IncomeLine,
    InternalTransfer,
)
from finance.terms import Fund
from finance.transfers import End, Summing, TransferKind
from units.models import BudgetUnit

_ATTEMPTS = 5


@dataclass(frozen=True)
class Unit:
    """A unit right below the department, as it stands towards the sum."""

    unit: BudgetUnit
    account: FinalAccount | None  # of the year; None: not begun
    added: ConsolidatedUnit | None

    @property
    def left_out_because(self) -> str:
        return self.added.left_out_because if self.added else ""

    @property
    def is_added(self) -> bool:
        """Whether it belongs into the sum."""
        return self.account is not None and not self.left_out_because

    @property
    def is_as_added(self) -> bool:
        """Whether the sum holds it in its present revision, or holds nothing of it and should not."""
        known = self.added if self.added and self.added.account_id else None
        if not self.is_added or self.account is None:
            return known is None
        return known is not None and (known.account_id, known.version) == (self.account.pk, self.account.version)


def consolidation_of(account: FinalAccount) -> Consolidation | None:
    """Read anew: whoever asks may have changed it."""
    return Consolidation.objects.filter(account=account).first()


def units_of(account: FinalAccount) -> tuple[Unit, ...]:
    """The units right below, in the order of their codes, each with its account of the year."""
    children = BudgetUnit.objects.filter(parent=account.unit_id)
    accounts = FinalAccount.objects.filter(unit__parent=account.unit_id, fiscal_year=account.fiscal_year)
    by_unit = {one.unit_id: one for one in accounts.select_related("unit", "consolidation")}
    added = ConsolidatedUnit.objects.filter(consolidation__account=account)
    rows = {row.unit_id: row for row in added}
    return tuple(Unit(unit, by_unit.get(unit.pk), rows.get(unit.pk)) for unit in children.order_by("code"))


# Bringing up to date ---


def refresh(account: FinalAccount) -> None:
    """Brings an open account's sums up to date: two queries where nothing has moved. What cannot be written is kept as
    the consolidation's `problem`."""
    if account.is_consolidated and account.is_open:
        _refresh_below(account, set())
        account.refresh_from_db()


def _refresh_below(account: FinalAccount, seen: set[int]) -> None:
    """Departments among its units first."""
    if account.pk in seen:
        return
    seen.add(account.pk)
    units = units_of(account)
    below = [one.account for one in units if one.account and one.account.is_consolidated and one.account.is_open]
    for one in below:
        _refresh_below(one, seen)
    if below:
        units = units_of(account)
    if not all(one.is_as_added for one in units) or _has_strangers(account, units):
        _add_up(account)


def _has_strangers(account: FinalAccount, units: Sequence[Unit]) -> bool:
    """Whether the sum holds a unit that is the department's no more."""
    rows = ConsolidatedUnit.objects.filter(consolidation__account=account)
    return rows.exclude(unit__in=[one.unit.pk for one in units]).exists()


def _add_up(account: FinalAccount) -> None:
    """Adds up as the units now stand; again, where somebody wrote the account meanwhile."""
    for _ in range(_ATTEMPTS):
        try:
            write_sum(FinalAccount.objects.select_related("unit", "consolidation").get(pk=account.pk))
        except ChangedMeanwhile:
            continue
        return


def write_sum(account: FinalAccount) -> None:
    """The sums as the units now stand. What stands in their way is kept as the consolidation's `problem`. Raises
    ChangedMeanwhile where the account was written since it was read."""
    try:
        with transaction.atomic():
            _write_sum(account)
        words = ""
    except ValidationError as error:
        words = "；".join(error.messages)
    if words != CLOSED:
        Consolidation.objects.filter(account=account).exclude(problem=words).update(problem=words)


def _write_sum(account: FinalAccount) -> None:
    """Raises ChangedMeanwhile and ValidationError."""
    consolidation = account.consolidation
    units = [one for one in units_of(account) if one.is_added]
    members = _read_whole(units)
    own = figures_of(account)
    figures = consolidate(list(members.values()), transfers_of(account), own, keeps_previous=account.keeps_previous)
    if members and figures != own:
        write_figures(account, figures, is_sum=True)
    rows = ConsolidatedUnit.objects.filter(consolidation=consolidation)
    rows.exclude(account=None).exclude(unit__in=[one.unit.pk for one in units]).delete()
    ConsolidatedUnit.objects.bulk_create(
        [
            ConsolidatedUnit(
                consolidation=consolidation,
                unit=one.unit,
                account=one.account,
                version=one.account.version,
                digest=digest_of(members[one.account.pk]),
            )
            for one in units
            if one.account
        ],
        update_conflicts=True,
        unique_fields=["consolidation", "unit"],
        update_fields=["account", "version", "digest"],
    )


def _read_whole(units: Sequence[Unit]) -> Mapping[int, Figures]:
    """Their figures, each of one moment: whose revision moved while it was read is read again. A revision is taken
    before its figures, so that what was not seen is seen next time."""
    accounts = {one.account.pk: one.account for one in units if one.account}
    members = figures_of_all(accounts.values())
    for _ in range(_ATTEMPTS):
        now = dict(FinalAccount.objects.filter(pk__in=accounts).order_by().values_list("pk", "version"))
        moved = [pk for pk, version in now.items() if accounts[pk].version != version]
        if not moved:
            break
        for pk in moved:
            accounts[pk].version = now[pk]
        members |= figures_of_all(accounts[pk] for pk in moved)
    return {pk: members[pk] for pk in accounts}


# Looking ---


def transfers_of(account: FinalAccount) -> tuple[pure.InternalTransfer, ...]:
    """内部往来 as they are entered."""
    rows = InternalTransfer.objects.filter(consolidation__account=account).select_related("payer", "receiver")
    return tuple(pure_of(row) for row in rows)


def pure_of(row: InternalTransfer) -> pure.InternalTransfer:
    """The row as the pure middle knows it."""
    return pure.InternalTransfer(
        kind=TransferKind(row.kind),
        payer=row.payer.code if row.payer else "",
        receiver=row.receiver.code if row.receiver else "",
        paid_item=row.paid_item,
        received_item=row.received_item,
        amount=row.amount,
    )


def members_of(account: FinalAccount) -> Mapping[int, Figures]:
    """The figures of the accounts that are in the sum, by account, as they stand now."""
    rows = ConsolidatedUnit.objects.filter(consolidation__account=account, account__isnull=False)
    accounts = {row.account_id: row.account for row in rows.select_related("account")}
    found = figures_of_all(one for one in accounts.values() if one)
    return {pk: found[pk] for pk in accounts if pk in found}


def accounts_below(account: FinalAccount) -> tuple[FinalAccount, ...]:
    """The accounts that belong into the sum; none for one that is no sum."""
    if not account.is_consolidated:
        return ()
    return tuple(one.account for one in units_of(account) if one.account and one.is_added)


def outdated(account: FinalAccount) -> tuple[BudgetUnit, ...]:
    """Units whose figures are others than those in the sum. Words may have changed: then the revision is another, and
    the figures are the same."""
    moved = [one for one in units_of(account) if not one.is_as_added]
    figures = figures_of_all(one.account for one in moved if one.account and one.is_added)
    return tuple(one.unit for one in moved if not _brings_the_same(one, figures))


def _brings_the_same(one: Unit, figures: Mapping[int, Figures]) -> bool:
    if not one.is_added or one.account is None or one.added is None:
        return False
    return one.added.account_id == one.account.pk and digest_of(figures[one.account.pk]) == one.added.digest


def is_what_units_add_up_to(account: FinalAccount) -> bool:
    """Whether the account holds its units' sums, worked out anew: what decides before anything is signed."""
    members = list(members_of(account).values())
    own = figures_of(account)
    sums = consolidate(members, transfers_of(account), own, keeps_previous=account.keeps_previous)
    return not members or is_same_sum(sums, own, keeps_previous=account.keeps_previous)


def reported(account: FinalAccount) -> dict[End, Decimal]:
    """What the added units report as paid to or received from each other: two queries."""
    added = ConsolidatedUnit.objects.filter(consolidation__account=account, account__isnull=False)
    accounts = added.order_by().values("account")
    columns = [(kind, kind.paid, kind.received) for kind in TransferKind]
    spent = ExpenditureLine.objects.filter(account__in=accounts).exclude(**{paid: 0 for _, paid, _ in columns})
    received = IncomeLine.objects.filter(account__in=accounts).exclude(**{got: 0 for _, _, got in columns})
    found: dict[End, Decimal] = {}
    for paid_line in spent.order_by().select_related("account__unit"):
        for kind, paid, _ in columns:
            end = End(paid_line.account.unit.code, kind, True, paid_line.item_code, Fund(paid_line.fund))
            found[end] = getattr(paid_line, paid)
    for received_line in received.order_by().select_related("account__unit"):
        for kind, _, got in columns:
            end = End(received_line.account.unit.code, kind, False, received_line.item_code)
            found[end] = getattr(received_line, got)
    return {end: amount for end, amount in found.items() if amount}


def summing_of(account: FinalAccount) -> Summing | None:
    """What the checks look at; None for an account that is no sum."""
    if not account.is_consolidated:
        return None
    units = units_of(account)
    return Summing(
        fiscal_year=account.fiscal_year,
        names={one.unit.code: one.unit.name for one in units},
        reported=reported(account),
        transfers=transfers_of(account),
        outdated=tuple(unit.name for unit in outdated(account)),
        not_begun=tuple(one.unit.name for one in units if one.account is None and not one.left_out_because),
        problem=account.consolidation.problem,
    )
