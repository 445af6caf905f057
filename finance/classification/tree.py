"""A year's classification as trees over codes: what a code is called, what is above it and what below."""

import csv
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

FOLDER = Path(__file__).parent
FIRST_YEAR = 2020  # before it 类款项 were named and numbered otherwise, and nobody has collected how
LEVELS = {3: "类", 5: "款", 7: "项"}


class UnknownCode(LookupError):
    """科目编码 that the year's classification does not have."""

    def __init__(self, title: str, code: str, fiscal_year: int, hint: str = "") -> None:
        self.code = code
        self.fiscal_year = fiscal_year
        shown = f"“{code}”" if code else "（空）"
        super().__init__(f"{fiscal_year} 年度{title}中没有科目编码{shown}{hint}")


class UnknownYear(LookupError):
    """A fiscal year nobody has collected the classification of."""

    def __init__(self, fiscal_year: int) -> None:
        super().__init__(f"没有 {fiscal_year} 年度的政府收支分类科目（现有 {FIRST_YEAR} 年度及以后）")


@dataclass(frozen=True)
class Entry:
    """One row of a CSV: a code under one name, for some years."""

    code: str
    name: str
    valid_from: int
    valid_to: int
    group: str = ""
    confidence: str = ""  # attested, high or medium, see the package
    source: str = ""

    def is_valid(self, fiscal_year: int) -> bool:
        return self.valid_from <= fiscal_year <= self.valid_to


@dataclass(frozen=True)
class CodeTree:
    """One classification in one fiscal year. Looking up a code it does not have raises UnknownCode."""

    title: str  # 支出功能分类 or 支出经济分类
    fiscal_year: int
    leaf_length: int  # 7 for 项, 5 for 款
    entries: tuple[Entry, ...] = field(compare=False, repr=False)

    @cached_property
    def _of_year(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.entries if entry.is_valid(self.fiscal_year)}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {code: entry.name for code, entry in self._of_year.items()}

    def entry(self, code: str) -> Entry:
        """The row of the code as it is called this year, with how we know it."""
        self.name(code)
        return self._of_year[code]

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        children: dict[str, list[str]] = {}
        for code in self.codes:
            children.setdefault(code[:-2] if len(code) > 3 else "", []).append(code)
        return {code: tuple(below) for code, below in children.items()}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code of the year, ascending: a 类 before its 款, a 款 before its 项."""
        return tuple(sorted(self._names))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes an amount is entered under: 项 (功能分类) or 款 (经济分类), ascending."""
        return tuple(code for code in self.codes if self.is_leaf_level(code))

    @property
    def classes(self) -> tuple[str, ...]:
        """类, ascending."""
        return self._children[""]

    def has(self, code: str) -> bool:
        return code in self._names

    def name(self, code: str) -> str:
        """科目名称."""
        try:
            return self._names[code]
        except KeyError:
            raise UnknownCode(self.title, code, self.fiscal_year, self._hint(code)) from None

    def group(self, code: str) -> str:
        """What a code belongs to: 一般公共预算, 政府性基金, 国有资本经营 (功能分类); 人员经费, 公用经费 or
        不入基本支出 (经济分类)."""
        return self.entry(code).group

    def _hint(self, code: str) -> str:
        """In which years there is such a code, where it is not this one."""
        others = [entry for entry in self.entries if entry.code == code]
        if not others:
            return ""
        if all(entry.valid_from > self.fiscal_year for entry in others):
            return f"（{others[0].name}，{min(entry.valid_from for entry in others)} 年度起使用）"
        return f"（{others[-1].name}，{max(entry.valid_to for entry in others)} 年度后不再使用）"

    def level(self, code: str) -> str:
        """类, 款 or 项."""
        self.name(code)
        return LEVELS[len(code)]

    def is_leaf_level(self, code: str) -> bool:
        """Whether a code of this length takes amounts (it need not exist)."""
        return len(code) == self.leaf_length

    def parent(self, code: str) -> str:
        """The code above; empty for a 类."""
        self.name(code)
        return code[:-2] if len(code) > 3 else ""

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above, from 类 down, without the code itself."""
        self.name(code)
        return tuple(code[:length] for length in range(3, len(code), 2))

    def path(self, code: str) -> tuple[str, ...]:
        """科目名称 from 类 down to the code: 社会保障和就业支出, 就业补助, 其他就业补助支出."""
        return tuple(self.name(step) for step in (*self.ancestors(code), code))

    def children(self, code: str = "") -> tuple[str, ...]:
        """The codes right below, ascending; of nothing, the 类."""
        if code:
            self.name(code)
        return self._children.get(code, ())


@dataclass(frozen=True)
class Classification:
    """政府收支分类科目 of one fiscal year."""

    fiscal_year: int
    functional: CodeTree
    economic: CodeTree


@cache
def _entries(file_name: str) -> tuple[Entry, ...]:
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(
                row["code"],
                row["name"],
                int(row["valid_from"] or 0),
                int(row["valid_to"] or 9999),
                row.get("budget") or row.get("category") or "",
                row["confidence"],
                row["source"],
            )
            for row in csv.DictReader(file)
        )


@cache
def classification_of(fiscal_year: int) -> Classification:
    """政府收支分类科目 of a fiscal year; a year after the last change has the last. Raises UnknownYear."""
    if fiscal_year < FIRST_YEAR:
        raise UnknownYear(fiscal_year)
    return Classification(
        fiscal_year,
        CodeTree("支出功能分类", fiscal_year, 7, _entries("functional.csv")),
        CodeTree("支出经济分类", fiscal_year, 5, _entries("economic.csv")),
    )
