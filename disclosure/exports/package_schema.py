"""The JSON Schema of the package (docs/account-package.schema.json), read off the same types as the package."""

import json
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from disclosure.exports.codec import AMOUNT, MAX_COUNT, Path, types_of
from disclosure.exports.package import FORMAT, RULES, VERSION
from finance.figures import Figures
from finance.lines import CarryOverLine, EconomicLine, ExpenditureAmounts, ExpenditureLine, IncomeAmounts, IncomeLine
from finance.names import label
from finance.terms import Term
from performance.scorecards import Scorecards

# Whose columns are named as which figures.
_NAMED_AS = {IncomeAmounts: "income", ExpenditureAmounts: "expenditure"}
_TITLES = {
    "unit": "单位",
    "fiscal_year": "年度",
    "profile": "单位概况",
    "income_lines": "收入决算，一个项级科目一行",
    "expenditure_lines": "支出决算，一个项级科目、一种资金性质一行",
    "carry_over_lines": "结转和结余；政府性基金和国有资本经营分科目",
    "initial_budget": "年初预算",
    "adjusted_budget": "全年预算",
    "previous": "上年决算；首个年度为 null",
    "economic_lines": "一般公共预算财政拨款基本支出，一个经济分类款一行",
    "three_public": "财政拨款“三公”经费",
    "counts": "“三公”经费的团组、人次、辆、批次",
    "procurement": "政府采购支出",
    "assets": "国有资产占用",
    "texts": "文字说明",
    "reasons": "主要原因：比较项 → 文字",
    "printed_only": "只知道公开数（万元，两位小数）的数字或数字组",
}
_AMOUNT = {"type": "string", "pattern": AMOUNT}
_COUNT = {"type": "integer", "minimum": 0, "maximum": MAX_COUNT}


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12."""
    definitions: dict[str, Any] = {}
    figures = _schema(Figures, (), definitions)
    scorecards = _schema(Scorecards, (), definitions)
    top = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "edition": {"type": "string", "description": "版式，如 xinjiang_2023"},
        "region": {"type": "string", "description": "单位的行政区划"},
        "figures": figures,
        "scorecards": scorecards,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "部门决算数据包",
        "description": "一个单位一个年度部门决算的全部录入内容。金额以元计，写成文本，最多两位小数；"
        "null 表示还没有填写，与 0 不同。",
        "type": "object",
        "properties": top,
        "required": list(top),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, path: Path, definitions: dict[str, Any]) -> dict[str, Any]:
    if is_dataclass(kind):
        return _object(kind, path, definitions)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in get_args(kind) if argument is not NoneType)
        filled = _object(inner, path, definitions) if is_dataclass(inner) else _leaf(inner)
        return {"anyOf": [filled, {"type": "null"}]}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _schema(get_args(kind)[0], (*path, 0), definitions)}
    if origin is not None:
        return {"type": "object", "additionalProperties": _schema(get_args(kind)[1], (*path, "*"), definitions)}
    leaf = _leaf(kind)
    return {"anyOf": [leaf, {"type": "null"}]} if RULES.may_be_missing(path, kind) else leaf


def _object(kind: Any, path: Path, definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the class's definition. What may be missing depends on where it stands, but no class stands both
    in a line and by itself."""
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # taken, should it meet itself
        hints = types_of(kind)
        parts = [f for f in fields(kind) if f.name not in RULES.skipped.get(kind, ())]
        definitions[name] |= {
            "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
            "type": "object",
            "properties": {
                f.name: _titled(kind, f.name, path, _schema(hints[f.name], (*path, f.name), definitions)) for f in parts
            },
            "required": [f.name for f in parts if _is_required(f) and not _may_be_missing(f.name, path, hints)],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _is_required(part: Any) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


def _may_be_missing(name: str, path: Path, hints: Any) -> bool:
    return RULES.may_be_missing((*path, name), hints[name])


def _leaf(kind: Any) -> dict[str, Any]:
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return dict(_COUNT)
    if kind is Decimal:
        return dict(_AMOUNT)
    if issubclass(kind, Term):
        return {
            "enum": [member.value for member in kind],
            "description": "；".join(f"{m.value} {m.label}" for m in kind),
        }
    return {"type": "string"}


def _titled(kind: Any, name: str, path: Path, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema under the name a form calls it by, where it has one."""
    title = _TITLES.get(name, "") if kind is Figures else ""
    if not title:
        words = [str(step) for step in path if isinstance(step, str)]
        figure = ".".join([_NAMED_AS[kind], name] if kind in _NAMED_AS else [*words, name])
        try:
            title = label(figure)
        except KeyError:
            title = _LINE_TITLES.get((kind, name), "")
    return {"title": title, **schema} if title else schema


_LINE_TITLES = {
    (IncomeLine, "item_code"): "支出功能分类项级科目编码",
    (ExpenditureLine, "item_code"): "支出功能分类项级科目编码",
    (ExpenditureLine, "fund"): "资金性质",
    (CarryOverLine, "fund"): "资金性质",
    (CarryOverLine, "item_code"): "支出功能分类项级科目编码；不分科目为空",
    (CarryOverLine, "opening"): "年初结转和结余",
    (CarryOverLine, "closing"): "年末结转和结余",
    (EconomicLine, "economic_code"): "支出经济分类款级科目编码",
    (EconomicLine, "amount"): "决算数",
}
