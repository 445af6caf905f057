"""账户数据包: one JSON document that holds all there is of an account, and the account read back from it. Pure.

`package_text` and `read_package` are inverses. docs/account-package.schema.json describes the document.
"""

import json
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from disclosure.exports.codec import DecodeError, Decoder, Path, Rules, encode
from finance.classification import UnknownYear, classification_of
from finance.figures import Figures
from finance.funds import Base
from performance.scorecards import Scorecards

FORMAT = "final-account-package"
VERSION = 1
MAX_BYTES = 20 * 1024 * 1024
_TOTALS_OF_LAST_YEAR = {
    "income_grand_total": "previous.income_grand_total",
    "fiscal_income_grand_total": "previous.fiscal.income_grand_total",
    "agency_operating_costs": "previous.agency_operating_costs",
}


class PackageError(ValueError):
    """This is no package that can be taken in; the message says where and why, a line a fault."""


@dataclass(frozen=True)
class Package:
    """An account and what belongs to it."""

    edition: str
    region: str  # 行政区划 of the unit
    figures: Figures
    scorecards: Scorecards


def package_text(package: Package) -> str:
    """The document. The same account gives the same text, byte by byte."""
    figures = package.figures
    document = {
        "format": FORMAT,
        "version": VERSION,
        "edition": package.edition,
        "region": package.region,
        "figures": encode(figures, RULES, figures.missing),
        "scorecards": encode(package.scorecards, RULES),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_package(content: bytes) -> Package:
    """The account in a document. Raises PackageError."""
    document = _document(content)
    problems: list[str] = []
    figures = _decoded(Figures, document["figures"], "figures", problems)
    scorecards = _decoded(Scorecards, document["scorecards"], "scorecards", problems)
    if problems or figures is None or scorecards is None:
        raise PackageError("\n".join(problems))
    return Package(document["edition"], document["region"], figures, scorecards)


def is_package(content: bytes) -> bool:
    """Whether this looks like a package at all, right or wrong."""
    return content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def may_be_missing(path: Path, kind: Any) -> bool:
    """What may be empty in the database: the amounts and counts that stand for themselves, not those of a line, a
    scorecard or the account itself (they are zero unless entered)."""
    is_number = isinstance(kind, type) and kind.__name__ in ("int", "Decimal")
    return is_number and len(path) >= 2 and not any(isinstance(step, int) for step in path)


def _classified(values: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"classification": classification_of(values["fiscal_year"])}
    except UnknownYear as error:
        raise DecodeError([str(error)]) from error


RULES = Rules(
    skipped=MappingProxyType({Figures: frozenset({"classification", "missing"})}),
    made=MappingProxyType({Figures: _classified}),
    may_be_missing=may_be_missing,
)


def _document(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise PackageError(f"数据包太大：最多 {MAX_BYTES // 1024 // 1024} MB")
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise PackageError("数据包应为 UTF-8 编码的 JSON 文件") from error
    except RecursionError as error:
        raise PackageError("数据包的层次太深，不是由本系统导出的") from error
    except json.JSONDecodeError as error:
        raise PackageError(f"数据包不是完整的 JSON 文件：第 {error.lineno} 行第 {error.colno} 字起无法读取") from error
    except ValueError as error:
        raise PackageError(f"数据包不能读取：{error}") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise PackageError("这不是部门决算数据包（format 应为 final-account-package）")
    version = document.get("version")
    if isinstance(version, bool) or version != VERSION:  # to Python true is 1
        raise PackageError(f"数据包的版本应为 {VERSION}，不能读取其他版本")
    expected = {"format", "version", "edition", "region", "figures", "scorecards"}
    if unlike := sorted(document.keys() ^ expected):
        raise PackageError(f"数据包缺少或多出了：{'、'.join(name[:40] for name in unlike[:5])}")
    for name in ("edition", "region"):
        if not isinstance(document[name], str) or not document[name].isprintable():
            raise PackageError(f"数据包的 {name} 应为一行文本")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice[:40]}”写了两次")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"不能有 {name}")


def _decoded[T: (Figures, Scorecards)](kind: type[T], value: Any, name: str, problems: list[str]) -> T | None:
    decoder = Decoder(RULES)
    try:
        found = decoder.read(kind, value)
    except DecodeError as error:
        problems += (f"{name} › {problem}" for problem in error.problems)
        return None
    if isinstance(found, Figures):
        missing = decoder.missing | _missing_of_last_year(found)
        return replace(found, missing=frozenset(missing))
    return found


def _missing_of_last_year(figures: Figures) -> set[str]:
    """Which totals of a 上年 are not filled in: as finance.ledger names them."""
    previous: Base | None = figures.previous
    if previous is None:
        return set()
    has_costs = figures.unit.kind.has_agency_operating_costs
    return {
        name
        for column, name in _TOTALS_OF_LAST_YEAR.items()
        if getattr(previous, column) is None and (column != "agency_operating_costs" or has_costs)
    }
