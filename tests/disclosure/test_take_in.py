"""python manage.py take_in: what render --format json wrote is an account again, or nothing has happened."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings

from disclosure.exports.accounts import exported
from disclosure.exports.package import Package, package_text, read_package
from disclosure.intake.packages import take_package
from disclosure.intake.sources import account_figures
from disclosure.models import IntakeFile
from finance.figures import Figures
from finance.ledger import figures_of, write_figures
from finance.models import FinalAccount
from performance.ledger import scorecards_of
from performance.scorecards import Scorecards
from tests.disclosure.published import sample
from tests.factories import make_account, make_unit
from tests.finance.random_figures import figures as any_figures
from tests.performance.cards import scorecards as any_scorecards
from tests.samples import SAMPLES, zero
from units.models import BudgetUnit

pytestmark = pytest.mark.django_db


def rendered(path: Path, account: FinalAccount) -> Path:
    call_command("render", account.unit.code, account.fiscal_year, format="json", output=str(path))
    return path


def take_in(path: Path) -> str:
    out = StringIO()
    call_command("take_in", str(path), stdout=out)
    return out.getvalue()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The Changji account, which is in the database, as a package."""
    call_command("sample", "changji_2023", stdout=StringIO())
    return rendered(tmp_path / "package.json", FinalAccount.objects.get())


def lose_some_of_the_account() -> None:
    account = FinalAccount.objects.get()
    write_figures(account, replace(figures_of(account), income_lines=(), reasons={}))


def test_account_is_made_with_its_unit(tmp_path: Path) -> None:
    figures, scorecards = sample()
    path = tmp_path / "package.json"
    path.write_text(package_text(Package("xinjiang_2023", "某某州", figures, scorecards)), encoding="utf-8")
    assert take_in(path).splitlines()[-1] == "523001 2023"
    account = FinalAccount.objects.get()
    assert (account.unit.name, account.unit.region, account.edition) == (figures.unit.name, "某某州", "xinjiang_2023")
    assert (figures_of(account), scorecards_of(account)) == (figures, scorecards)


def test_render_and_take_in_are_inverses(package: Path, tmp_path: Path) -> None:
    lose_some_of_the_account()
    assert "已按数据包更新" in take_in(package)
    account = FinalAccount.objects.get()
    assert (figures_of(account), scorecards_of(account)) == sample()
    assert rendered(tmp_path / "again.json", account).read_bytes() == package.read_bytes()


def test_same_package_twice_changes_nothing(package: Path) -> None:
    before = FinalAccount.objects.get()
    assert "没有变化" in take_in(package)
    account = FinalAccount.objects.get()
    assert (account.version, account.updated) == (before.version, before.updated)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_taken_in_as_it_is(name: str) -> None:
    package = Package("xinjiang_2023", "某某市", SAMPLES[name](), Scorecards())
    assert exported(take_package(package).account).package == package


@pytest.mark.only_on("sqlite", "what a package holds; how any figures are kept is seen in finance/test_ledger.py")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(figures=any_figures(), scorecards=any_scorecards())
def test_any_account_is_taken_in_as_it_is(figures: Figures, scorecards: Scorecards) -> None:
    unit = BudgetUnit.objects.filter(code=figures.unit.code).first() or make_unit(figures.unit.code)
    package = Package("xinjiang_2023", unit.region, figures, scorecards)
    account = take_package(package).account
    assert exported(account).package == package
    assert not take_package(package).has_changed


def test_package_with_a_fault_changes_nothing(package: Path) -> None:
    document = json.loads(package.read_text(encoding="utf-8"))
    document["figures"]["surplus_used"] = "5.00"
    document["figures"]["income_lines"][0]["item_code"] = "2010698"
    document["figures"]["economic_lines"][0]["amount"] = "-1.00"
    package.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        take_in(package)
    assert "什么也没有改动" in str(refused.value)
    assert "2010698" in str(refused.value)
    assert "不能为负数" in str(refused.value)
    assert (figures_of(FinalAccount.objects.get()), scorecards_of(FinalAccount.objects.get())) == sample()


def test_fault_in_a_scorecard_undoes_the_figures_too() -> None:
    figures, scorecards = sample()
    card = replace(scorecards.projects[0], execution_points=Decimal("-1"))
    package = Package("xinjiang_2023", "某某州", figures, replace(scorecards, projects=(card,)))
    with pytest.raises(ValueError, match="不能为负数"):
        take_package(package)
    assert not FinalAccount.objects.exists()
    assert not BudgetUnit.objects.exists()


PACKAGE = Package("xinjiang_2023", "某某市", zero(), Scorecards())


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (replace(PACKAGE, edition="nowhere_1999"), "没有名为“nowhere_1999”的版本"),
        (
            replace(PACKAGE, figures=replace(zero(), unit=replace(zero().unit, code="65/1"))),
            "单位编码只能由数字和字母组成",
        ),
    ],
    ids=["edition", "unit code"],
)
def test_package_of_what_there_is_not_is_refused(package: Package, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        take_package(package)
    assert not BudgetUnit.objects.exists()


def test_unfinished_account_goes_out_and_in(tmp_path: Path) -> None:
    account = make_account(make_unit("650009"))
    before = figures_of(account)
    assert before.missing
    assert "没有变化" in take_in(rendered(tmp_path / "draft.json", account))
    assert figures_of(FinalAccount.objects.get()) == before


def test_what_is_known_only_as_printed_stays_marked() -> None:
    figures = replace(sample()[0], printed_only=frozenset({"income", "previous"}))
    package = Package("xinjiang_2023", "某某州", figures, Scorecards())
    account = take_package(package).account
    assert account_figures(account).printed_only >= {"income", "previous"}
    assert not account_figures(account).printed_only & {"expenditure", "basic_expenditure"}
    again = read_package(package_text(exported(account).package).encode())
    assert not take_package(again).has_changed
    assert not take_package(package).has_changed


def test_package_is_kept_with_its_sha256(package: Path) -> None:
    lose_some_of_the_account()
    take_in(package)
    file = IntakeFile.objects.get()
    assert (file.name, file.purpose, bytes(file.content)) == ("package.json", "package", package.read_bytes())
    assert file.sha256 == hashlib.sha256(package.read_bytes()).hexdigest()


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"不能读取 .*nothing\.json"):
        take_in(tmp_path / "nothing.json")


def test_file_that_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match="不是部门决算数据包"):
        take_in(tmp_path / "figures.json")
