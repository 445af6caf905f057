"""Whether a file is a 填报工作簿, without opening it: its hidden sheet is named in its table of contents."""

import io
import zipfile
import zlib

from disclosure.exports.own_workbook.marks import ISSUED_SHEET

_MOST = 400_000  # bytes of xl/workbook.xml


def is_filled_in(content: bytes) -> bool:
    """Of a broken file the answer is no; who opens it will say what is wrong with it."""
    if not content.startswith(b"PK"):
        return ISSUED_SHEET.encode("utf-16-le") in content  # saved as .xls
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return ISSUED_SHEET.encode() in part.read(_MOST)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
