"""An uploaded file opened: what it really is, whatever it is called; a workbook is read in a process of its own."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.intake.workbook import Sheet, Workbook

MAX_BYTES = 10 * 1024 * 1024
SECONDS = 9  # of waiting for the child, which has five of its own
MAX_ANSWER = 64 * 1024 * 1024
CHILD = Path(__file__).with_name("child.py")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")  # Excel 2–5, not in OLE
_SAVE_AS = "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入"


class Unreadable(ValueError):
    """The file cannot be taken; the message says in plain words why, and what to do."""


def is_workbook(content: bytes) -> bool:
    """Whether this looks like .xlsx or .xls at all, right or wrong."""
    return content.startswith((*_ZIP, _OLE, *_OLD_BIFF))


@lru_cache(maxsize=2)  # one that is handed in, shown and taken is opened once
def open_workbook(content: bytes) -> Workbook:
    """The workbook in a file, .xlsx or .xls. Raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(content) / 1024 / 1024:.1f} MB，最多 {MAX_BYTES // 1024 // 1024} MB")
    if not content:
        raise Unreadable("文件是空的")
    if content.startswith(_ZIP):
        return _read("xlsx", content)
    if is_workbook(content):
        return _read("xls", content)
    raise Unreadable(_what_it_is(content))


def _what_it_is(content: bytes) -> str:
    """No workbook: what, then?"""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return "这是 PDF 文件，不是工作簿。请导入决算软件导出的 .xlsx 或 .xls 报表"
    if b"<html" in start or b"<table" in start or start.startswith(b"<!doctype html"):
        return f"这个文件其实是网页（HTML），只是名字叫工作簿。{_SAVE_AS}"
    if start.startswith(b"mime-version") or b"content-type: multipart" in start:
        return f"这个文件其实是单个网页（MHTML），只是名字叫工作簿。{_SAVE_AS}"
    if start.startswith(b"<"):
        return f"这是 XML 文件（可能是“XML 表格 2003”），不是 .xlsx 或 .xls。{_SAVE_AS}"
    if start.startswith(b"{\\rtf"):
        return "这是 RTF 文档，不是工作簿。请导入 .xlsx 或 .xls 报表"
    if start.startswith((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "这是压缩包，请解压后导入里面的 .xlsx 或 .xls 报表"
    if start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return "这是图片，不是工作簿。请导入 .xlsx 或 .xls 报表"
    if b"," in start or b"\t" in start:
        return f"这是文本文件（可能是 CSV），不是 .xlsx 或 .xls。{_SAVE_AS}"
    return f"这不是 .xlsx 或 .xls 工作簿，或者已经损坏。{_SAVE_AS}"


def _read(kind: str, content: bytes) -> Workbook:
    """What the child process says is in it."""
    try:
        done = subprocess.run(  # noqa: S603 - our own script; the file comes by its standard input
            [sys.executable, "-I", "-X", "utf8", str(CHILD), kind],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("打开这个工作簿用的时间太长，已停止。请删去无关的内容，另存后再导入") from error
    except BrokenPipeError as error:
        raise Unreadable(f"工作簿已损坏，读不出来。{_SAVE_AS}") from error
    if done.returncode != 0 or len(done.stdout) > MAX_ANSWER:
        raise Unreadable("打开这个工作簿要用太多内存或时间，已停止。请删去无关的内容，另存为 .xlsx 后再导入")
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise Unreadable(f"工作簿已损坏，读不出来。{_SAVE_AS}") from error
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return _workbook(answer["sheets"])


def _workbook(sheets: list[dict[str, Any]]) -> Workbook:
    read = [
        (
            entry["is_hidden"],
            Sheet(
                str(entry["name"]),
                tuple(tuple(row) for row in entry["rows"]),
                frozenset((row, column) for row, column in entry["without_value"]),
            ),
        )
        for entry in sheets
    ]
    return Workbook(
        tuple(sheet for is_hidden, sheet in read if not is_hidden),
        tuple(sheet for is_hidden, sheet in read if is_hidden),
    )
