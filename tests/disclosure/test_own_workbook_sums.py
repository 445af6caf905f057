"""The workbook's sums are the server's, and what its checks find wrong the server's checks find wrong."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from disclosure.entry.pages import ENTRY_PAGES
from disclosure.exports.own_workbook.checks import groups_of, is_kept
from disclosure.exports.own_workbook.sums import Sums, expression_of
from disclosure.exports.own_workbook.writing import own_workbook
from disclosure.findings import findings_of
from disclosure.intake.filled_in.current import Current
from disclosure.intake.filled_in.taking import comparison_of
from disclosure.intake.opening import open_workbook
from finance.blocks import Fields, Fixed, Lines
from finance.figures import Figures
from finance.models import FinalAccount
from finance.money import ZERO
from performance.ledger import scorecards_of
from tests.disclosure.exporting import office, workbook
from tests.disclosure.published import sample
from tests.disclosure.test_own_workbook_round_trip import account_with
from tests.disclosure.typist import Typist
from tests.factories import make_unit, make_user
from tests.finance.random_figures import figures as any_figures
from tests.samples import SAMPLES
from units.models import Role

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "the workbook reckons by itself, and the database only lends it an account"),
]


def totals() -> Iterator[str]:
    """Every total on the entry pages."""
    classes = {"income_lines": "208", "expenditure_lines": "208", "economic_lines": "301"}
    for page in ENTRY_PAGES:
        for block in page.blocks:
            match block:
                case Fields():
                    yield from (one.figure for one in block.sums)
                case Lines():
                    for figure in block.totals.values():
                        yield figure
                        if block.has_classes:
                            first, _, rest = figure.partition(".")
                            yield f"{first}.{classes[block.section]}.{rest}"
                case Fixed():
                    yield from (f"{figure}.{step}" for figure in block.figures.values() for _, step in block.sums)


def assert_sums_agree(figures: Figures) -> None:
    sums = Sums(Current(account_with(figures)).values)
    names = list(totals())
    assert len(names) > 40
    wrong = {
        name: (sums.of(expression_of(name)), figures.amount(name))
        for name in names
        if sums.of(expression_of(name)) != (figures.amount(name) or ZERO)
    }
    assert wrong == {}


@pytest.mark.parametrize("name", SAMPLES)
def test_sums_of_a_sample_are_the_servers(name: str) -> None:
    assert_sums_agree(SAMPLES[name]())


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(figures=any_figures())
def test_sums_of_any_account_are_the_servers(figures: Figures) -> None:
    assert_sums_agree(figures)


def assert_checks_agree(figures: Figures, *, are_all_kept: bool = False) -> None:
    account = account_with(figures, sample()[1])
    current = Current(account)
    found = {finding.check for finding in findings_of(figures, scorecards_of(account), None)}
    sums = Sums(current.values)
    cards = tuple((key, "某表") for key in current.values["scorecards"])
    for group in groups_of(figures.classification, cards):
        for compared in group.compared:
            if is_kept(compared, sums, ZERO) is False:
                assert found & set(compared.checks), (compared.left_words, compared.right_words)
                assert not are_all_kept


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(figures=any_figures())
def test_what_the_workbook_finds_wrong_the_server_does_too(figures: Figures) -> None:
    assert_checks_agree(figures)


def test_workbook_finds_nothing_wrong_with_the_published_report() -> None:
    assert_checks_agree(sample()[0], are_all_kept=True)


def test_libreoffice_computes_what_the_server_does_and_its_file_comes_back(tmp_path: Path) -> None:
    """As issued, and after a clerk has been at it."""
    figures, scorecards = sample()
    account = account_with(figures, scorecards)
    clerk = make_user("clerk", role=Role.CLERK, unit=make_unit("650001"))
    content = own_workbook(account, clerk)
    computed = workbook(office(content, "xlsx", "xlsx", tmp_path).read_bytes())
    assert differences(workbook(content), computed) == []
    typist = Typist(content)
    typist.type("income_lines/2080101/other", 1000)
    typist.type("income_lines/+/code", "2080102")
    typist.type("income_lines/+/operating", 50)
    typist.type("income_lines/2210201/remove", "删除")
    saved = office(typist.saved(), "xlsx", "xlsx", tmp_path / "again").read_bytes()
    book = workbook(saved)
    sheet, row, names = Typist(saved).where["income_lines/+"]
    assert book[sheet.title].cell(row, names["code"] + 1).value == "一般行政管理事务"
    gone = figures.income.of("2210201").total
    total = float(figures.income.total + 1000 - figures.income.of("2080101").other + 50 - gone)
    assert total in [cell.value for line in book["收入决算"].iter_rows(max_row=10) for cell in line]
    checks = [[cell.value for cell in line] for line in book["核对"].iter_rows()]
    assert checks[2][5] == 3
    assert [line[1][:4] for line in checks if str(line[5]).startswith("✗")] == ["收入总计", "一般公共", "非财政拨"]
    assert changed(account, saved) == {
        "income_lines/2080101/other",
        "income_lines/2080102",
        "income_lines/2080102/operating",
        "income_lines/2210201",
    }


def changed(account: FinalAccount, content: bytes) -> set[str]:
    return {change.address for change in comparison_of(account, open_workbook(content)).changes}


def differences(ours: openpyxl.Workbook, computed: openpyxl.Workbook) -> list[str]:
    """Cells that hold something else, empty and nothing being alike."""
    found = []
    for sheet in ours:
        for line in sheet.iter_rows():
            for cell in line:
                other = computed[sheet.title][cell.coordinate].value
                one = cell.value
                if isinstance(one, float | int) and isinstance(other, float | int):
                    is_same = abs(one - other) < 0.005
                else:
                    is_same = (one or "") == (other or "")
                if not is_same:
                    found.append(f"{sheet.title}!{cell.coordinate}: {one!r} {other!r}")
    return found
