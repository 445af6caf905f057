"""The child process that opens an uploaded workbook: python child.py KIND, the file on its standard input.

It stands alone (it imports nothing of ours), may use little memory and time, and may write no file. It prints one JSON
object: {"sheets": […]} or {"refused": "…"}. Whatever else happens to it, its parent goes on.
"""

import io
import json
import re
import resource
import sys
import zipfile
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 5
MAX_SHEETS = 60
MAX_ROWS = 3000
MAX_EMPTY_ROWS = 1_100_000  # as many as a sheet has, for somebody formats a whole column
MAX_COLUMNS = 80
MAX_CELLS = 400_000
MAX_TEXT = 40_000  # a cell of Excel holds 32,767
MAX_ALL_TEXT = 12_000_000
MAX_ENTRIES = 1000
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 200
SMALL = 1024 * 1024  # what is smaller than this may be packed as tightly as it likes


class Refused(Exception):
    """The file is not taken; the message says why."""


def main() -> None:
    limit()
    sys.stdout.write(answer(sys.argv[1], sys.stdin.buffer.read()))


def answer(kind: str, content: bytes) -> str:
    """What is in the file, or why nobody can tell."""
    try:
        found: dict[str, Any] = {"sheets": READERS[kind](content)}
    except Refused as refusal:
        found = {"refused": str(refusal)}
    except MemoryError:
        found = {"refused": "打开这个工作簿要用太多内存，请删去无关的内容后再导入"}
    except Exception as error:  # whatever a broken file makes a library raise
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        found = {"refused": "工作簿已损坏或不完整，读不出来。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"}
    return json.dumps(found, ensure_ascii=True)


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# .xlsx ---


def read_xlsx(content: bytes) -> list[dict[str, Any]]:
    import openpyxl  # noqa: PLC0415 - only what this file needs is loaded

    archive = checked_archive(content)
    without_value = formulas_without_value(archive)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    tables = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    if len(tables) > MAX_SHEETS:
        raise Refused(f"工作簿有 {len(tables)} 张工作表，最多 {MAX_SHEETS} 张")
    counter = Counter()
    sheets = []
    for sheet in tables:
        sheet.reset_dimensions()  # what the file says of its size need not be true
        rows = counter.rows(sheet.iter_rows(values_only=True), sheet.title)
        path = getattr(sheet, "_worksheet_path", "").lstrip("/")
        sheets.append(
            {
                "name": sheet.title,
                "is_hidden": sheet.sheet_state != "visible",
                "rows": rows,
                "without_value": without_value.get(path, []),
            }
        )
    return sheets


def checked_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, when it is no bomb and holds nothing that could act: no macros, no links, no entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Refused("工作簿已损坏或不完整（压缩包打不开），请重新导出或另存后再导入") from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused(f"工作簿里有 {len(entries)} 个部分，超过 {MAX_ENTRIES} 个，不能导入")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("工作簿加了密码，请去掉密码后再导入")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Refused(f"工作簿解开后有 {unpacked // 1024 // 1024} MB，超过 {MAX_UNPACKED // 1024 // 1024} MB")
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused("工作簿的压缩率不正常，不能导入")
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Refused("工作簿带有宏，不能导入。请另存为不带宏的 .xlsx 后再导入")
    if any("/externallinks/" in name for name in names):
        raise Refused("工作簿链接了别的文件，不能导入。请在 Excel“数据—编辑链接”里断开链接，保存后再导入")
    if "xl/workbook.bin" in names:
        raise Refused("这是 .xlsb 工作簿，请另存为 .xlsx 后再导入")
    if "xl/workbook.xml" not in names:
        kind = "OpenDocument 表格" if "content.xml" in names else "Word 文档" if "word/document.xml" in names else ""
        raise Refused(f"这不是 .xlsx 工作簿{f'，而是 {kind}' if kind else ''}，请另存为 .xlsx 后再导入")
    refuse_entities(archive)
    return archive


def refuse_entities(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            part = archive.read(name)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or is_doctype_in_utf16(part):
                raise Refused("工作簿里有外部实体声明，不能导入")


def is_doctype_in_utf16(part: bytes) -> bool:
    return any(f"<!{word}".encode(coding) in part for word in ("DOCTYPE", "ENTITY") for coding in UTF16)


UTF16 = ("utf-16-le", "utf-16-be")
CELL_WITHOUT_VALUE = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def formulas_without_value(archive: zipfile.ZipFile) -> dict[str, list[list[int]]]:
    """Sheet part → cells whose formula has no stored result: no spreadsheet has computed the file yet."""
    found = {}
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells = CELL_WITHOUT_VALUE.findall(archive.read(name))
            found[name] = [[int(row) - 1, column_number(letters)] for letters, row in cells[:MAX_ROWS]]
    return found


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


# .xls ---


def read_xls(content: bytes) -> list[dict[str, Any]]:
    import python_calamine  # noqa: PLC0415

    if "_VBA_PROJECT_CUR".encode("utf-16-le") in content or "\x01CompObj_VBA".encode("utf-16-le") in content:
        raise Refused("工作簿带有宏，不能导入。请另存为不带宏的 .xlsx 后再导入")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("工作簿加了密码，请去掉密码后再导入")
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise Refused("工作簿加了密码，请去掉密码后再导入") from error
    if len(book.sheets_metadata) > MAX_SHEETS:
        raise Refused(f"工作簿有 {len(book.sheets_metadata)} 张工作表，最多 {MAX_SHEETS} 张")
    counter = Counter()
    sheets = []
    for entry in book.sheets_metadata:
        if entry.typ == python_calamine.SheetTypeEnum.MacroSheet:
            raise Refused("工作簿带有宏表，不能导入。请另存为不带宏的 .xlsx 后再导入")
        if entry.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(entry.name)
        if sheet.height > MAX_ROWS:
            raise Refused(too_many_rows(entry.name))
        if sheet.width > MAX_COLUMNS:
            raise Refused(too_many_columns(entry.name))
        rows = counter.rows(sheet.to_python(skip_empty_area=False), entry.name)
        is_hidden = entry.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append({"name": entry.name, "is_hidden": is_hidden, "rows": rows, "without_value": []})
    return sheets


# Both ---


def too_many_rows(name: str) -> str:
    return f"工作表“{name[:31]}”超过 {MAX_ROWS} 行。请删去表格下面多余的行后再导入"


def too_many_columns(name: str) -> str:
    return f"工作表“{name[:31]}”超过 {MAX_COLUMNS} 列。请删去表格右边多余的列后再导入"


class Counter:
    """What has been read of a workbook so far."""

    def __init__(self) -> None:
        self.cells = self.characters = self.empty_rows = 0

    def row(self, row: Any, name: str) -> list[Any]:
        """The row without its empty end."""
        values = [self.value(value) for value in row]
        while values and values[-1] is None:
            values.pop()
        if len(values) > MAX_COLUMNS:
            raise Refused(too_many_columns(name))
        self.cells += len(values)
        if self.cells > MAX_CELLS or self.characters > MAX_ALL_TEXT:
            raise Refused("工作簿的内容太多，请只留下决算报表后再导入")
        return values

    def rows(self, rows: Any, name: str) -> list[list[Any]]:
        """All rows. Empty ones far below (somebody formatted a whole column) are no harm."""
        found = []
        for number, row in enumerate(rows):
            values = self.row(row, name)
            if number < MAX_ROWS:
                found.append(values)
            else:
                self.empty_rows += 1
                if values or self.empty_rows > MAX_EMPTY_ROWS:
                    raise Refused(too_many_rows(name))
        while found and not found[-1]:
            found.pop()
        return found

    def value(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, bool | int | float):
            self.characters += 8
            return value if abs(value) < 1e300 else str(value)
        text = CONTROLS.sub("", ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)))[:MAX_TEXT]
        self.characters += len(text)
        return text or None


ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f])_")  # a control character as Excel writes it: _x000D_
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")

READERS = {"xlsx": read_xlsx, "xls": read_xls}

if __name__ == "__main__":
    main()
