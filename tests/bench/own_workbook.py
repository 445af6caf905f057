"""The 填报工作簿 of 200 项 and 60 projects: issued, and read back with every amount of a grid changed."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl
from django.db import connection

from disclosure.exports.own_workbook.writing import own_workbook
from disclosure.intake.filled_in.taking import comparison_of
from disclosure.intake.opening import open_workbook
from finance.ledger import write_figures
from finance.models import FinalAccount
from performance.ledger import write_scorecards
from tests.bench.timing import Measured, median_of
from tests.factories import make_account, make_unit, make_user
from tests.samples import large, large_scorecards
from units.models import Role

WHAT = "200 项, 60 projects: our own workbook"


def measure() -> Iterator[Measured]:
    """In a database of its own, in memory."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        yield from _measured()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measured() -> Iterator[Measured]:
    figures = large()
    unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
    clerk = make_user("clerk", role=Role.CLERK, unit=unit)
    account = make_account(unit, fiscal_year=figures.fiscal_year)
    write_figures(account, figures)
    write_scorecards(account, large_scorecards())
    pk = account.pk

    def read() -> FinalAccount:
        return FinalAccount.objects.select_related("unit").get(pk=pk)

    yield median_of(f"{WHAT} issued", lambda: own_workbook(read(), clerk), runs=3, bound=2.0)
    content = _changed(own_workbook(read(), clerk))
    changes = comparison_of(read(), open_workbook(content)).changes
    assert len(changes) > 200
    yield median_of(
        f"{WHAT} opened, read and compared",
        lambda: comparison_of(read(), open_workbook(content)).changes,
        runs=3,
        bound=3.0,
    )


def _changed(content: bytes) -> bytes:
    """Every amount of 支出决算 one 元 more."""
    book = openpyxl.load_workbook(BytesIO(content))
    for line in book["支出决算"].iter_rows(min_row=8):
        if str(line[0].value).startswith("expenditure_lines/"):
            for cell in line[4:9]:
                if isinstance(cell.value, int | float):
                    cell.value += 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
