"""How an edition's templates print: strict Jinja, marked figures, and the filters a sentence may use."""

import re
import traceback
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment

from disclosure.editions import Edition, EditionError
from disclosure.tracing import PARAGRAPH, Amount, Count, Traced, Words, mark
from finance.change import Change
from finance.money import percent, wan_text
from finance.numerals import chinese_numeral

GLOSSARY = "glossary"  # the one template outside narrative/
_PHRASES = '{% import "_phrases" as phrase with context %}'
_FINAL_STOPS = "。；;，,、.!！ "


@dataclass(frozen=True)
class ComparedFigure:
    """A Change as a template prints it: sizes without sign, words for the direction."""

    name: str
    base_name: str
    change: Change
    unfilled: str = ""  # the base's own name, where nobody has filled it in: all that follows from it is a gap

    @property
    def has_base(self) -> bool:
        return self.change.has_base

    @property
    def is_flat(self) -> bool:
        return self.change.is_flat

    @property
    def looks_flat(self) -> bool:
        """Nothing changed in print: 0.00 万元, though some 元 may have."""
        return not self.unfilled and self.has_base and self.change.prints_flat

    @property
    def rose(self) -> bool:
        return self.change.rose

    @property
    def current(self) -> Amount:
        return Amount(self.change.current, self.name)

    @property
    def base(self) -> Amount:
        return Amount(self.change.base or Decimal(0), f"{self.base_name}.{self.name}")

    @property
    def _figure(self) -> str:
        return self.unfilled or f"{self.name}.{self.base_name}"

    @property
    def size(self) -> Amount:
        return Amount(self.change.size, self._figure)

    def _rate(self, value: Decimal | None) -> Amount | None:
        return None if value is None else Amount(value, self._figure)

    @property
    def rate(self) -> Amount | None:
        """Without sign; None where the base is zero and something stands against it."""
        return self._rate(None if self.change.rate is None else abs(self.change.rate))

    @property
    def printed_rate(self) -> Amount | None:
        """The rate beside a change in print: 0.00 where the change prints as 0.00."""
        return self._rate(Decimal(0)) if self.looks_flat else self.rate

    @property
    def signed_rate(self) -> Amount | None:
        """预决算差异率, with its sign."""
        return self._rate(self.change.rate)

    @property
    def completion(self) -> Amount | None:
        """完成率."""
        return self._rate(self.change.completion)


def _printed(value: Any) -> Any:
    """What `{{ value }}` prints. An amount must say how (| wan, | pct), or 元 would stand where 万元 should."""
    match value:
        case Count():
            return mark(str(int(value)), value.figure)
        case Words():
            return mark(value.replace("\n", ""), value.figure)
        case Decimal():
            raise TypeError(f"{getattr(value, 'figure', value)} 要用 | wan 或 | pct 打印")
        case None:
            raise TypeError("没有可打印的内容（值为空）")
        case _:
            return value


def _wan(amount: Amount, zero: str = "") -> str:
    """万元; what is nothing at all as `zero`, where an edition prints it otherwise than 0.00."""
    return mark(zero if zero and not amount else wan_text(amount), amount.figure)


def _pct(rate: Amount, zero: str = "") -> str:
    return mark(zero if zero and not rate else f"{rate + 0:.2f}%", rate.figure)


def _points(value: Amount) -> str:
    """A score: 99.43."""
    return mark(f"{Decimal(value):.2f}", value.figure)


def _share_of(part: Amount, whole: Amount) -> Amount:
    return Amount(percent(part, whole), part.figure)


def _area(area: Amount) -> str:
    return mark(f"{Decimal(area):,.2f}", area.figure)


def unstopped(words: str) -> str:
    """Entered text without its last stop, where the sentence around it brings its own."""
    bare = words.rstrip(_FINAL_STOPS)
    return Words(bare, words.figure) if isinstance(words, Words) else bare


def _paragraphs(words: Words) -> str:
    """Entered text of several lines: each line a paragraph, blank ones between them none."""
    lines = (line.strip() for line in words.split("\n"))
    return PARAGRAPH.join(mark(line, words.figure) for line in lines if line) or mark("", words.figure)


_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_BLANK_LINE = re.compile(r"\n(?:[ \t]*\n)+")


def _paragraphed(source: str, *, every_line: bool) -> str:
    """A template in which blank lines are said aloud, so that no condition beside them can swallow one: a paragraph
    ends where the author left a line free, and nowhere else. Of the glossary every line is one. Lines keep their
    numbers."""
    pieces = _TAG.split(source)
    for i in range(0, len(pieces), 2):  # what stands between tags
        if every_line:
            pieces[i] = pieces[i].replace("\n", f"{PARAGRAPH}\n")
        else:
            pieces[i] = _BLANK_LINE.sub(lambda lines: "\n" + PARAGRAPH + lines[0][1:], pieces[i])
    return "".join(pieces)


class _NarrativeLoader(BaseLoader):
    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        try:
            path = self.edition.find("glossary.txt" if template == GLOSSARY else f"narrative/{template}.txt")
        except EditionError as error:
            raise TemplateNotFound(template, str(error)) from error
        source = _paragraphed(path.read_text("utf-8"), every_line=template == GLOSSARY)
        return (source if template.startswith("_") else _PHRASES + source), str(path), None


class _Sandbox(ImmutableSandboxedEnvironment):
    """What a template reads most is ours and holds nothing to hide but what starts with "_": only of the rest the
    sandbox asks its dozen questions, which were a fifth of a report's time."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if type(obj) in (Traced, ComparedFigure):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


@lru_cache(maxsize=32)
def environment_of(edition: Edition, kind: type[Environment] = _Sandbox) -> Environment:
    """What prints this edition's templates. `kind` may be an environment that watches as it does."""
    environment = kind(
        loader=_NarrativeLoader(edition),
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text; the page that prints it escapes
    )
    environment.filters |= {
        "wan": _wan,
        "pct": _pct,
        "share_of": _share_of,
        "area": _area,
        "points": _points,
        "paragraphs": _paragraphs,
        "unstopped": unstopped,
        "numeral": chinese_numeral,
    }
    environment.globals["wording"] = edition.wording
    return environment


def place_of(error: Exception, template: str) -> str:
    """Where a template went wrong, for the one who wrote it: narrative/05_….txt 第 12 行."""
    path, line = "glossary.txt" if template == GLOSSARY else f"narrative/{template}.txt", 0
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(".txt"):
            path, line = frame.f_code.co_filename, number
    where = Path(path)
    name = where.name if where.name == "glossary.txt" else f"narrative/{where.name}"
    return f"{name} 第 {line} 行" if line else f"{name} "


@lru_cache(maxsize=32)
def figures_mentioned(edition: Edition) -> frozenset[str]:
    """Dotted names that the templates of this edition write out: `assets.house_area` where it prints or weighs it.
    What an edition never mentions nobody need fill in for it."""
    environment = environment_of(edition)
    names: set[str] = set()
    for _, source in sources_of(edition).values():
        tree = environment.parse(source)
        names.update(map(_dotted, tree.find_all(nodes.Getattr)))
        names.update(const.value for const in tree.find_all(nodes.Const) if "." in str(const.value))
    return frozenset(names - {""})


def sources_of(edition: Edition) -> dict[str, tuple[str, str]]:
    """Template → (file within the folder, text) of every section that edition.toml lists, the phrases, the glossary,
    and what these include or import."""
    environment = environment_of(edition)
    sections = (section.file for part in edition.parts for section in part.sections if section.file)
    has_glossary = any(part.kind == "glossary" for part in edition.parts)
    waiting = [*dict.fromkeys(sections), "_phrases", *([GLOSSARY] if has_glossary else [])]
    found: dict[str, tuple[str, str]] = {}
    while waiting:
        template = waiting.pop(0)
        if template not in found:
            source, path, _ = _NarrativeLoader(edition).get_source(environment, template)
            name = Path(path).name
            found[template] = (name if template == GLOSSARY else f"narrative/{name}", source)
            waiting += filter(None, find_referenced_templates(environment.parse(source)))
    return found


def _dotted(node: nodes.Node) -> str:
    """income.total, written out; empty for what hangs on a call or an index."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            before = _dotted(node.node)
            return f"{before}.{node.attr}" if before else ""
        case _:
            return ""
