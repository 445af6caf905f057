"""Editions: a province's layout and wording for a fiscal year, kept as a folder of text.

A folder under templates/document/ holds edition.toml (order of parts, tables, switches), narrative/*.txt (one file a
printed section) and glossary.txt. What a folder does not have is looked for in its parent, and last in base/.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from finance.tables.layout import LayoutError, TableLayout

ROOT = Path(__file__).resolve().parent.parent / "templates" / "document"
BASE = "base"


class EditionError(ValueError):
    """An edition's folder is wrong; the message says which file and what to do."""


@dataclass(frozen=True)
class SectionSpec:
    """One entry of a part: a narrative section, or the scorecards' place among the sections. A section may stand only
    `when` a figure is filled (or `unless` it is): 部门决算单位构成 with 下属预算单位, else 机构设置."""

    file: str  # narrative/<file>.txt; empty for the scorecards
    title: str  # printed with its number: 一、收入支出决算总体情况说明
    contents_title: str = ""  # where the contents call it otherwise
    when: str = ""
    unless: str = ""
    is_scorecards: bool = False


@dataclass(frozen=True)
class PartSpec:
    """One part of the document, in order. kind: cover, contents, text, glossary, table_list or tables."""

    kind: str
    title: str = ""
    sections: tuple[SectionSpec, ...] = ()
    is_numbered: bool = True  # 第一部分 …
    lines: tuple[str, ...] = ()  # of the cover
    in_text: bool = False  # the contents stand in the plain text too


# What an edition.toml may say, so that a slip of the key is told and not passed over.
_TOP = ("name", "region", "fiscal_year", "parent", "title", "wording", "tables", "parts", "glossary")
_PART = ("kind", "title", "sections", "numbered", "lines", "in_text")
_SECTION = ("file", "title", "contents_title", "when", "unless", "scorecards")
_GLOSSARY = ("terms", "omitted")
_KINDS = ("cover", "contents", "text", "glossary", "table_list", "tables")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition, read from its folder."""

    slug: str
    folders: tuple[Path, ...]  # its own first, base last
    settings: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What a person calls it: 新疆 2023."""
        return str(self.settings["name"])

    @property
    def parent(self) -> str:
        """The folder it falls back on first; empty for base."""
        return self.folders[1].name if len(self.folders) > 1 else ""

    @property
    def title(self) -> str:
        """The document's title, with {unit}, {year} and {scope} to be filled."""
        return str(self.settings["title"])

    @property
    def wording(self) -> Mapping[str, Any]:
        """The switches templates read: what an unchanged figure or a zero base says."""
        return MappingProxyType(self.settings.get("wording", {}))

    @cached_property
    def table_layout(self) -> TableLayout:
        """版式 of the nine tables, from [tables]."""
        try:
            return TableLayout.read(self.settings.get("tables", {}))
        except LayoutError as error:
            raise EditionError(f"版本 {self.slug} 的 edition.toml：{error}") from error

    @cached_property
    def parts(self) -> tuple[PartSpec, ...]:
        """Parts in printed order."""
        return tuple(self._part(entry) for entry in self.settings.get("parts", ()))

    def _part(self, entry: Mapping[str, Any]) -> PartSpec:
        self._refuse_unknown(entry, _PART, "parts ")
        kind = entry.get("kind", "text")
        if kind not in _KINDS:
            raise EditionError(f"版本 {self.slug} 的 edition.toml：kind = “{kind}” 不认识，可用 {'、'.join(_KINDS)}")
        return PartSpec(
            kind,
            entry.get("title", ""),
            tuple(self._section(section) for section in entry.get("sections", ())),
            entry.get("numbered", kind in ("text", "glossary", "table_list")),
            tuple(entry.get("lines", ())),
            entry.get("in_text", False),
        )

    def _section(self, entry: Mapping[str, Any]) -> SectionSpec:
        self._refuse_unknown(entry, _SECTION, "sections ")
        return SectionSpec(
            entry.get("file", ""),
            entry.get("title", ""),
            entry.get("contents_title", ""),
            entry.get("when", ""),
            entry.get("unless", ""),
            entry.get("scorecards", False),
        )

    def _refuse_unknown(self, entry: Mapping[str, Any], known: tuple[str, ...], where: str = "") -> None:
        if unknown := [key for key in entry if key not in known]:
            raise EditionError(
                f"版本 {self.slug} 的 edition.toml：{where}没有“{unknown[0]}”这一项，可用 {'、'.join(known)}"
            )

    @property
    def prints_scorecards(self) -> bool:
        """Whether 绩效自评表 stand anywhere in it."""
        return any(section.is_scorecards for part in self.parts for section in part.sections)

    @property
    def terms(self) -> tuple[str, ...]:
        """名词 of the trade that a glossary should explain where they are used."""
        return tuple(self.settings.get("glossary", {}).get("terms", ()))

    @property
    def omitted_terms(self) -> tuple[str, ...]:
        """名词 that the text uses and the glossary leaves out on purpose."""
        return tuple(self.settings.get("glossary", {}).get("omitted", ()))

    def find(self, name: str) -> Path:
        """The file as this edition sees it; EditionError naming it where no folder has it."""
        for folder in self.folders:
            if (path := folder / name).is_file():
                return path
        raise EditionError(f"版本 {self.slug} 缺少文件 {name}（已找过 {'、'.join(f.name for f in self.folders)}）")

    @cached_property
    def glossary(self) -> tuple[tuple[str, str], ...]:
        """(term, definition) pairs in printed order, as the file has them. A line a term: 财政拨款收入：指…"""
        entries = []
        for number, line in enumerate(self.find("glossary.txt").read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            term, colon, definition = line.partition("：")
            if not colon:
                raise EditionError(f"版本 {self.slug} 的 glossary.txt 第 {number} 行缺少“：”")
            entries.append((term.strip(), definition.strip()))
        return tuple(entries)

    @cached_property
    def texts(self) -> Mapping[str, Path]:
        """Every text file this edition sees, by its name, its own before its parents'."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in (*folder.glob("narrative/*.txt"), *folder.glob("*.txt")):
                found.setdefault(path.relative_to(folder).as_posix(), path)
        return MappingProxyType(dict(sorted(found.items())))

    @cached_property
    def fingerprint(self) -> str:
        """Of all that this edition says, inherited or its own. A publication keeps it: another one means that the
        wording has changed since."""
        digest = hashlib.sha256(json.dumps(dict(self.settings), ensure_ascii=False, sort_keys=True).encode())
        for name, path in self.texts.items():
            digest.update(f"\0{name}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()


def filled(text: str, **values: str) -> str:
    """A title with {unit}, {year} and {scope} filled. EditionError for another placeholder."""
    if unknown := [name for name in _PLACEHOLDER.findall(text) if name not in values]:
        raise EditionError(f"“{text}”中的 {{{unknown[0]}}} 不认识，可用 {'、'.join(f'{{{name}}}' for name in values)}")
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Tables merge key by key; anything else, lists too, the child replaces whole."""
    merged = dict(parent)
    for key, value in child.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


_MAX_SLUG = 60


@lru_cache
def edition(slug: str) -> Edition:
    """The edition with this name. Raises EditionError for an unknown one, or one whose edition.toml is wrong."""
    lineage: dict[str, dict[str, Any]] = {}
    parent = slug
    while parent:
        if parent in lineage:
            raise EditionError(f"版本 {slug} 的 edition.toml：{'、'.join(lineage)} 互为 parent，找不到尽头")
        lineage[parent] = _own_settings(parent)
        parent = lineage[parent].pop("parent", BASE if parent != BASE else "")
    settings: Mapping[str, Any] = {}
    for name, own in reversed(lineage.items()):
        if settings:
            _refuse_unknown_wording(name, settings, own)
        settings = _merged(settings, own)
    found = Edition(slug, tuple(ROOT / name for name in lineage), MappingProxyType(dict(settings)))
    found._refuse_unknown(settings, _TOP)
    found._refuse_unknown(settings.get("glossary", {}), _GLOSSARY, "glossary ")
    return found


def _own_settings(slug: str) -> dict[str, Any]:
    """What the folder's own edition.toml says."""
    path = ROOT / slug / "edition.toml"
    if len(slug) > _MAX_SLUG or not slug.replace("_", "").isalnum() or not path.is_file():
        raise EditionError(f"没有名为“{slug[:_MAX_SLUG]}”的版本；现有：{'、'.join(available())}")
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"版本 {slug} 的 edition.toml 写错了：{error}") from error


def _refuse_unknown_wording(slug: str, known: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """A switch that base/ does not have is read by no sentence, or by one that other editions would miss it in."""
    switches = known.get("wording", {})
    if unknown := [key for key in own.get("wording", {}) if key not in switches]:
        raise EditionError(f"版本 {slug} 的 edition.toml：wording 没有“{unknown[0]}”这一项，可用 {'、'.join(switches)}")


def available() -> tuple[str, ...]:
    """Names of all editions an account can choose, in order; base is only a fallback."""
    return tuple(sorted(path.parent.name for path in ROOT.glob("*/edition.toml") if path.parent.name != BASE))
