"""A package taken in: the account it holds made, or brought to what it says. The inverse of the json export."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from disclosure.editions import EditionError, edition
from disclosure.exports.accounts import exported
from disclosure.exports.package import Package, package_text
from disclosure.intake.preview import Purpose
from disclosure.intake.sources import printed_cells, remember, with_whole_groups
from disclosure.intake.taking import default_stage, keep
from disclosure.models import FigureSource
from finance.ledger import write_figures
from finance.models import FinalAccount
from performance.ledger import write_scorecards
from units.models import BudgetUnit


class NotTaken(ValueError):
    """Nothing was taken in; the message says why, a line a fault."""


@dataclass(frozen=True)
class TakenPackage:
    """What became of a package."""

    account: FinalAccount
    is_new: bool
    has_changed: bool


def take_package(package: Package, *, content: bytes = b"", name: str = "") -> TakenPackage:
    """Makes the account of the package, and its unit, where they are not there; an account that is there becomes what
    the package says. All or nothing; the same package again changes nothing. The file, if given, is kept. Raises
    NotTaken."""
    package = replace(package, figures=with_whole_groups(package.figures))
    try:
        edition(package.edition)
        with transaction.atomic():
            account, is_new = _account(package)
            if not is_new and _is_like(exported(account).package, package):
                return TakenPackage(account, is_new=False, has_changed=False)
            if account.edition != package.edition:
                account.edition = package.edition
                account.save(update_fields=["edition"])
            write_figures(account, replace(package.figures, printed_only=frozenset()))
            write_scorecards(account, package.scorecards)
            _remember(account, package, content or package_text(package).encode(), name or "数据包.json")
    except (EditionError, ValidationError) as error:
        messages = error.messages if isinstance(error, ValidationError) else [str(error)]
        raise NotTaken("\n".join(messages)) from error
    return TakenPackage(account, is_new, has_changed=True)


def _is_like(there: Package, package: Package) -> bool:
    """The region is the unit's, and no account's to change."""
    return replace(there, region=package.region) == package


def _remember(account: FinalAccount, package: Package, content: bytes, name: str) -> None:
    """The file; and of which cells only the printed 万元 are known."""
    purpose, stage = Purpose.PACKAGE, default_stage(account, package.figures)
    file = keep(account, name=name, content=content, purpose=purpose, stage=stage, by=None)
    file.taken_at = timezone.now()
    file.save(update_fields=["taken_at"])
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
