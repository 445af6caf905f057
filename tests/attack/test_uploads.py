"""Files handed in to do harm: too large, packed to burst, lying about themselves, named to escape."""

import io
import stat
import time
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosure.intake.preview import Purpose
from disclosure.models import IntakeFile
from finance.models import FinalAccount
from finance.terms import BudgetStage
from operations.bounds import MOST
from tests.disclosure.official_workbooks import workbook_of, xlsx_of
from tests.pace import slowness
from units.models import User

pytestmark = pytest.mark.django_db

BOMB = b"0" * (60 * 1024 * 1024)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 10))
    + b"]><workbook>&j;</workbook>"
)
FILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'


def packed(parts: dict[str, bytes], *, compress: bool = True) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def nested(depth: int) -> bytes:
    content = b"0" * 10_000_000
    for level in range(depth):
        content = packed({f"{level}-{n}.zip": content for n in range(4)})
    return content


def with_a_link() -> bytes:
    """An archive with a symbolic link, and parts named to be unpacked elsewhere."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("xl/workbook.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../../../tmp/escaped.xml", "x")
        archive.writestr("/tmp/escaped.xml", "x")
    return stream.getvalue()


HARM = {
    "bomb.xlsx": packed({"xl/workbook.xml": BOMB}),
    "nested.xlsx": packed({"xl/workbook.xml": nested(4)}),
    "laughs.xlsx": packed({"xl/workbook.xml": LAUGHS}),
    "outside.xlsx": packed({"xl/workbook.xml": FILE, "[Content_Types].xml": FILE}),
    "many.xlsx": packed({f"xl/{n}.xml": b"" for n in range(5000)}, compress=False),
    "link.xlsx": with_a_link(),
    "pdf-and-zip.xlsx": b"%PDF-1.7\n" + packed({"xl/workbook.xml": b"<workbook/>"}),
    "html.xls": b"<html><script>p()</script><table><tr><td>1</td></tr></table></html>",
    "program.xlsx": b"MZ\x90\x00" + b"\0" * 500,
    "cut.xlsx": packed({"xl/workbook.xml": b"<workbook/>"})[:40],
    "deep.json": b"[" * 3_000_000,
    "deeper.json": b'{"format":"final-account-package","version":1,"figures":' + b'{"a":' * 200_000,
    "digits.json": b'{"format":"final-account-package","version":' + b"9" * 100_000 + b"}",
    "numbers.json": b'{"format":"final-account-package","version":1e999999,"figures":NaN,"scorecards":Infinity}',
    "keys.json": b'{"format":"final-account-package","__class__":{"__init__":1},"edition":"../x"}',
    "half.json": b'{"format":"final-account-package","edition":"\\ud800","region":"\\u0000"}',
}  # fmt: skip


@pytest.fixture
def where(account: FinalAccount) -> str:
    return f"/entry/{account.unit.code}/{account.fiscal_year}/files/"


def hand_in(client: Client, where: str, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name or "x", content)
    return client.post(where, {"file": file, "purpose": Purpose.THIS_YEAR.value, "stage": BudgetStage.ADJUSTED.value})


@pytest.mark.only_on("sqlite", "a file is read, and refused, above the database")
@pytest.mark.parametrize("name", sorted(HARM))
def test_harmful_file_is_refused_in_words_and_not_kept(name: str, where: str, jack: tuple[Client, User]) -> None:
    client, _ = jack
    began = time.process_time()
    answer = hand_in(client, where, name, HARM[name])
    assert answer.status_code == 422, name
    said = answer.content.decode()
    assert 'class="notice notice-error"' in said
    assert 'class="field-error"' not in said, "the file was not even looked at"
    assert b"root:" not in answer.content
    assert not IntakeFile.objects.exists()
    assert time.process_time() - began < 3 * slowness()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd", "..\\..\\x.xlsx", "a\r\nSet-Cookie: x=1.xlsx", 'a"; filename="b.html', "\u202excod.exe",
        "x" * 5000 + ".xlsx", "<script>p()</script>.xlsx", "CON", ".htaccess", "空 格（1）.xlsx", "a\u2028b.xlsx",
    ],
)  # fmt: skip
def test_name_of_a_file_is_only_a_name(name: str, where: str, jack: tuple[Client, User]) -> None:
    client, _ = jack
    content = xlsx_of(workbook_of(()))
    account = FinalAccount.objects.get()
    kept = IntakeFile.objects.create(
        account=account,
        name=name[:200],
        purpose="this_year",
        stage="adjusted",
        sha256="0" * 64,
        size=1,
        content=content,
    )
    answer = client.get(f"{where}{kept.pk}/content/")
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment")
    assert not set(said) & set("\r\n\u2028\u202e")
    assert 'filename="b.html' not in said.replace('\\"', "")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    hand_in(client, where, name, b"x")


class Untouched(io.BytesIO):
    """A body that must not be read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("where", ["/login/", "/verify/", "/entry/650100/2023/files/", "/entry/650100/2023/changes/"])
def test_body_too_large_is_refused_before_a_byte_is_read(where: str, client: Client) -> None:
    """Whoever sends it: nobody is signed in here."""
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": Untouched()}
    answer = client.generic("POST", where, b"", **sent | {"CONTENT_LENGTH": str(MOST + 1)})  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert "超过 12 MB" in answer.content.decode()


def test_body_that_gives_no_length_or_a_wrong_one_is_read_no_further(client: Client) -> None:
    for length in ("", "-1", "x", "1e9", "²"):
        answer = client.generic("POST", "/verify/", b"", CONTENT_LENGTH=length, CONTENT_TYPE="text/plain")
        assert answer.status_code == 400, length


def test_form_of_too_many_fields_or_files_is_refused(jack: tuple[Client, User], where: str) -> None:
    client, _ = jack
    client.raise_request_exception = False
    fields = "&".join(f"a{n}=1" for n in range(10_001))
    assert client.post("/password/", fields, content_type="application/x-www-form-urlencoded").status_code == 400
    files = {f"file{n}": SimpleUploadedFile("x", b"x") for n in range(101)}
    assert client.post(where, files).status_code == 400
