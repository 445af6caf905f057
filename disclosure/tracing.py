"""Traced values: a figure that knows its dotted name while a template prints it.

A template writes `{{ income.total | wan }}`; what comes out is text in which the number is marked with
`income.total`. `runs_of` cuts such text into Runs. The marks are private-use characters, which no entered text may
hold (they are removed on the way in, and again here).
"""

import re
from decimal import Decimal
from typing import Any, Self

from disclosure.parts import Run
from finance.change import Change
from finance.terms import Term

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
PARAGRAPH = "\ue003"  # between two paragraphs: what a blank line of a template means
_PRIVATE = re.compile("[\ue000-\uf8ff]")
CELL_END = re.compile(rf"\|(?![^{_OPEN}]*{_CLOSE})")  # in a table of a template; one within a printed name ends no cell
_MARKED = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")


def mark(text: str, figure: str) -> str:
    """Text that prints the figure with this name."""
    return f"{_OPEN}{figure}{_MIDDLE}{text}{_CLOSE}" if figure else text


def clean(text: str) -> str:
    """Entered text without private-use characters; its line ends stay."""
    return _PRIVATE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def runs_of(marked: str) -> tuple[Run, ...]:
    """Marked text → Runs, in order, none empty."""
    runs: list[Run] = []
    position = 0
    for match in _MARKED.finditer(marked):
        if match.start() > position:
            runs.append(Run(marked[position : match.start()]))
        runs.append(Run(match[2], match[1]))
        position = match.end()
    if position < len(marked):
        runs.append(Run(marked[position:]))
    return tuple(runs)


class Amount(Decimal):
    """An amount in 元, or a rate, with its name. Arithmetic gives a plain Decimal again."""

    figure: str

    def __new__(cls, value: Decimal, figure: str) -> Self:
        amount = super().__new__(cls, value)
        amount.figure = figure
        return amount


class Count(int):
    """人数, 辆数 … with its name."""

    figure: str

    def __new__(cls, value: int, figure: str) -> Self:
        count = super().__new__(cls, value)
        count.figure = figure
        return count


class Words(str):
    """Entered text with its name."""

    figure: str

    def __new__(cls, value: str, figure: str) -> Self:
        words = super().__new__(cls, clean(value))
        words.figure = figure
        return words


def traced(value: Any, figure: str) -> Any:
    """The value with its name; an object becomes a Traced that names what is read from it."""
    match value:
        case bool() | None | Term():
            return value
        case Decimal():
            return Amount(value, figure)
        case int():
            return Count(value, figure)
        case str():
            return Words(value, figure)
        case tuple():
            return tuple(clean(item) if isinstance(item, str) else Traced(item, None) for item in value)
        case Change():
            return value
        case _:
            return Traced(value, figure)


class Traced:
    """A part of Figures as a template sees it. One of many that are entered as a list has no name of its own."""

    def __init__(self, value: Any, figure: str | None) -> None:
        self._value = value
        self._figure = figure

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        figure = f"{self._figure}.{name}" if self._figure else name
        return traced(getattr(self._value, name), "" if self._figure is None else figure)

    def of(self, code: str) -> Self:
        """The part under a code."""
        return type(self)(self._value.of(code), f"{self._figure}.{code}")
