"""Script, formulas and template words in every text there is, shown everywhere it is shown: they stay words."""

import csv
import io
import json
import re
import zipfile
from unittest.mock import patch

import openpyxl
import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from lxml import etree, html
from pypdf import PdfReader

from disclosure.exports.accounts import exported
from disclosure.exports.formats import FORMATS
from finance.models import FinalAccount, UnitProfile
from portal.structured import report_data
from publication.models import Publication
from review import actions
from review.commenting import Pin, answer, comment
from review.models import Release
from review.workflow import Status
from tests.attack.pages import (
    administration_addresses,
    content_of,
    is_page,
    jack_of_all_trades,
    office_addresses,
    what_runs,
)
from tests.attack.poison import LONG, SHORT, UNSEEN, poison
from tests.portal.making import publish_account
from tests.portal.walking import addresses, of_version
from tests.publication.making import entered, staff
from tests.samples import all_funds
from units.models import BudgetUnit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> FinalAccount:
    """The sample with everything that people add to it: comments, answers, reasons, notices, a file, a record."""
    call_command("sample", "changji_2023", stdout=io.StringIO())
    account = FinalAccount.objects.select_related("unit").get()
    clerk, reviewer = staff(account)
    # The sample has what the checks do not let pass, and the most to show.
    submitted = {"status": Status.SUBMITTED.value, "author": clerk, "submitted_at": timezone.now(), "seen": "0" * 64}
    Release.objects.create(account=account, **submitted)
    made = comment(account=account, by=reviewer, pin=Pin(), body="请核对")
    answer(comment=made, by=clerk, body="已核对")
    actions.return_(account=account, by=reviewer, why="请补充")
    return account


@pytest.fixture
def jack(account: FinalAccount) -> tuple[Client, User]:
    client, user = Client(), jack_of_all_trades(account)
    client.force_login(user)
    return client, user


@pytest.mark.only_on("sqlite", "words in pages, whatever they were kept in")
def test_words_in_every_text_are_shown_as_words_on_every_page(account: FinalAccount, jack: tuple[Client, User]) -> None:
    client, _ = jack
    where = [*office_addresses(account).values(), *administration_addresses()]  # before: it hands in a file
    written = poison(UNSEEN)
    assert len(written) > 40, "the walk finds hardly a text"
    shown = 0
    for address in where:
        answer = client.get(address)
        assert answer.status_code < 500, address
        if is_page(answer):  # type: ignore[arg-type]
            assert what_runs(answer.content) == [], address
            text = answer.content.decode()
            assert "<script>p()" not in text, address
            assert "49" not in re.findall(r"onclick=p\(\)&gt;(49)?", text), address
            shown += "script&gt;p()" in text
    assert shown > 25, "hardly a page shows what was written"


def formulas_and_links(workbook: bytes) -> list[str]:
    """What Excel would compute or fetch, save our own sums."""
    found = [
        f"{cell.coordinate}: {cell.value}"
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (cell.hyperlink and cell.hyperlink.target) or (cell.data_type == "f" and "p()" in str(cell.value))
    ]
    return found + external_parts(workbook)


def external_parts(archive: bytes) -> list[str]:
    """Relationships of an office file that lead out of it; every part must be XML."""
    found = []
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                tree = etree.fromstring(parts.read(name))
                found += [str(one.get("Target")) for one in tree.iter() if one.get("TargetMode") == "External"]
            assert "vba" not in name.lower()
            assert "/embeddings/" not in name
    return found


_FORMULA = ("=", "+", "@", "\t", "\r")


def formulas_in(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.strip().startswith(_FORMULA)]


@pytest.mark.only_on("sqlite", "files are made above the database")
def test_words_in_every_text_stay_words_in_every_file(account: FinalAccount) -> None:
    poison(LONG.replace("{", "(").replace("}", ")"))  # braces are a live link to a figure, or a fault that is named
    BudgetUnit.objects.update(name=SHORT)
    account = FinalAccount.objects.select_related("unit").get()
    subject = exported(account)
    pdf = PdfReader(io.BytesIO(FORMATS["pdf"].make(subject)))
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert not [note for note in notes if "/URI" in str(note) or "/JS" in str(note) or "/Launch" in str(note)]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.root_object)
    assert any("<script>p()" in page.extract_text().replace("\n", "") for page in pdf.pages)
    assert external_parts(FORMATS["docx"].make(subject)) == []
    assert formulas_and_links(FORMATS["xlsx"].make(subject)) == []
    with zipfile.ZipFile(io.BytesIO(FORMATS["csv"].make(subject))) as tables:
        for name in tables.namelist():
            assert name == name.replace("/", "").replace("..", "")
            if name.endswith(".csv"):
                assert formulas_in(tables.read(name).decode("utf-8-sig")) == []
    assert json.loads(FORMATS["json"].make(subject))["figures"]["unit"]["name"]
    for key in FORMATS:
        assert not set(FORMATS[key].file_name(subject)) & set('<>:"/\\|?*\r\n')


@pytest.mark.only_on("sqlite", "files are made above the database")
def test_workbooks_of_the_office_have_no_formula_of_a_persons_words(
    account: FinalAccount, jack: tuple[Client, User]
) -> None:
    client, _ = jack
    BudgetUnit.objects.update(region=SHORT)
    for words in (LONG, "https://evil.example/", "{=1+p()}", "external:\\\\evil.example\\share", "mailto:p()"):
        poison(words)
        for address in ("/desk/board.xlsx", f"/entry/{account.unit.code}/{account.fiscal_year}/files/workbook/"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert formulas_and_links(content_of(answer)) == [], (address, words)  # type: ignore[arg-type]


@pytest.fixture
def published() -> Publication:
    """Every word of it hostile, its unit's names with what no XML takes."""
    account = entered(all_funds)
    Release.objects.filter(account=account).update(reason=LONG)
    UnitProfile.objects.filter(account=account).update(functions=LONG, offices=LONG)
    BudgetUnit.objects.update(name=f"{SHORT}\x08\ufffe", region=f"{LONG[:90]}\x0b")
    FinalAccount.objects.update(unit_name=f"{SHORT}\x08")
    with patch("review.actions.why_not", return_value=""):  # the checks would stop half of it
        return publish_account(FinalAccount.objects.select_related("unit").get(pk=account.pk))


def test_words_in_every_text_stay_words_on_the_public_site(published: Publication, client: Client) -> None:
    base = [address for address in of_version(published) if "/figures/" not in address]
    for address in [*addresses(published).values(), *base, f"/?q={SHORT}", "/?region=%3Cscript%3Ep()"]:
        answer = client.get(address)
        assert answer.status_code in (200, 404), address
        kind, content = answer.get("Content-Type", ""), content_of(answer)  # type: ignore[arg-type]
        if kind.startswith("text/html"):
            assert what_runs(content) == [], address
            assert b"<script>p()" not in content, address
        elif "xml" in kind and "sheet" not in kind:
            etree.fromstring(content)
        elif kind.startswith("application/json"):
            json.loads(content)
        elif kind.startswith("text/csv"):
            assert formulas_in(content.decode("utf-8-sig")) == [], address
        elif "spreadsheetml" in kind:
            assert formulas_and_links(content) == [], address
        assert not re.search(r"[\r\n]", answer.get("Content-Disposition", ""))


def test_structured_data_cannot_end_its_block(published: Publication) -> None:
    block = html.fragment_fromstring(f"<script>{report_data(published, ())}</script>")
    assert json.loads(block.text_content())["publisher"]["name"] == published.unit_name


def test_notice_by_mail_is_plain_and_its_subject_one_line(
    account: FinalAccount, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    clerk, reviewer = staff(account)
    User.objects.filter(pk=clerk.pk).update(email="clerk@example.org")
    Release.objects.update(status=Status.SUBMITTED.value)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.return_(account=account, by=reviewer, why=f"{LONG}\r\nBcc: all@example.org")
    (sent,) = mail.outbox
    assert sent.recipients() == ["clerk@example.org"]
    assert "\n" not in sent.subject
    assert not getattr(sent, "alternatives", [])
    assert "Bcc" not in sent.message()
