"""Files as they come: workbooks are read, whatever else they are gets a message, and nothing gets out of hand."""

import base64
import gzip
import io
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from disclosure.intake import child, opening
from disclosure.intake.opening import CHILD, MAX_BYTES, Unreadable, open_workbook
from disclosure.intake.workbook import Sheet, Workbook
from finance.tables import TableLayout, build_all
from tests.disclosure.exporting import made, office
from tests.disclosure.official_workbooks import workbook_of, xlsx_of
from tests.pace import computed
from tests.samples import SAMPLES

FILES = Path(__file__).parent / "files"
SAMPLE = workbook_of(build_all(SAMPLES["all_funds"](), TableLayout()))
XLSX = xlsx_of(SAMPLE)


@pytest.fixture(autouse=True)
def _opened_anew() -> None:
    open_workbook.cache_clear()


def xls() -> bytes:
    """all_funds as our own export, saved as Excel 97 by LibreOffice."""
    return gzip.decompress(base64.b64decode((FILES / "all_funds.xls.gz.b64").read_text(encoding="ascii")))


def refused(content: bytes) -> str:
    before = computed()
    with pytest.raises(Unreadable) as refusal:
        open_workbook(content)
    assert computed() - before < 10
    return str(refusal.value)


def rezipped(change: Callable[[str, bytes], bytes], *more: tuple[str, bytes]) -> bytes:
    """The workbook with its parts changed, and further ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more:
            new.writestr(name, content)
    return out.getvalue()


def as_it_is(_name: str, content: bytes) -> bytes:
    return content


def in_part(part: str, old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new, 1) if name == part else content

    return rezipped(change)


def test_xlsx_is_read_cell_by_cell() -> None:
    assert open_workbook(XLSX).sheets == SAMPLE.sheets


def test_xls_is_read_as_xlsx_is() -> None:
    def plain(workbook: Workbook) -> list[tuple[str, list[list[object]]]]:
        return [(s.name, [[v if v != "" else None for v in row] for row in s.rows]) for s in workbook]

    assert plain(open_workbook(xls())) == plain(open_workbook(made("all_funds", "xlsx")))


def test_xls_that_libreoffice_saves_today_is_read(tmp_path: Path) -> None:
    content = office(made("changji_2023", "xlsx"), "xlsx", "xls", tmp_path).read_bytes()
    assert len(open_workbook(content).sheets) == 9


def test_numbers_texts_and_empty_cells_stay_what_they_are() -> None:
    sheet = Sheet("表", (("a", None, 1.5), (), (True, "1.50", 2940.05), ("_x000D_\r\n换行",)))
    (read,) = open_workbook(xlsx_of(Workbook((sheet,))))
    assert read.rows == (("a", None, 1.5), (), (True, "1.50", 2940.05), ("\n换行",))


def test_hidden_sheets_are_kept_apart() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("看得见").write(0, 0, 1)
    hidden = book.add_worksheet("看不见")
    hidden.write(0, 0, 2)
    hidden.hide()
    book.close()
    read = open_workbook(stream.getvalue())
    assert ([s.name for s in read.sheets], [s.name for s in read.hidden]) == (["看得见"], ["看不见"])


def test_formula_without_a_stored_result_is_marked() -> None:
    book = openpyxl.Workbook()
    made = book.create_sheet("表", 0)
    made["B2"] = "=1+1"
    made["B3"] = 5
    stream = io.BytesIO()
    book.save(stream)
    sheet = open_workbook(stream.getvalue()).sheets[0]
    assert sheet.formulas_without_value == {(1, 1)}


def test_formula_with_its_result_is_its_result() -> None:
    (sheet, *_) = open_workbook(made("changji_2023", "xlsx"))
    assert sheet.formulas_without_value == frozenset()
    assert any(value == pytest.approx(724.949254) for row in sheet.rows for value in row if isinstance(value, float))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.4\n", "这是 PDF 文件"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "其实是网页（HTML）"),
        (b"\xef\xbb\xbf<!DOCTYPE html><body>", "其实是网页（HTML）"),
        (b"  <TABLE border=1>", "其实是网页（HTML）"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "XML 表格 2003"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "其实是单个网页"),
        (b"{\\rtf1", "RTF 文档"),
        (b"Rar!\x1a\x07", "这是压缩包"),
        (b"\x89PNG\r\n", "这是图片"),
        ("项目,金额\r\n一,1\r\n".encode("gb18030"), "可能是 CSV"),
        (b"\x00\x01\x02\x03", "不是 .xlsx 或 .xls 工作簿"),
        (b"PK\x03\x04", "压缩包打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "已损坏或不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, "已损坏或不完整"),
    ],
)
def test_file_that_is_no_workbook_is_told_by_its_name(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_file_that_is_too_large_is_not_even_opened() -> None:
    assert refused(b"PK\x03\x04" + b"0" * MAX_BYTES) == "文件有 10.0 MB，最多 10 MB"


@pytest.mark.parametrize("length", [50, 1000, len(XLSX) // 2, len(XLSX) - 30])
def test_truncated_workbook_gets_a_message(length: int) -> None:
    assert "已损坏或不完整" in refused(XLSX[:length])


def test_truncated_xls_gets_a_message() -> None:
    assert "已损坏或不完整" in refused(xls()[:20_000])


def test_workbook_with_a_password_gets_a_message() -> None:
    """An encrypted .xlsx is an OLE file with an EncryptedPackage in it."""
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    assert "加了密码" in refused(content)
    locked = bytearray(XLSX)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(signature)
        while at >= 0:
            locked[at + offset] |= 1
            at = locked.find(signature, at + 4)
    assert "加了密码" in refused(bytes(locked))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "带有宏"),
        ("xl/macrosheets/sheet1.xml", "带有宏"),
        ("xl/externalLinks/externalLink1.xml", "链接了别的文件"),
        ("xl\\externalLinks\\externalLink1.xml", "链接了别的文件"),
        ("xl/workbook.bin", ".xlsb"),
    ],
)
def test_what_could_act_is_refused(part: str, words: str) -> None:
    assert words in refused(rezipped(as_it_is, (part, b"<x/>")))


def test_macros_in_xls_are_refused() -> None:
    assert "带有宏" in refused(xls() + "_VBA_PROJECT_CUR".encode("utf-16-le"))


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_entities_are_refused(part: str) -> None:
    declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    assert "实体声明" in refused(in_part(part, declaration, declaration + ENTITIES))


def test_entities_in_another_encoding_are_refused() -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return content
        text = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        head, _, rest = text.partition("?>")
        return f"{head}?>{ENTITIES.decode()}{rest}".encode("utf-16")

    assert "实体声明" in refused(rezipped(change))


def test_bomb_is_refused_by_what_it_says_of_itself() -> None:
    assert "压缩率不正常" in refused(rezipped(as_it_is, ("xl/media/zeros.bin", b"\0" * 40_000_000)))
    parts = [(f"xl/media/{n}.bin", b"\0" * 30_000_000) for n in range(5)]
    assert "解开后有" in refused(rezipped(as_it_is, *parts))
    parts = [(f"xl/media/{n}.bin", b"") for n in range(child.MAX_ENTRIES)]
    assert "个部分" in refused(rezipped(as_it_is, *parts))


def test_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    content = bytearray(rezipped(as_it_is, ("xl/worksheets/sheet99.xml", b"<c>" + b" " * 50_000_000)))
    size = struct.pack("<I", 50_000_003)
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = struct.pack("<I", 1000)
    assert "已损坏" in refused(bytes(content))


def test_cell_at_the_end_of_the_world_is_refused_in_little_time() -> None:
    for row, column in ((1048576, "XFD"), (1048576, "A"), (60, "XFD"), (99999999999, "A")):
        far = f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'.encode()
        assert "超过" in refused(in_part("xl/worksheets/sheet1.xml", b"</sheetData>", far))


def test_size_that_the_file_claims_is_not_believed() -> None:
    def boast(_name: str, content: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', content)

    assert open_workbook(rezipped(boast)).sheets == SAMPLE.sheets


@pytest.mark.parametrize(("rows", "columns", "words"), [(3500, 3, "超过 3000 行"), (3, 120, "超过 80 列")])
def test_too_many_rows_or_columns_are_refused(rows: int, columns: int, words: str) -> None:
    sheet = Sheet("很大的表", tuple((1.0,) * columns for _ in range(rows)))
    assert words in refused(xlsx_of(Workbook((sheet,))))


def test_too_many_sheets_are_refused() -> None:
    sheets = tuple(Sheet(f"表{n}", ((1.0,),)) for n in range(child.MAX_SHEETS + 1))
    assert "最多 60 张" in refused(xlsx_of(Workbook(sheets)))


def test_empty_rows_far_below_are_no_harm() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(60_000, 65_536))
    content = in_part("xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    assert open_workbook(content).sheets[0] == SAMPLE.sheets[0]


def test_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "child.py"
    sleeper.write_text("import time; time.sleep(60)", encoding="utf-8")
    monkeypatch.setattr(opening, "CHILD", sleeper)
    monkeypatch.setattr(opening, "SECONDS", 1)
    assert "用的时间太长" in refused(XLSX)


@pytest.mark.parametrize(
    "code", ["import os; os.abort()", "x = bytearray(10**11)", "print('no json')", "import os; os._exit(3)"]
)
def test_child_that_dies_is_survived(code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "child.py"
    broken.write_text(code, encoding="utf-8")
    monkeypatch.setattr(opening, "CHILD", broken)
    assert refused(XLSX)


@pytest.mark.parametrize(
    "code",
    [
        "open('escaped', 'w').write('x' * 100_000)",
        "x = bytearray(2 * 1024**3)",
        "import resource; assert resource.getrlimit(resource.RLIMIT_CPU)[0] == 5; raise SystemExit(1)",
    ],
)
def test_child_is_held_to_its_limits(code: str, tmp_path: Path) -> None:
    script = f"import runpy; m = runpy.run_path({str(CHILD)!r}); m['limit'](); {code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode != 0
    assert all(path.stat().st_size == 0 for path in tmp_path.iterdir())


def test_child_imports_nothing_of_ours() -> None:
    text = CHILD.read_text(encoding="utf-8")
    assert "from disclosure" not in text
    assert "from finance" not in text
    assert "import django" not in text
