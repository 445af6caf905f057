"""Dataclasses ↔ JSON values, read off their types: what a package holds can neither lag behind Figures nor run ahead.

Amounts are texts ("12345.67": JSON numbers would lose the 分), closed lists their codes, tuples arrays. null stands
for what nobody has filled in; the decoder names it, the encoder is told of it.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from finance.terms import Term

AMOUNT = r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$"
MAX_COUNT = 2_147_483_647
MAX_PROBLEMS = 20
_AMOUNT = re.compile(AMOUNT.replace("$", r"\Z"))

type Path = tuple[str | int, ...]


class DecodeError(ValueError):
    """What does not fit the types, a line each, every one with its place."""

    def __init__(self, problems: Collection[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Rules:
    """What the types do not say."""

    skipped: Mapping[type, frozenset[str]]  # fields that are not written, by class
    made: Mapping[type, Callable[[dict[str, Any]], dict[str, Any]]]  # how a class fills in what was skipped
    may_be_missing: Callable[[Path, Any], bool]  # whether null may stand here for “not filled in”


def encode(value: Any, rules: Rules, missing: Collection[str] = (), path: Path = ()) -> Any:
    """A JSON value. Amounts and counts whose dotted path is in `missing` become null."""
    match value:
        case bool() | None:
            return value
        case Term():
            return value.value
        case str():
            return value
        case int():
            return None if _dotted(path) in missing else value
        case Decimal():
            return None if _dotted(path) in missing else f"{value:f}"
        case tuple():
            return [encode(item, rules, missing, (*path, number)) for number, item in enumerate(value)]
        case frozenset():
            return sorted(value)
        case Mapping():
            return {key: encode(item, rules, missing, (*path, key)) for key, item in value.items()}
    return {
        f.name: encode(getattr(value, f.name), rules, missing, (*path, f.name)) for f in _written(type(value), rules)
    }


@dataclass
class Decoder:
    """One reading. `missing` grows as nulls are met, `problems` as faults are."""

    rules: Rules
    missing: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def read[T](self, kind: type[T], value: Any, path: Path = ()) -> T:
        """The value as this type. Raises DecodeError with every fault found, up to MAX_PROBLEMS."""
        found = self._read(kind, value, path)
        if self.problems:
            raise DecodeError(self.problems)
        return found  # type: ignore[no-any-return]

    def _fault(self, path: Path, words: str) -> None:
        """Remembers a fault; a file that is nothing but faults is given up."""
        self.problems.append(f"{place_words(path)}：{words}")
        if len(self.problems) >= MAX_PROBLEMS:
            raise DecodeError([*self.problems, "……问题太多，其余不再列出"])

    def _read(self, kind: Any, value: Any, path: Path) -> Any:
        if value is None and self.rules.may_be_missing(path, kind):
            self.missing.add(_dotted(path))
            return kind()
        if is_dataclass(kind):
            return self._object(kind, value, path)
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            (inner,) = (argument for argument in get_args(kind) if argument is not NoneType)
            return None if value is None else self._read(inner, value, path)
        if origin is tuple:
            return self._array(get_args(kind)[0], value, path)
        if origin is frozenset:
            return frozenset(self._array(get_args(kind)[0], value, path))
        if origin is not None:
            return self._mapping(get_args(kind)[1], value, path)
        return self._leaf(kind, value, path)

    def _object(self, kind: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            self._fault(path, f"应为一组带名称的内容，不是{_shown(value)}")
            return None
        hints = types_of(kind)
        known = {f.name: f for f in _written(kind, self.rules)}
        for name in value.keys() - known.keys():
            self._fault((*path, name), "没有这一项")
        values: dict[str, Any] = {}
        for name, part in known.items():
            here = (*path, name)
            if name in value:
                values[name] = self._read(hints[name], value[name], here)
            elif self.rules.may_be_missing(here, hints[name]):
                self.missing.add(_dotted(here))
            elif _is_required(part):
                self._fault(here, "缺少这一项")
        if self.problems:
            return None
        return kind(**values, **self.rules.made.get(kind, _nothing)(values))

    def _array(self, inner: Any, value: Any, path: Path) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self._fault(path, f"应为一列内容，不是{_shown(value)}")
            return ()
        return tuple(self._read(inner, item, (*path, number)) for number, item in enumerate(value))

    def _mapping(self, inner: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            self._fault(path, f"应为一组带名称的内容，不是{_shown(value)}")
            return None
        for key in value:
            self._text(key, (*path, key))
        return MappingProxyType({key: self._read(inner, item, (*path, key)) for key, item in value.items()})

    def _leaf(self, kind: Any, value: Any, path: Path) -> Any:
        if kind is bool:
            if isinstance(value, bool):
                return value
            self._fault(path, f"应为 true 或 false，不是{_shown(value)}")
        elif kind is int:
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_COUNT:
                return value
            self._fault(path, f"应为 0 以上的整数，不是{_shown(value)}")
        elif kind is Decimal:
            if isinstance(value, str) and _AMOUNT.match(value):
                return Decimal(value)
            self._fault(path, f'应为写成文本、最多两位小数的数，如 "12345.67"，不是{_shown(value)}')
        elif issubclass(kind, Term):
            if isinstance(value, str) and value in {member.value for member in kind}:
                return kind(value)
            self._fault(path, f"应为 {'、'.join(kind)} 之一，不是{_shown(value)}")
        else:
            return self._text(value, path)
        return None

    def _text(self, value: Any, path: Path) -> Any:
        if not isinstance(value, str):
            self._fault(path, f"应为文本，不是{_shown(value)}")
        elif any(c == "\0" or unicodedata.category(c) == "Cs" for c in value):
            self._fault(path, "含有不能保存的字符")
        return value


@cache
def types_of(kind: type) -> Mapping[str, Any]:
    """The types of a dataclass's fields."""
    return MappingProxyType(get_type_hints(kind))


def place_words(path: Path) -> str:
    """A place as a person reads it: figures › income_lines 第3项 › amounts › other."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f" 第{step + 1}项"
        else:
            shown = step.encode("utf-8", "replace").decode()
            words += f" › {shown}" if words else shown
    return words or "整个文件"


def _written(kind: type, rules: Rules) -> Iterator[Field[Any]]:
    skipped = rules.skipped.get(kind, frozenset())
    return (f for f in fields(kind) if f.name not in skipped)


def _is_required(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


def _dotted(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _nothing(_values: dict[str, Any]) -> dict[str, Any]:
    return {}


def _shown(value: Any) -> str:
    """A value in a message, short."""
    if value is None:
        return "空值（null）"
    if isinstance(value, dict | list):
        return "一组内容"
    try:
        text = str(value)
    except ValueError:  # an integer of thousands of digits has no text
        return "一个过大的数"
    text = text.encode("utf-8", "replace").decode()
    return f"“{text[:30]}{'…' if len(text) > 30 else ''}”"
