""".xlsx, its archive and the XML in it mutated: what an attacker or a careless program packs."""

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED

from tests.fuzz_intake import byte_kinds, xml_kinds

type Parts = dict[str, bytes]

# A part that is too large is told by its size; these are the sizes that pass, or nearly.
LARGE = 3_000_000
HARMFUL = {
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
    "xl/macrosheets/sheet1.xml": b"<xm:macrosheet/>",
    "../../../../tmp/escaped.xml": b"<x/>",
    "/etc/passwd": b"root",
    "xl/worksheets/sheet1.xml/deeper.xml": b"<x/>",
    "xl/embeddings/book.xlsx": b"PK\x03\x04",
    "xl/" + "深" * 3000 + ".xml": b"<x/>",
    "": b"nameless",
}


def mutated(content: bytes, rng: Random) -> bytes:
    """Parts changed and packed again; or the packing itself."""
    if rng.random() < 0.15:
        return rng.choice(PACKINGS)(content, rng)
    parts = unpacked(content)
    for _ in range(rng.choice((1, 1, 2, 5))):
        rng.choice(WAYS)(parts, rng)
    return packed(parts, rng.choice((ZIP_DEFLATED, ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED, ZIP_BZIP2, ZIP_LZMA)))


def unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, method: int = ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return out.getvalue()


def _any(parts: Parts, rng: Random) -> str:
    """A part; more often one that holds cells than one that holds colours."""
    names = sorted(parts)
    telling = [name for name in names if "sheet" in name or "sharedStrings" in name or "workbook" in name]
    return rng.choice(telling if telling and rng.random() < 0.8 else names or [""])


def _dropped(parts: Parts, rng: Random) -> None:
    parts.pop(_any(parts, rng), None)


def _emptied(parts: Parts, rng: Random) -> None:
    parts[_any(parts, rng)] = b""


def _swapped(parts: Parts, rng: Random) -> None:
    one, other = _any(parts, rng), _any(parts, rng)
    parts[one], parts[other] = parts.get(other, b""), parts.get(one, b"")


def _renamed(parts: Parts, rng: Random) -> None:
    name = _any(parts, rng)
    parts[rng.choice((name.upper(), name.replace("/", "\\"), f"{name}.bak", f"./{name}"))] = parts.pop(name, b"")


def _harmful(parts: Parts, rng: Random) -> None:
    name = rng.choice(sorted(HARMFUL))
    parts[name] = HARMFUL[name]


def _bytes_changed(parts: Parts, rng: Random) -> None:
    name = _any(parts, rng)
    parts[name] = byte_kinds.mutated(parts.get(name, b""), rng)


def _xml_changed(parts: Parts, rng: Random) -> None:
    name = _any(parts, rng)
    parts[name] = xml_kinds.mutated(parts.get(name, b""), rng)


def _swollen(parts: Parts, rng: Random) -> None:
    parts[f"xl/media/{rng.randrange(9)}.xml"] = rng.choice((b" ", b"<a>", rng.randbytes(40))) * (LARGE // 3)


def _many(parts: Parts, rng: Random) -> None:
    parts |= {f"xl/worksheets/more{n}.xml": b"<worksheet/>" for n in range(rng.choice((50, 999, 1500)))}


WAYS: tuple[Callable[[Parts, Random], None], ...] = (
    _dropped, _emptied, _swapped, _renamed, _harmful, _bytes_changed, _swollen, _many, *[_xml_changed] * 12,
)  # fmt: skip


# The packing ---


def _twice(content: bytes, rng: Random) -> bytes:
    """Every part twice under one name: readers differ in which they take."""
    out = io.BytesIO(content)
    parts = unpacked(content)
    name = rng.choice(sorted(parts))
    archive = zipfile.ZipFile(out, "a", ZIP_DEFLATED)
    info = zipfile.ZipInfo(name)
    archive.NameToInfo.pop(name, None)  # no warning of the duplicate
    archive.writestr(info, xml_kinds.mutated(parts[name], rng))
    archive.close()
    return out.getvalue()


def _locked(content: bytes, rng: Random) -> bytes:
    """Every entry says that it is encrypted."""
    made = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(signature)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(signature, at + 4)
    return bytes(made)


def _lying(content: bytes, rng: Random) -> bytes:
    """Sizes in the directory that are not those of the parts."""
    made = bytearray(content)
    at = made.find(b"PK\x01\x02")
    while 0 <= at < len(made) - 30:
        if rng.random() < 0.5:
            size = rng.choice((0, 1, 1000, 2**31, 2**32 - 1))
            made[at + rng.choice((20, 24)) :][:0] = b""
            offset = at + rng.choice((20, 24))
            made[offset : offset + 4] = struct.pack("<I", size)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def _method_unknown(content: bytes, rng: Random) -> bytes:
    made = bytearray(content)
    method = struct.pack("<H", rng.choice((1, 6, 9, 14, 95, 99, 65535)))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = made.find(signature)
        while at >= 0:
            made[at + offset : at + offset + 2] = method
            at = made.find(signature, at + 4)
    return bytes(made)


def _preceded(content: bytes, rng: Random) -> bytes:
    return rng.choice((b"MZ", b"%PDF-1.7\n", b"<html>", b"PK\x03\x04", rng.randbytes(500))) + content


def _nested(content: bytes, rng: Random) -> bytes:
    for depth in range(rng.choice((1, 5, 30))):
        content = packed({f"level{depth}.xlsx": content})
    return content


def _bomb(content: bytes, rng: Random) -> bytes:
    parts = unpacked(content)
    size = rng.choice((5_000_000, 20_000_000))
    name = rng.choice(("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/media/x.bin"))
    parts[name] = parts.get(name, b"")[:300] + rng.choice((b" ", b"<c/>", b"<row>", b"&#65;")) * (size // 5)
    return packed(parts)


PACKINGS = (_twice, _locked, _lying, _method_unknown, _preceded, _nested, _bomb)
