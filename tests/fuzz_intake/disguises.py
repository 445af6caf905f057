"""Files that are something else altogether, whatever they are called."""

from random import Random

_PAGE = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>收入决算表</td></tr></table></html>"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = (
    b"", b" ", b"\0", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), _OLE, b"\x09\x08\x10\x00", b"%PDF-1.7\n%\xe2\xe3",
    _PAGE.encode(), _PAGE.encode("gb18030"), b"\xef\xbb\xbf" + _PAGE.encode(), _PAGE.encode("utf-16"),
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", b"{\\rtf1\\ansi}", b"\x89PNG\r\n\x1a\n",
    b"\x1f\x8b\x08\x00", b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c", b"GIF89a", b"\xff\xd8\xff\xe0", b"a,b\r\n1,2\r\n",
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', b"{", b"[]", b"null", b"#!/bin/sh\n",
    _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(2000),
    _OLE + bytes(600) + "_VBA_PROJECT_CUR".encode("utf-16-le") + bytes(2000),
)  # fmt: skip
NAMES = (
    "报表.xlsx",
    "报表.xls",
    "数据包.json",
    "../../etc/passwd",
    "a\x00b.xls",
    "",
    "x" * 400 + ".xlsx",
    "CON",
    "报表",
)


def made(rng: Random) -> bytes:
    """One of them, with or without more behind it."""
    return rng.choice(KINDS) + rng.choice((b"", b"", bytes(5000), rng.randbytes(rng.randrange(1, 5000))))
