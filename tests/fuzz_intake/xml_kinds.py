"""A part of XML, mutated: cells beyond the edge, numbers that are none, entities, depths, other encodings."""

import re
from collections.abc import Callable
from random import Random

_DECLARATION = re.compile(rb"^<\?xml.*?\?>\s*")
_VALUE = re.compile(rb"<v>[^<]*</v>")
_PLACE = re.compile(rb' r="[A-Z]+[0-9]+"')
_ROW = re.compile(rb'<row r="[0-9]+"')
_KIND = re.compile(rb' t="[a-z]+"')
_ATTRIBUTE = re.compile(rb'="[^"]*"')
_TAG = re.compile(rb"<[^>]*>")
_TEXT = re.compile(rb">[^<]+<")

VALUES = (
    b"NaN", b"nan", b"Infinity", b"-inf", b"1e400", b"-1e308", b"1e-400", b"9" * 400, b"0x1F", b"--5", b"1,234.5", b"",
    b"99999999999", b"-1", b"2147483648", b"1.5.2", b"TRUE", b"#REF!", b"\xe4\xb8\x87", b"&#0;", b"&#xD800;", b"&lt;",
    b"=1+1", b"45000", b"1" + b"0" * 5000,
)  # fmt: skip
PLACES = (
    b"XFD1048576", b"A0", b"A-1", b"", b"ZZZZ9", b"A99999999999", b"1A", b"XFE1", b"A1:B2", b"$A$1", b"a1", b"AAA70000",
)  # fmt: skip
TEXTS = (
    b"&lt;!DOCTYPE", b"&#x1F600;", b"&#xFFFE;", b"_x0000_", b"_xD800_", b"\xff\xfe", b"\xed\xa0\x80", b"A" * 40_000,
    b"\xe2\x80\xae\xe6\x80\xbb", b"=HYPERLINK(&quot;http://x&quot;)", b"2080101", b"-", b"&amp;nbsp;", b"&undefined;",
)  # fmt: skip
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]>',
)


def mutated(part: bytes, rng: Random) -> bytes:
    return rng.choice(WAYS)(part, rng)


def _replaced(pattern: re.Pattern[bytes], part: bytes, rng: Random, make: Callable[[bytes], bytes]) -> bytes:
    """One match, a few, or nearly all of them are something else."""
    share = rng.choice((0.001, 0.02, 0.5))
    found = [*pattern.finditer(part)][:5000]
    chosen = [match for match in found if rng.random() < share] or found[:1]
    for match in reversed(chosen):
        part = part[: match.start()] + make(match[0]) + part[match.end() :]
    return part


def _values(part: bytes, rng: Random) -> bytes:
    value = rng.choice(VALUES)
    return _replaced(_VALUE, part, rng, lambda _: b"<v>" + value + b"</v>")


def _places(part: bytes, rng: Random) -> bytes:
    return _replaced(_PLACE, part, rng, lambda _: b' r="' + rng.choice(PLACES) + b'"')


def _rows(part: bytes, rng: Random) -> bytes:
    number = rng.choice((b"0", b"1", b"-3", b"1048576", b"99999999999", b"x", b""))
    return _replaced(_ROW, part, rng, lambda _: b'<row r="' + number + b'"')


def _kinds(part: bytes, rng: Random) -> bytes:
    kind = rng.choice((b"s", b"b", b"e", b"d", b"n", b"str", b"inlineStr", b"zzz", b""))
    return _replaced(_KIND, part, rng, lambda _: b' t="' + kind + b'"')


def _attributes(part: bytes, rng: Random) -> bytes:
    value = rng.choice(
        (b"", b"-1", b"999999999", b"x" * 60_000, b"../../../etc/passwd", b"http://127.0.0.1:9/", b"&#10;")
    )
    return _replaced(_ATTRIBUTE, part, rng, lambda _: b'="' + value + b'"')


def _tags(part: bytes, rng: Random) -> bytes:
    tag = rng.choice((b"", b"<", b"<x>", b"</x>", b"<f>1+1</f>", b"<![CDATA[", b"<?php", b"<!--", b"<c><c><c>"))
    return _replaced(_TAG, part, rng, lambda found: rng.choice((tag, found + found)))


def _texts(part: bytes, rng: Random) -> bytes:
    return _replaced(_TEXT, part, rng, lambda _: b">" + rng.choice(TEXTS) + b"<")


def _entities(part: bytes, rng: Random) -> bytes:
    head = _DECLARATION.match(part)
    at = head.end() if head else 0
    part = part[:at] + rng.choice(ENTITIES) + part[at:]
    return _replaced(_TEXT, part, rng, lambda _: b">&b;&a;<")


def _deep(part: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(part) + 1)
    depth = rng.choice((50, 5000, 200_000))
    return part[:at] + b"<a>" * depth + b"</a>" * rng.choice((0, depth)) + part[at:]


def _encoded(part: bytes, rng: Random) -> bytes:
    text = part.decode("utf-8", "replace")
    coding = rng.choice(("utf-16", "utf-7", "gb18030", "utf-32", "latin-1"))
    if rng.random() < 0.7:
        text = text.replace("UTF-8", coding.upper())
    return text.encode(coding, "replace")


def _far(part: bytes, rng: Random) -> bytes:
    """Cells and areas at the end of the world, in numbers."""
    far = b"".join(
        b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, column, row)
        for row in range(rng.choice((1, 3000, 1_048_000)), rng.choice((2, 3200, 1_048_576)), rng.choice((1, 97)))
        for column in (rng.choice((b"A", b"CZ", b"XFD")),)
    )
    return part.replace(b"</sheetData>", far + b"</sheetData>", 1)


def _merged(part: bytes, rng: Random) -> bytes:
    areas = b'<mergeCells count="9"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/></mergeCells>'
    return part.replace(b"</sheetData>", b"</sheetData>" + areas * rng.choice((1, 2000)), 1)


WAYS = (
    _values, _values, _values, _places, _rows, _kinds, _attributes, _tags, _texts, _texts, _entities, _deep, _encoded,
    _far, _merged,
)  # fmt: skip
