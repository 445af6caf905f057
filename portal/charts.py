"""Charts as SVG, drawn here: bars by year, their values written on them. Pure. Colours stand in portal.css."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_WIDTH, _HEIGHT = 640, 260
_LEFT, _TOP, _BOTTOM = 8, 34, 34


@dataclass(frozen=True)
class Series:
    """One row of bars: its name, and a value for every year in 万元; None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Bar:
    """A rectangle, with its label over it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    series: int
    label: str
    label_y: float


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    key: str
    title: str
    summary: str
    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]  # middle, year
    width: int = _WIDTH
    height: int = _HEIGHT
    base: float = 0

    @property
    def year_y(self) -> float:
        """Where the years are written."""
        return self.base + 22


def bar_chart(key: str, title: str, years: Sequence[int], series: Sequence[Series]) -> Chart:
    """Bars of all series side by side, year after year. No value is negative in a final account's totals; one that is
    is drawn as nothing and written as it is."""
    values = [value for one in series for value in one.values if value is not None]
    highest = max([*values, Decimal(0)])
    slot = (_WIDTH - 2 * _LEFT) / max(len(years), 1)
    width = min(slot * 0.8 / max(len(series), 1), 84)
    room = _HEIGHT - _TOP - _BOTTOM
    base = _HEIGHT - _BOTTOM
    bars = []
    for n in range(len(years)):
        start = _LEFT + slot * n + (slot - width * len(series)) / 2
        for m, one in enumerate(series):
            value = one.values[n]
            if value is None:
                continue
            height = float(max(value, Decimal(0)) / highest) * room if highest else 0.0
            bars.append(_bar(start + width * m, base, width, height, m, short(value)))
    middles = tuple((round(_LEFT + slot * (n + 0.5), 1), year) for n, year in enumerate(years))
    return Chart(key, title, _summary(years, series), tuple(s.name for s in series), tuple(bars), middles, base=base)


def _bar(x: float, base: float, width: float, height: float, series: int, label: str) -> Bar:
    """Where bars are narrow, two neighbours of like height would write over each other: the second writes higher."""
    lift = 13 if series % 2 and width < 56 else 0
    y = base - height
    return Bar(
        round(x + 1, 1),
        round(y, 1),
        round(width - 2, 1),
        round(height, 1),
        round(x + width / 2, 1),
        series,
        label,
        round(y - 6 - lift, 1),
    )


def short(value: Decimal) -> str:
    """A value as there is room for on a bar, in 万元."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}"


def _summary(years: Sequence[int], series: Sequence[Series]) -> str:
    """The chart in words, for who cannot see it."""
    said = []
    for one in series:
        known = [(year, value) for year, value in zip(years, one.values, strict=True) if value is not None]
        if len(known) == 1:
            said.append(f"{one.name}{known[0][0]}年为{known[0][1]:,.2f}万元")
        elif known:
            (first, was), (last, now) = known[0], known[-1]
            way = "增加" if now > was else "减少" if now < was else "没有变化，仍为"
            change = f"，{way}{abs(now - was):,.2f}万元" if now != was else ""
            said.append(f"{one.name}由{first}年的{was:,.2f}万元到{last}年的{now:,.2f}万元{change}")
    return "；".join(said) + "。" if said else "没有数据。"
