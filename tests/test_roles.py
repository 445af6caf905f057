"""Every address as every role: what a role may open answers, what it may not looks as if it were not there."""

import json
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import portal.urls
from disclosure.editions import edition
from disclosure.intake.preview import Purpose
from disclosure.intake.taking import keep
from disclosure.models import IntakeFile
from finance.ledger import figures_of
from finance.models import FinalAccount
from finance.tables import build_all
from finance.terms import BudgetStage
from tests.disclosure.official_workbooks import workbook_of, xlsx_of
from tests.factories import make_unit, make_user
from tests.sharing import shared_rows
from units.models import AdministrationRecord, BudgetUnit, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everybody")]

ANONYMOUS = "anonymous"
WRITERS = ("clerk",)
READERS = (*WRITERS, "reviewer", "superior_reviewer", "administrator")
STRANGERS = ("nobody", "superior_clerk", "subordinate_reviewer", "other_clerk", "other_reviewer")
SIGNED_IN = (*READERS, *STRANGERS)

# Addresses that hold nothing of an account.
OPEN = {
    "login": 200,
    "sign_in_code": 302,
    "oidc_start": 404,
    "oidc_back": 404,
    "session": 200,
    "admin_login": 302,
    "healthz": 200,
    "readyz": 200,
    "metrics": 404,
}
OF_EVERYBODY = {
    "account_list": 200,
    "desk": 200,
    "board": 200,
    "board_workbook": 200,
    "read_notices": 405,
    "publish_batch": 200,
    "publish_batch_start": 405,
    "entry_start": 200,
    "entry_amount_unit": 405,
    "logout": 405,
}
OF_EVERYBODY |= {"password_change": 200, "second_factor": 200}
# The public site: tests/portal/test_leaks.py walks it.
PUBLIC = {str(pattern.name): 200 for pattern in portal.urls.urlpatterns}
PUBLIC["published_file"] = 200  # tests/publication/test_files.py
# Addresses of an account, by what a reader gets: 302 leads on to a page, 409 says what is not filled in yet.
OF_AN_ACCOUNT = {
    "entry": (302,),
    "entry_changes": (405,),
    "entry_checklist": (200,),
    "entry_codes": (200,),
    "entry_findings": (200,),
    "entry_page": (200,),
    "entry_preview": (200,),
    "intake": (200,),
    "intake_content": (200,),
    "intake_file": (200,),
    "issue_workbook": (200,),
    "account": (200,),
    "review": (200,),
    "review_act": (405,),
    "review_comments": (405,),
    "history": (200,),
}
OF_AN_ACCOUNT |= {
    "consolidation": (200,),
    "consolidated_figure": (404,),  # of an account that is no sum; see tests/disclosure/test_consolidation_pages.py
}
OF_AN_ACCOUNT |= {
    "publication": (200,),
    "publication_start": (405,),
    "publication_progress": (302,),
    "publication_acknowledge": (405,),
    "publication_withdraw": (405,),
    "publication_abandon": (405,),
}
# The administrator's pages (管理): to anybody else they are not there.
OF_ADMINISTRATORS = {
    "administration": 200,
    "administration_units": 200,
    "administration_units_workbook": 200,
    "administration_unit_new": 200,
    "administration_units_import": 200,
    "administration_unit": 200,
    "administration_users": 200,
    "administration_user_new": 200,
    "administration_users_import": 200,
    "administration_user": 200,
    "administration_user_act": 405,
    "administration_role_add": 405,
    "administration_role_remove": 405,
    "administration_editions": 200,
    "administration_edition": 200,
    "administration_edition_move": 200,
    "administration_codes": 200,
    "administration_queue": 200,
    "administration_retry": 405,
    "administration_records": 200,
}
DOWNLOADS = "account_"  # account_pdf, account_docx …: a file, or 409
ADMINISTRATION = "admin"

type World = tuple[FinalAccount, dict[str, Client]]


@pytest.fixture(scope="module")
def everybody(request: pytest.FixtureRequest) -> Iterator[Callable[[], World]]:
    """The sample, and a client of each role around it."""
    with shared_rows(request, made) as shared:
        yield shared


@pytest.fixture
def world(db: None, everybody: Callable[[], World]) -> World:
    return everybody()


@pytest.fixture
def account(world: World) -> FinalAccount:
    return world[0]


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    return world[1]


def made() -> World:
    call_command("sample", "changji_2023", stdout=StringIO())
    account = FinalAccount.objects.get()
    unit = account.unit
    superior = make_unit("100", "主管部门")
    BudgetUnit.objects.filter(pk=unit.pk).update(parent=superior)
    subordinate = make_unit("100101", "下级单位", parent=unit)
    other = make_unit("200", "别的单位")
    held = {
        "clerk": (Role.CLERK, unit),
        "reviewer": (Role.REVIEWER, unit),
        "superior_reviewer": (Role.REVIEWER, superior),
        "administrator": (Role.ADMINISTRATOR, other),
        "nobody": (None, None),
        "superior_clerk": (Role.CLERK, superior),
        "subordinate_reviewer": (Role.REVIEWER, subordinate),
        "other_clerk": (Role.CLERK, other),
        "other_reviewer": (Role.REVIEWER, other),
    }
    clients = {ANONYMOUS: Client()}
    for name, (role, at) in held.items():
        clients[name] = Client()
        clients[name].force_login(make_user(f"the_{name}", role=role, unit=at))
    return account, clients


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, pattern.namespace or namespace)
        else:
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name), pattern


def names() -> list[str]:
    """Every address but those of the administration, which has its own doors."""
    return sorted({name for name, _ in patterns(get_resolver()) if not name.startswith(f"{ADMINISTRATION}:")})


def address(name: str, account: FinalAccount) -> str:
    if name in OPEN or name in OF_EVERYBODY:
        return reverse(name)
    values = {"unit_code": account.unit.code, "fiscal_year": account.fiscal_year}
    (pattern,) = (pattern for found, pattern in patterns(get_resolver()) if found == name)
    if "page_key" in pattern.pattern.regex.groupindex:
        values["page_key"] = "income"
    if "pk" in pattern.pattern.regex.groupindex:
        values["pk"] = kept_file(account).pk
    return reverse(name, kwargs=values)


def kept_file(account: FinalAccount) -> IntakeFile:
    """A file that somebody handed in."""
    content = xlsx_of(workbook_of(build_all(figures_of(account), edition(account.edition).table_layout)))
    stage = BudgetStage.ADJUSTED
    return keep(account, name="报表.xlsx", content=content, purpose=Purpose.THIS_YEAR, stage=stage, by=None)


def is_of_an_account(name: str) -> bool:
    return name in OF_AN_ACCOUNT or (name.startswith(DOWNLOADS) and name not in OF_EVERYBODY)


def _once_if_a_file(name: str) -> pytest.ParameterSet:
    above = [pytest.mark.only_on("sqlite", "files are made above the database")] * name.startswith(DOWNLOADS)
    return pytest.param(name, marks=above)


def test_every_address_is_listed_here() -> None:
    listed = OPEN | OF_EVERYBODY | OF_ADMINISTRATORS | PUBLIC
    unknown = [name for name in names() if name not in listed and not is_of_an_account(name)]
    assert not unknown, f"say in {__name__} who may open: {unknown}"


def test_what_is_open_is_open(account: FinalAccount, clients: dict[str, Client]) -> None:
    for name, status in OPEN.items():
        assert clients[ANONYMOUS].get(address(name, account)).status_code == status


@pytest.mark.parametrize("name", sorted(OF_EVERYBODY))
def test_a_page_of_everybody_wants_a_sign_in_and_no_more(
    name: str, account: FinalAccount, clients: dict[str, Client]
) -> None:
    where = address(name, account)
    turned_away = clients[ANONYMOUS].get(where)
    assert (turned_away.status_code, turned_away["Location"]) == (302, f"/login/?next={where}")
    for role in SIGNED_IN:
        assert clients[role].get(where).status_code == OF_EVERYBODY[name], role


@pytest.mark.parametrize("name", [_once_if_a_file(name) for name in names() if is_of_an_account(name)])
def test_an_account_is_there_for_its_readers_alone(
    name: str, account: FinalAccount, clients: dict[str, Client]
) -> None:
    where = address(name, account)
    expected = OF_AN_ACCOUNT.get(name, (200, 409))
    if name != "entry_changes":  # it answers in JSON, see below
        turned_away = clients[ANONYMOUS].get(where)
        assert (turned_away.status_code, turned_away["Location"]) == (302, f"/login/?next={where}")
    # A file takes seconds to make: one reader stands for all, who come through the same door.
    readers = READERS if name in OF_AN_ACCOUNT else READERS[-1:]
    for role in readers:
        assert clients[role].get(where).status_code in expected, role
    if expected != (405,):
        for role in STRANGERS:
            assert clients[role].get(where).status_code == 404, role


@pytest.mark.parametrize("name", sorted(OF_ADMINISTRATORS))
def test_administration_is_there_for_administrators_alone(
    name: str, account: FinalAccount, clients: dict[str, Client]
) -> None:
    """Opened and posted to."""
    user = User.objects.get(username="the_clerk")
    values = {
        "code": account.unit.code,
        "username": user.username,
        "slug": account.edition,
        "pk": user.memberships.get().pk,
        "unit_code": account.unit.code,
        "fiscal_year": account.fiscal_year,
    }
    (pattern,) = (pattern for found, pattern in patterns(get_resolver()) if found == name)
    where = reverse(name, kwargs={key: values[key] for key in pattern.pattern.regex.groupindex})
    turned_away = clients[ANONYMOUS].get(where)
    assert (turned_away.status_code, turned_away["Location"]) == (302, f"/login/?next={where}")
    assert clients["administrator"].get(where).status_code == OF_ADMINISTRATORS[name]
    before = AdministrationRecord.objects.count()
    for role in SIGNED_IN:
        if role != "administrator":
            assert clients[role].get(where).status_code in (404, 405), role
            assert clients[role].post(where, {"action": "deactivate"}).status_code in (404, 405), role
    assert AdministrationRecord.objects.count() == before
    assert User.objects.filter(pk=user.pk, is_active=True).exists()


@pytest.mark.parametrize("name", ["entry_page", "entry_findings"])
def test_only_a_clerk_of_the_unit_writes(name: str, account: FinalAccount, clients: dict[str, Client]) -> None:
    where = address(name, account)
    assert clients[ANONYMOUS].post(where).status_code == 302
    for role in READERS:
        assert clients[role].post(where).status_code == (302 if role in WRITERS else 403), role
    for role in STRANGERS:
        assert clients[role].post(where).status_code == 404, role


def test_changes_answer_everyone_in_json(account: FinalAccount, clients: dict[str, Client]) -> None:
    where = address("entry_changes", account)
    body = json.dumps({"changes": [{"cell": "account//surplus_used", "was": "0.00", "value": "0"}]})
    expected = {ANONYMOUS: 401} | {role: 200 if role in WRITERS else 403 for role in READERS}
    expected |= dict.fromkeys(STRANGERS, 404)
    for role, status in expected.items():
        answer = clients[role].post(where, body, content_type="application/json")
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/json"), role
        assert status == 200 or answer.json()["message"]


def test_a_list_shows_what_may_be_opened(clients: dict[str, Client]) -> None:
    for role in SIGNED_IN:
        shown = clients[role].get(reverse("account_list")).content.decode()
        assert ("昌吉回族自治州公共就业服务中心" in shown) == (role in READERS), role


def test_a_clerk_starts_a_year_of_their_own_units_only(account: FinalAccount, clients: dict[str, Client]) -> None:
    wanted = {"unit": account.unit.pk, "fiscal_year": 2024, "edition": account.edition, "source": "nothing"}
    for role in SIGNED_IN:
        if role in WRITERS:
            continue
        assert clients[role].post(reverse("entry_start"), wanted).status_code == 422, role
    assert FinalAccount.objects.count() == 1
    assert clients["clerk"].post(reverse("entry_start"), wanted).status_code == 302


def test_the_administration_is_for_staff(clients: dict[str, Client]) -> None:
    for role in SIGNED_IN:
        assert clients[role].get("/admin/").status_code == 302, role


def test_a_clerk_who_left_finds_nothing(account: FinalAccount, clients: dict[str, Client]) -> None:
    account.unit.memberships.all().delete()
    assert clients["clerk"].get(address("entry_page", account)).status_code == 404
    body = json.dumps({"changes": []})
    answer = clients["clerk"].post(address("entry_changes", account), body, content_type="application/json")
    assert answer.status_code == 404
