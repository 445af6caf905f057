"""A package handed in on the page: every box it would change is shown, then taken whole, in part, or not at all."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from disclosure.exports.accounts import exported
from disclosure.exports.package import Package, package_text, read_package
from disclosure.intake.packages import preview_package_file, take_pages
from disclosure.intake.preview import Purpose
from disclosure.intake.sources import account_figures
from disclosure.intake.taking import keep
from disclosure.models import FigureSource, IntakeFile
from finance.figures import Figures
from finance.ledger import figures_of, write_figures
from finance.models import CarriedFigure, CellChange, FinalAccount, PreviousYear
from finance.terms import BudgetStage
from performance.ledger import scorecards_of, write_scorecards
from performance.scorecards import Scorecards
from tests.disclosure.published import sample
from tests.factories import make_account, make_unit, make_user
from tests.finance.random_figures import figures as any_figures
from tests.performance.cards import scorecards as any_scorecards
from tests.samples import SAMPLES
from units.models import BudgetUnit, Role, User

pytestmark = pytest.mark.django_db
PAGE = "/entry/523001/2023/files/"


@pytest.fixture
def account() -> FinalAccount:
    """The Changji account, filled in, and its clerk."""
    figures, scorecards = sample()
    unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
    make_user("clerk", role=Role.CLERK, unit=unit)
    account = make_account(unit, fiscal_year=2023)
    write_figures(account, figures)
    write_scorecards(account, scorecards)
    CellChange.objects.all().delete()
    return account


@pytest.fixture
def clerk(account: FinalAccount, client: Client) -> Client:
    client.force_login(User.objects.get(username="clerk"))
    return client


def package_of(figures: Figures, scorecards: Scorecards | None = None, edition: str = "xinjiang_2023") -> bytes:
    return package_text(Package(edition, "某某州", figures, scorecards or sample()[1])).encode()


def upload(client: Client, content: bytes) -> Any:
    file = BytesIO(content)
    file.name = "数据包.json"
    return client.post(PAGE, {"purpose": "this_year", "stage": "adjusted_budget", "file": file}, follow=True)


def take(client: Client, response: Any, action: str = "take_all", **data: Any) -> Any:
    match = re.search(r'name="shown" value="(\w+)"', response.content.decode())
    assert match
    address = response.redirect_chain[-1][0]
    return client.post(address, {"action": action, "shown": match[1]} | data, follow=True)


def changed() -> tuple[Figures, Scorecards]:
    """The sample with something else on several pages."""
    figures, scorecards = sample()
    income = list(figures.income_lines)
    income[0] = replace(income[0], amounts=replace(income[0].amounts, other=Decimal("77.00")))
    card = replace(scorecards.projects[0], goal="改过的目标", indicators=scorecards.projects[0].indicators[:-1])
    figures = replace(
        figures,
        income_lines=tuple(income),
        economic_lines=figures.economic_lines[:-1],
        profile=replace(figures.profile, on_duty=99),
        reasons={**figures.reasons, "agency_operating_costs.previous": "改过的原因"},
    )
    return figures, replace(scorecards, projects=(card, *scorecards.projects[1:]))


def test_every_box_is_shown_old_and_new_and_nothing_is_saved(clerk: Client, account: FinalAccount) -> None:
    page = upload(clerk, package_of(*changed())).content.decode()
    for words in (
        "会改动 4 格，删去 2 行",
        "在职人员",
        "2010607 信息化建设",
        "77.00",
        "30309 奖励金",
        "机关运行经费（与上年比）",
        "改过的原因",
        "改过的目标",
        "指标 9",
    ):
        assert words in page
    assert (figures_of(account), scorecards_of(account)) == sample()
    assert not CellChange.objects.exists()


def test_all_is_taken_and_every_change_is_logged(clerk: Client, account: FinalAccount) -> None:
    response = take(clerk, upload(clerk, package_of(*changed())))
    page = response.content.decode()
    assert "已导入“数据包.json”：改动 4 格，删去 2 行" in page
    assert "来自这个文件" in page
    account.refresh_from_db()
    assert (figures_of(account), scorecards_of(account)) == changed()
    logged = {change.cell: (change.old, change.new) for change in CellChange.objects.all()}
    assert logged["income_lines/2010607/other"] == ("0.00", "77.00")
    assert logged["profile//on_duty"][1] == "99"
    assert "改过的目标" in {new for _, new in logged.values()}
    assert not CellChange.objects.exclude(by=User.objects.get(username="clerk")).exists()
    source = FigureSource.objects.get(cell="income_lines/2010607/other")
    assert source.file.name == "数据包.json"
    assert IntakeFile.objects.get().taken_by == User.objects.get(username="clerk")


def test_same_package_again_changes_nothing(clerk: Client, account: FinalAccount) -> None:
    take(clerk, upload(clerk, package_of(*changed())))
    account.refresh_from_db()
    before, logged = account.version, CellChange.objects.count()
    response = upload(clerk, package_of(*changed()))
    assert "没有要导入的改动" in response.content.decode()
    assert "完全一致，没有改动" in take(clerk, response).content.decode()
    account.refresh_from_db()
    assert (account.version, CellChange.objects.count()) == (before, logged)


def test_only_the_chosen_pages_are_taken(clerk: Client, account: FinalAccount) -> None:
    take(clerk, upload(clerk, package_of(*changed())), "take_some", table=["income", "project_scorecards"])
    account.refresh_from_db()
    figures, (before, _) = figures_of(account), sample()
    assert figures.income_lines == changed()[0].income_lines
    assert (figures.economic_lines, figures.profile, figures.reasons) == (
        before.economic_lines,
        before.profile,
        before.reasons,
    )
    assert scorecards_of(account) == changed()[1]


def test_package_can_be_left(clerk: Client, account: FinalAccount) -> None:
    take(clerk, upload(clerk, package_of(*changed())), "cancel")
    assert not IntakeFile.objects.exists()
    assert (figures_of(account), scorecards_of(account)) == sample()


def test_package_of_another_year_or_unit_is_refused(clerk: Client) -> None:
    figures = sample()[0]
    other = replace(figures, unit=replace(figures.unit, code="999001"))
    response = upload(clerk, package_of(other))
    assert response.status_code == 422
    assert "不能导入昌吉回族自治州公共就业服务中心（523001）2023 年度决算" in response.content.decode()
    assert not IntakeFile.objects.exists()


@pytest.mark.parametrize("content", [b"{}", b'{"format": "final-account-package"', b"{" * 100_000])
def test_package_that_cannot_be_read_gets_a_message(clerk: Client, content: bytes) -> None:
    response = upload(clerk, content)
    assert response.status_code == 422
    assert "数据包" in response.content.decode()


def test_package_of_another_edition_leaves_the_edition_and_says_so(clerk: Client, account: FinalAccount) -> None:
    response = upload(clerk, package_of(*changed(), edition="shanghai_2024"))
    assert "导入后版本不变" in response.content.decode()
    take(clerk, response)
    account.refresh_from_db()
    assert account.edition == "xinjiang_2023"


def test_line_whose_code_the_year_lacks_is_named_and_the_rest_taken(clerk: Client, account: FinalAccount) -> None:
    document = json.loads(package_of(*changed()))
    document["figures"]["income_lines"][1]["item_code"] = "2010698"
    response = upload(clerk, json.dumps(document).encode())
    assert "2010698" in response.content.decode()
    assert "没有看懂" in response.content.decode()
    take(clerk, response)
    account.refresh_from_db()
    assert "2010698" not in {line.item_code for line in figures_of(account).income_lines}


def test_figure_of_last_years_account_is_not_changed_without_a_reason(clerk: Client, account: FinalAccount) -> None:
    account.started_from = make_account(account.unit, fiscal_year=2022)
    account.save()
    line = sample()[0].income_lines[0]
    CarriedFigure.objects.create(account=account, cell=f"income_lines/{line.item_code}/other", value=0)
    response = take(clerk, upload(clerk, package_of(*changed())))
    assert response.status_code == 409
    assert "上年决算带来的数" in response.content.decode()
    assert (figures_of(account), scorecards_of(account)) == sample()
    assert not CellChange.objects.exists()


def test_fault_in_a_scorecard_undoes_the_figures_too(clerk: Client, account: FinalAccount) -> None:
    figures, scorecards = changed()
    card = replace(scorecards.projects[0], execution_points=Decimal("-1"))
    content = package_of(figures, replace(scorecards, projects=(card,)))
    response = take(clerk, upload(clerk, content))
    assert response.status_code == 409
    assert "不能为负数" in response.content.decode()
    account.refresh_from_db()
    assert (figures_of(account), scorecards_of(account)) == sample()
    assert not CellChange.objects.exists()


def test_printed_only_figures_stay_marked(clerk: Client, account: FinalAccount) -> None:
    figures = replace(changed()[0], printed_only=frozenset({"income"}))
    take(clerk, upload(clerk, package_of(figures)))
    account.refresh_from_db()
    assert "income" in account_figures(account).printed_only


def test_first_year_has_no_year_before(clerk: Client, account: FinalAccount) -> None:
    figures = replace(sample()[0], previous=None, reasons={})
    take(clerk, upload(clerk, package_of(figures)))
    account.refresh_from_db()
    assert not PreviousYear.objects.exists()
    assert figures_of(account).previous is None


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(figures=any_figures(), scorecards=any_scorecards())
def test_any_account_becomes_any_package(figures: Figures, scorecards: Scorecards) -> None:
    """From one random account, whatever the last example left, to the next."""
    unit = BudgetUnit.objects.filter(code=figures.unit.code).first() or make_unit(figures.unit.code)
    user = User.objects.filter(username="clerk").first() or make_user("clerk", role=Role.CLERK, unit=unit)
    accounts = FinalAccount.objects.filter(unit=unit, fiscal_year=figures.fiscal_year)
    account = accounts.first() or make_account(unit, fiscal_year=figures.fiscal_year)
    becomes(account, tidied(Package("xinjiang_2023", unit.region, figures, scorecards)), user)


def tidied(package: Package) -> Package:
    """Words without white space around them: so they are kept when they are typed, and so they are taken."""

    def tidy(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: tidy(part) for key, part in value.items()}
        return (
            [tidy(part) for part in value]
            if isinstance(value, list)
            else value.strip()
            if isinstance(value, str)
            else value
        )

    return read_package(json.dumps(tidy(json.loads(package_text(package)))).encode())


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_taken_into_an_empty_account(name: str) -> None:
    figures = SAMPLES[name]()
    unit = make_unit(figures.unit.code)
    account = make_account(unit, fiscal_year=figures.fiscal_year)
    becomes(
        account,
        Package("xinjiang_2023", unit.region, figures, Scorecards()),
        make_user("clerk", role=Role.CLERK, unit=unit),
    )


def becomes(account: FinalAccount, package: Package, user: User) -> None:
    content = package_text(package).encode()
    found = preview_package_file(account, content)
    assert found.remarks == {}
    file = keep(
        account,
        name="p.json",
        content=content,
        purpose=Purpose.PACKAGE,
        stage=BudgetStage.ADJUSTED,
        by=user,
    )
    take_pages(file, pages=None, shown=found.fingerprint, by=user)
    account.refresh_from_db()
    assert without_empty_reasons(exported(account).package) == without_empty_reasons(package)
    again = preview_package_file(account, content)
    assert (again.boxes, again.added, again.gone) == ((), (), ())


def without_empty_reasons(package: Package) -> Package:
    """A box that was emptied, and one that was never filled in, are the same."""
    reasons = {figure: text for figure, text in package.figures.reasons.items() if text}
    return replace(package, figures=replace(package.figures, reasons=reasons))
