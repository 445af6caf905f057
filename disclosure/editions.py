"""Editions: a province's layout and wording for a fiscal year, kept as a folder of text.

A folder under templates/document/ holds edition.toml (order of parts, tables, switches), narrative/*.txt (one file a
printed section) and glossary.txt. What a folder does not have is looked for in its parent, and last in base/.
"""

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
    """One entry of a part: a narrative section, or the scorecards' place among the sections."""

    file: str  # narrative/<file>.txt; empty for the scorecards
    title: str  # printed with its number: 一、收入支出决算总体情况说明
    is_scorecards: bool = False


@dataclass(frozen=True)
class PartSpec:
    """One part of the document, in order. kind: cover, contents, text, glossary, table_list or tables."""

    kind: str
    title: str = ""
    sections: tuple[SectionSpec, ...] = ()
    is_numbered: bool = True  # 第一部分 …


_KINDS = ("cover", "contents", "text", "glossary", "table_list", "tables")


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
        kind = entry.get("kind", "text")
        if kind not in _KINDS:
            raise EditionError(f"版本 {self.slug} 的 edition.toml：kind = “{kind}” 不认识，可用 {'、'.join(_KINDS)}")
        sections = tuple(
            SectionSpec(s.get("file", ""), s.get("title", ""), s.get("scorecards", False))
            for s in entry.get("sections", ())
        )
        is_numbered = entry.get("numbered", kind in ("text", "glossary", "table_list"))
        return PartSpec(kind, entry.get("title", ""), sections, is_numbered)

    def find(self, name: str) -> Path:
        """The file as this edition sees it; EditionError naming it where no folder has it."""
        for folder in self.folders:
            if (path := folder / name).is_file():
                return path
        raise EditionError(f"版本 {self.slug} 缺少文件 {name}（已找过 {'、'.join(f.name for f in self.folders)}）")

    @cached_property
    def glossary(self) -> tuple[tuple[str, str], ...]:
        """(term, definition) pairs in printed order. A line a term: 财政拨款收入：指…"""
        entries = []
        for number, line in enumerate(self.find("glossary.txt").read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            term, colon, definition = line.partition("：")
            if not colon:
                raise EditionError(f"版本 {self.slug} 的 glossary.txt 第 {number} 行缺少“：”")
            entries.append((term.strip(), definition.strip()))
        return tuple(entries)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Tables merge key by key; anything else, lists too, the child replaces whole."""
    merged = dict(parent)
    for key, value in child.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


@lru_cache
def edition(slug: str) -> Edition:
    """The edition with this name. Raises EditionError for an unknown one, or one whose edition.toml is wrong."""
    folder = ROOT / slug
    if not slug.replace("_", "").isalnum() or not (folder / "edition.toml").is_file():
        known = "、".join(available())
        raise EditionError(f"没有名为“{slug}”的版本；现有：{known}")
    try:
        own = tomllib.loads((folder / "edition.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"版本 {slug} 的 edition.toml 写错了：{error}") from error
    parent_slug = own.get("parent", BASE if slug != BASE else "")
    if not parent_slug:
        return Edition(slug, (folder,), MappingProxyType(own))
    parent = edition(parent_slug)
    return Edition(slug, (folder, *parent.folders), MappingProxyType(_merged(parent.settings, own)))


def available() -> tuple[str, ...]:
    """Names of all editions an account can choose, in order; base is only a fallback."""
    return tuple(sorted(path.parent.name for path in ROOT.glob("*/edition.toml") if path.parent.name != BASE))
