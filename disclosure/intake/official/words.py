"""Printed words compared: spaces, full-width letters, quotes and numbering make no difference. Pure."""

import re

from disclosure.intake.workbook import Value

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GONE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff“”‘’\"'《》〈〉]+")
_NUMBERING = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.．]|\d{1,2}[、.．])(?=\D)")
_OF_WHICH = re.compile(r"^(?:其中|减|加):?")


def plain(value: Value) -> str:
    """（公开 01 表） → (公开01表). A number is no word."""
    return _GONE.sub("", value.translate(_WIDE)) if isinstance(value, str) else ""


def label(value: Value) -> str:
    """A row's label without 一、 and 其中：."""
    text = plain(value)
    bare = _OF_WHICH.sub("", _NUMBERING.sub("", text))
    return bare or text


def digits(value: Value) -> str:
    """A code, written as a number or as text; empty for anything else."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and 0 <= value < 10**9 else ""
    text = plain(value).removesuffix(".0")
    return text if text.isascii() and text.isdigit() and len(text) <= 9 else ""


def is_note(value: Value) -> bool:
    """注：…, 说明：… and the like, which end a table."""
    return bool(re.match(r"(?:注|说明|备注|填表说明|附注)[:.、1]?", plain(value)))
