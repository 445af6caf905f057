"""自评表 on screen: one card at a time in the shape of the official form, its scores proposed."""

from dataclasses import dataclass, replace
from typing import Any

from disclosure.entry.controls import Control
from disclosure.entry.fields import FieldsView, SumView
from disclosure.entry.grids import GridRow, GridView, Total
from disclosure.entry.screen import Screen
from finance.blocks import Column
from finance.money import HUNDRED
from performance.assessment import Assessment, ScoredRow, assess
from performance.entry import (
    CARD_BOXES,
    EXECUTION_BOXES,
    FUND_COLUMNS,
    GOAL_BOXES,
    INDICATOR_COLUMNS,
    LEVEL1_NAMES,
    LEVEL2_NAMES,
    Cards,
)
from performance.scorecards import Scorecard, ScorecardKind
from performance.scoring import plain, rule_set_named
from performance.sections import OVERALL, SECTIONS

_SUM_COLUMNS = ("initial_budget", "adjusted_budget", "executed")


@dataclass(frozen=True)
class CardTab:
    """A card to choose, and how far it is."""

    key: str
    name: str
    is_current: bool


@dataclass(frozen=True)
class CardsView:
    """The cards of one kind, and the blocks of the one that is open."""

    template: str
    is_many: bool
    tabs: tuple[CardTab, ...]
    key: str  # of the open one; empty where there is none
    blocks: tuple[FieldsView | GridView, ...]
    rules: str
    may_edit: bool
    indicator_count: int
    level1_names: tuple[str, ...] = LEVEL1_NAMES
    level2_names: tuple[str, ...] = LEVEL2_NAMES


def cards_view(block: Cards, screen: Screen) -> CardsView:
    is_many = block.kind is ScorecardKind.PROJECT
    keys = screen.index.projects if is_many else (OVERALL,)
    wanted = screen.query.get("card", "")
    key = wanted if wanted in keys else (keys[0] if keys else "")
    tabs = tuple(_tab(one, screen, is_current=one == key) for one in keys) if is_many else ()
    card = card_of(screen, key)
    pks = screen.index.indicators.get(key, ())
    return CardsView(
        block.template,
        is_many,
        tabs,
        key,
        tuple(_blocks(block, screen, key, card)) if key else (),
        rule_set_named(card.rule_set).description if card else "",
        screen.may_edit,
        len(pks),
    )


def card_of(screen: Screen, key: str) -> Scorecard | None:
    """The card as entered."""
    if key == OVERALL:
        return screen.scorecards.overall
    if key in screen.index.projects:
        return screen.scorecards.projects[screen.index.projects.index(key)]
    return None


def _tab(key: str, screen: Screen, *, is_current: bool) -> CardTab:
    return CardTab(key, screen.rows("scorecards")[key].name or "（还没有名称）", is_current)


def _blocks(block: Cards, screen: Screen, key: str, card: Scorecard | None) -> list[FieldsView | GridView]:
    totals = card_totals(screen, key)
    return [
        _fields("名称和评分规则", CARD_BOXES[block.kind], key, screen),
        _funds(block, screen, key, totals),
        _fields("预算执行率", EXECUTION_BOXES, key, screen, _execution_sums(screen, key, totals)),
        _fields("年度总体目标", GOAL_BOXES, key, screen),
        _indicators(block, screen, key, card, totals),
    ]


def _fields(title: str, boxes: tuple[str, ...], key: str, screen: Screen, sums: tuple[SumView, ...] = ()) -> FieldsView:
    field = SECTIONS["scorecards"].model._meta.get_field
    controls = tuple(
        screen.control(f"scorecards/{key}/{box}", label=str(field(box).verbose_name))  # type: ignore[union-attr]
        for box in boxes
    )
    return FieldsView(title, "", "entry/fields.html", controls, sums, screen.unit.label)


def _execution_sums(screen: Screen, key: str, totals: dict[str, str]) -> tuple[SumView, ...]:
    labels = {"execution_rate": "执行率（全年执行数÷全年预算数）", "proposed": "按规则计算的得分"}
    figures = {name: f"{screen.index.stem(key)}.{name}" for name in labels}
    return tuple(
        SumView(label, figures[name], totals[figures[name]], anchor=screen.anchor(figures[name]))
        for name, label in labels.items()
    )


def _funds(block: Cards, screen: Screen, key: str, totals: dict[str, str]) -> GridView:
    rows = [
        GridRow(
            kind="line",
            address=f"scorecard_funds/{key}-{source}",
            name=label,
            cells=tuple(
                screen.control(f"scorecard_funds/{key}-{source}/{column.name}", label=column.label, title=label)
                for column in FUND_COLUMNS
            ),
        )
        for source, label in block.sources
    ]
    sums = (f"{screen.index.stem(key)}.{column}" for column in _SUM_COLUMNS)
    rows.append(
        GridRow(kind="total", name="合计", cells=tuple(Total(name, totals[name], screen.anchor(name)) for name in sums))
    )
    return GridView(
        key="scorecard_funds",
        title="资金",
        intro="",
        template="entry/grid.html",
        columns=FUND_COLUMNS,
        row_label="资金来源",
        rows=tuple(rows),
        unit=screen.unit.label,
        may_edit=screen.may_edit,
    )


def _indicators(block: Cards, screen: Screen, key: str, card: Scorecard | None, totals: dict[str, str]) -> GridView:
    columns, stem = INDICATOR_COLUMNS[block.kind], screen.index.stem(key)
    rows: list[GridRow] = []
    for number, pk in enumerate(screen.index.indicators.get(key, ()), start=1):
        address = f"indicators/{key}-{pk}"
        cells = tuple(_cell(column, address, f"{stem}.indicators.{number}", screen, totals) for column in columns)
        rows.append(GridRow(kind="line", address=address, name=str(number), cells=cells, add=f"{key}-new1@{pk}"))
    sums = {"points": f"{stem}.total_points", "filed_score": f"{stem}.total_score"}
    totals_below = tuple(
        Total(sums[column.name], totals[sums[column.name]], screen.anchor(sums[column.name]))
        if column.name in sums
        else None
        for column in columns
    )
    rows.append(GridRow(kind="total", name="合计", cells=totals_below))
    return GridView(
        key="indicators",
        title="绩效指标",
        intro="",
        template="entry/grid.html",
        columns=columns,
        rows=tuple(rows),
        unit="",
        hint="先加一行指标，或从正式的自评表整块粘贴。" if card is None or not card.indicators else "",
        row_label="序号",
        new_row=f"indicators/{key}-new1",
        may_edit=screen.may_edit,
    )


_NAMES = {"level1": "level1-names", "level2": "level2-names"}
_LONG = ("level3", "target", "achieved", "basis", "deviation_reason", "score_reason")


def _cell(column: Column, address: str, stem: str, screen: Screen, totals: dict[str, str]) -> Control | Total:
    """A box or a sum of an indicator."""
    if column.is_sum:
        name = f"{stem}.{column.name}"
        return Total(name, totals[name], screen.anchor(name), is_words=True)
    control = screen.control(
        f"{address}/{column.name}", label=column.label, title=f"第 {stem.rpartition('.')[2]} 个指标"
    )
    return replace(control, names=_NAMES.get(column.name, ""), is_long=column.name in _LONG)


def card_totals(screen: Screen, key: str) -> dict[str, str]:
    """Everything the server works out on a card, printed, by the name under which it stands on the page."""
    stem = screen.index.stem(key)
    card = card_of(screen, key)
    if card is None:
        names = (*_SUM_COLUMNS, "execution_rate", "proposed", "total_points", "total_score")
        return dict.fromkeys((f"{stem}.{name}" for name in names), "")
    assessment = assess(card)
    totals = {f"{stem}.{column}": screen.amount(getattr(card, column)) for column in _SUM_COLUMNS}
    totals[f"{stem}.execution_rate"] = f"{card.execution_rate:.2f}%"
    totals[f"{stem}.proposed"] = _proposed(assessment.execution)
    totals[f"{stem}.total_points"] = _points(card)
    totals[f"{stem}.total_score"] = _total_score(assessment)
    for number, row in enumerate(assessment.indicators, start=1):
        totals[f"{stem}.indicators.{number}.proposed"] = _proposed(row)
    return totals


def _proposed(row: ScoredRow) -> str:
    """The computed score with its working; where another is filed, that it wants a reason."""
    value = row.computed.value
    if value is None:
        return row.computed.words
    asks = "；与填报的得分不同，请写理由" if row.is_overruled else ""
    return f"{plain(value)} 分：{row.computed.words}{asks}"


def _points(card: Scorecard) -> str:
    points = card.total_points
    if points == HUNDRED:
        return "100"
    return f"{plain(points)}（应为 100，{'多' if points > HUNDRED else '少'} {plain(abs(points - HUNDRED))}）"


def _total_score(assessment: Assessment) -> str:
    return f"还有 {len(assessment.unscored)} 项没有得分" if assessment.total is None else plain(assessment.total)


def touched_cards(addresses: list[str]) -> set[str]:
    """The keys of the cards that these cells belong to."""
    keys: set[str] = set()
    for address in addresses:
        section, row, *_ = address.split("/")
        if section in SECTIONS:
            keys.add(row.split("-")[0])
    return keys


def totals_of_cards(screen: Screen, addresses: list[str]) -> dict[str, Any]:
    """The totals of every card that was touched."""
    totals: dict[str, Any] = {}
    for key in touched_cards(addresses):
        if card_of(screen, key) is not None:
            totals |= card_totals(screen, key)
    return totals
