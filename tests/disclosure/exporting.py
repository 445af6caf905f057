"""Accounts on their way out, and what a reader of their files finds in them."""

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl

from disclosure.editions import edition
from disclosure.exports.formats import FORMATS
from disclosure.exports.subject import Exported
from finance.figures import Figures
from performance.scorecards import Scorecards
from tests.disclosure.published import sample
from tests.missing import not_tested
from tests.samples import SAMPLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def subject_of(figures: Figures, scorecards: Scorecards | None = None, slug: str = "xinjiang_2023") -> Exported:
    return Exported(figures, scorecards or Scorecards(), edition(slug), "某某市")


def changji() -> Exported:
    return subject_of(*sample())


@cache
def made(name: str, format_key: str, slug: str = "xinjiang_2023") -> bytes:
    """The file of a sample, made once."""
    subject = changji() if name == "changji_2023" else subject_of(SAMPLES[name](), slug=slug)
    return FORMATS[format_key].make(subject)


def renamed(subject: Exported, unit_name: str) -> Exported:
    return replace(subject, figures=replace(subject.figures, unit=replace(subject.figures.unit, name=unit_name)))


def workbook(content: bytes, *, formulas: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas)


def word(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def word_text(content: bytes) -> str:
    """All that is written in the body, in order, white space removed; contents in a box of their own left out."""
    body = word(content).element.body
    texts = (t.text or "" for child in body if child.tag != f"{W}sdt" for t in child.iter(f"{W}t"))
    return "".join("".join(texts).split())


def office(content: bytes, extension: str, to: str, folder: Path) -> Path:
    """The file as LibreOffice opens, computes and saves it. Skips, loudly, where there is no LibreOffice."""
    (saved,) = office_all([content], extension, to, folder)
    return saved


def office_all(contents: Sequence[bytes], extension: str, to: str, folder: Path) -> list[Path]:
    """Many files, for which LibreOffice starts once."""
    program = shutil.which("soffice")
    if program is None:
        not_tested("in LibreOffice", "libreoffice-calc libreoffice-writer")
    profile = folder / "profile"
    registry = profile / "user" / "registrymodifications.xcu"
    registry.parent.mkdir(parents=True, exist_ok=True)
    registry.write_text(_ALWAYS_COMPUTE, encoding="utf-8")
    names = ["file", *(f"file{number}" for number in range(1, len(contents)))]
    sources = [folder / f"{name}.{extension}" for name in names]
    for source, content in zip(sources, contents, strict=True):
        source.write_bytes(content)
    out = folder / "out"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to]
    # Our documents see no fonts but their own (disclosure.pdf.fonts); LibreOffice would not start.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    command += ["--outdir", str(out), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=surroundings)
    assert done.returncode == 0, done.stderr
    return [out / f"{name}.{to.split(':')[0]}" for name in names]


# What stands stored beside a formula is not believed: everything is computed anew on opening.
_ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
