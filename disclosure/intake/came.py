"""What of an account came from a file and still is as it was taken: each box, its amount, its place in the file."""

from dataclasses import dataclass

from django.urls import reverse

from disclosure.entry.pages import PAGES
from disclosure.intake.labels import cell_label
from disclosure.intake.package_preview import page_of
from disclosure.intake.sources import sources_of
from disclosure.models import IntakeFile
from finance.cells import Amount
from finance.ledger import figures_of
from finance.typed_numbers import AmountUnit

_AMOUNT = Amount(optional=True, signed=True)


@dataclass(frozen=True)
class Came:
    """One amount that came from the file."""

    label: str
    amount: str
    place: str
    address: str
    is_printed: bool  # only the published 万元 are known


def came_from(file: IntakeFile, unit: AmountUnit) -> tuple[Came, ...]:
    """Every amount that still is what the file had, in the order of the entry pages."""
    figures = figures_of(file.account)
    order = list(PAGES)
    found = []
    for cell, source in sources_of(file.account, figures).items():
        if source.file_id != file.pk:
            continue
        page = page_of(cell)
        path = reverse("entry_page", args=(file.account.unit.code, file.account.fiscal_year, page))
        amount = _AMOUNT.print(_AMOUNT.parse(source.value, AmountUnit.YUAN), unit)
        label = cell_label(cell, figures.classification)
        came = Came(label, amount, source.place, f"{path}#{cell}", source.printed_only)
        found.append((order.index(page), cell, came))
    return tuple(came for *_, came in sorted(found, key=lambda entry: entry[:2]))
