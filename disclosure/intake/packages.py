"""A package taken in: the account it holds made, or brought to what it says. The inverse of the json export.

The command takes a package whole; on the page it is shown first, and taken page by page.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from disclosure.editions import EditionError, edition
from disclosure.entry.pages import PAGES
from disclosure.exports.accounts import exported
from disclosure.exports.package import Package, package_text
from disclosure.intake import taking
from disclosure.intake.package_preview import OVERALL, PROJECTS, BoxChange, PackagePreview, preview_package, read_for
from disclosure.intake.preview import Purpose
from disclosure.intake.proposal import amount_cells
from disclosure.intake.sources import groups_of, printed_cells, remember, with_whole_groups
from disclosure.intake.taking import ShownOtherwise, Taken, default_stage, keep, mark_taken, save
from disclosure.models import FigureSource, IntakeFile
from disclosure.moving import move_to_edition
from finance.ledger import ChangedMeanwhile, figures_of, write_figures
from finance.models import FinalAccount, PreviousYear
from performance.ledger import scorecards_of, write_scorecards
from performance.scorecards import Scorecards
from units.models import BudgetUnit, User


class NotTaken(ValueError):
    """Nothing was taken in; the message says why, a line a fault."""


@dataclass(frozen=True)
class TakenPackage:
    """What became of a package."""

    account: FinalAccount
    is_new: bool
    has_changed: bool


def take_package(
    package: Package, *, content: bytes = b"", name: str = "", by: User | None = None, over_sums: bool = False
) -> TakenPackage:
    """Makes the account of the package, and its unit, where they are not there; an account that is there becomes what
    the package says. All or nothing; the same package again changes nothing. The file, if given, is kept, and every
    change logged, `by` a person or by a command if None. `over_sums`: of a department too, whose figures otherwise
    nothing but its units may change. Raises NotTaken."""
    package = replace(package, figures=with_whole_groups(package.figures))
    try:
        edition(package.edition)
        with transaction.atomic():
            account, is_new = _account(package)
            if not is_new and _is_like(exported(account).package, package):
                return TakenPackage(account, is_new=False, has_changed=False)
            if account.edition != package.edition:
                move_to_edition(account, package.edition, by=by)
            write_figures(account, replace(package.figures, printed_only=frozenset()), by=by, over_sums=over_sums)
            write_scorecards(account, package.scorecards, by=by)
            _remember(account, package, content or package_text(package).encode(), name or "数据包.json", by)
    except (ChangedMeanwhile, EditionError, ValidationError) as error:
        messages = error.messages if isinstance(error, ValidationError) else [str(error)]
        raise NotTaken("\n".join(messages)) from error
    return TakenPackage(account, is_new, has_changed=True)


def _is_like(there: Package, package: Package) -> bool:
    """The region is the unit's, and no account's to change."""
    return replace(there, region=package.region) == package


def _remember(account: FinalAccount, package: Package, content: bytes, name: str, by: User | None) -> None:
    """The file; and of which cells only the printed 万元 are known."""
    purpose, stage = Purpose.PACKAGE, default_stage(account, package.figures)
    file = keep(account, name=name, content=content, purpose=purpose, stage=stage, by=by)
    file.taken_at, file.taken_by = timezone.now(), by
    file.save(update_fields=["taken_at", "taken_by"])
    FigureSource.objects.filter(account=account, printed_only=True).delete()
    printed = printed_cells(package.figures).items()
    remember(
        file,
        {
            cell: FigureSource(account=account, cell=cell, value=f"{value:.2f}", file=file, printed_only=True)
            for cell, value in printed
        },
    )


def _account(package: Package) -> tuple[FinalAccount, bool]:
    entered = package.figures.unit
    unit = BudgetUnit.objects.filter(code=entered.code).first()
    if unit is None:
        unit = BudgetUnit(code=entered.code, name=entered.name, kind=entered.kind.value, region=package.region)
        unit.full_clean()
        unit.save()
    return FinalAccount.objects.select_related("unit").get_or_create(
        unit=unit,
        fiscal_year=package.figures.fiscal_year,
        defaults={"edition": package.edition, "unit_name": entered.name, "unit_kind": entered.kind.value},
    )


# On the page ---


def preview_package_file(account: FinalAccount, content: bytes) -> PackagePreview:
    """What taking this package would do now. Raises Unreadable."""
    return preview_package(account, read_for(account, content), figures_of(account), scorecards_of(account))


def take_pages(file: IntakeFile, *, pages: Collection[str] | None, shown: str, by: User) -> Taken:
    """Saves what the package has on these entry pages (None: all), all of it or nothing. Raises taking.NotTaken, Busy
    and Unreadable."""
    with transaction.atomic():
        account = FinalAccount.objects.select_related("unit").get(pk=file.account_id)
        found = preview_package_file(account, bytes(file.content))
        if shown != found.fingerprint:
            raise ShownOtherwise
        chosen = set(found.keys if pages is None else pages)
        boxes = [box for box in found.boxes if box.page in chosen]
        save(file, list(found.changes(chosen)), found.figures, by)
        if "previous_year" in chosen:
            _have_previous(account, found.package)
        if any(box.page in (OVERALL, PROJECTS) for box in boxes):
            account.refresh_from_db()
            _write_cards(account, found.cards(chosen), by)
        remember(file, _sources(file, found, boxes))
        mark_taken(file, by)
    gone = {box.address.rpartition("/")[0] for box in boxes if box.is_gone}
    changed = sum(not box.is_gone for box in boxes)
    titles = tuple(dict.fromkeys(PAGES[box.page].title for box in boxes))
    return Taken(changed, len(gone), titles)


def _have_previous(account: FinalAccount, package: Package) -> None:
    """A first year has no 上年 at all; another one has, even if nothing in it is filled in. A sum has what its units
    have."""
    if account.is_consolidated and not account.keeps_previous:
        return
    if package.figures.previous is None:
        PreviousYear.objects.filter(account=account).delete()
    else:
        PreviousYear.objects.get_or_create(account=account)


def _write_cards(account: FinalAccount, cards: Scorecards, by: User) -> None:
    """自评表 whole. Raises taking.NotTaken."""
    try:
        write_scorecards(account, cards, by=by)
    except ValidationError as error:
        raise taking.NotTaken("\n".join(error.messages)) from error
    except ChangedMeanwhile as error:
        raise taking.NotTaken(str(error)) from error


def _sources(file: IntakeFile, found: PackagePreview, boxes: Collection[BoxChange]) -> dict[str, FigureSource]:
    """Every amount of the nine tables that came with the package."""
    printed, known = found.package.figures.printed_only, amount_cells(found.package.figures)
    amounts = {box.address: box.new for box in boxes if isinstance(box.new, Decimal) and not box.is_gone}
    return {
        cell: FigureSource(
            account_id=file.account_id,
            cell=cell,
            value=f"{amount:.2f}",
            file=file,
            printed_only=not printed.isdisjoint(groups_of(cell)),
        )
        for cell, amount in amounts.items()
        if cell in known
    }
