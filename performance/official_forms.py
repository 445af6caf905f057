"""绩效自评表: the two official forms as Grids, read cell by cell in the order of the published forms.

Amounts are printed in 万元 (two decimals), 执行率 in percent. 分值 drops trailing zeros (20); 得分 drops them
on the 整体 form and has two decimals on the 项目 form, as both are published.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from finance.money import total, wan_text
from finance.tables.grid import Cell, Grid, Row
from finance.tables.paging import cut
from finance.tables.sheet import UNFILLED
from finance.terms import FundSource
from performance.assessment import Assessment, ScoredRow, assess
from performance.form_cells import amount, dash, heads, label, number, row, text
from performance.scorecards import FORM_SOURCES, FundLine, Indicator, IndicatorValue, Scorecard, Scorecards
from performance.scoring import plain

_BUDGET_COLUMNS = ("initial_budget", "adjusted_budget", "executed")
_OVERALL_COLUMNS = (9, 11, 15, 12, 20, 9, 12, 8)
_PROJECT_COLUMNS = (5.5, 8.5, 12, 13, 11.5, 11.5, 6, 9.5, 17)
_OVERALL_NONE, _PROJECT_NONE = "-", "—"  # a cell the form leaves out

type ScoreFormat = Callable[[Decimal], str]


@lru_cache(maxsize=32)  # most edits of an account leave its scorecards as they are
def forms_of(scorecards: Scorecards, fiscal_year: int) -> tuple[Grid, ...]:
    """Every 自评表 of an account in the order of publication: the overall form, then the projects."""
    overall = (overall_form(scorecards.overall, fiscal_year),) if scorecards.overall else ()
    projects = (project_form(card, fiscal_year, i) for i, card in enumerate(scorecards.projects, start=1))
    return (*overall, *projects)


def paginate(grid: Grid, breaks: Sequence[int]) -> tuple[Grid, ...]:
    """A form in pages, a new one at each of these body rows; column heads and group labels are repeated."""
    return cut(grid, breaks)


def overall_form(card: Scorecard, fiscal_year: int) -> Grid:
    """部门（单位）整体支出绩效目标自评表. It has no 总分 row."""
    figure = "scorecards.overall"
    assessment = assess(card)
    return Grid(
        key="overall",
        title=card.kind.label,
        subtitle=f"（{fiscal_year}年度）",
        columns=_OVERALL_COLUMNS,
        header=(),
        body=(
            row(label("部门（单位）名称", colspan=2), text(card.name or UNFILLED, f"{figure}.name", colspan=6)),
            *_overall_funds(card, assessment.execution, figure),
            *_goals(card, figure, left=3, right=4),
            row(
                *heads("一级指标", "二级指标", "三级指标", "预期指标值", "指标值设定依据", "分值权重"),
                *heads("实际完成指标值", "得分"),
            ),
            *_overall_indicators(card, assessment, figure),
        ),
    )


def project_form(card: Scorecard, fiscal_year: int, position: int) -> Grid:
    """项目支出绩效自评表 of the project in this position, counted from 1."""
    figure = f"scorecards.projects.{position}"
    assessment = assess(card)
    return Grid(
        key=f"project-{position}",
        title=card.kind.label,
        subtitle=f"（{fiscal_year}年度）",
        columns=_PROJECT_COLUMNS,
        header=(),
        body=(
            row(label("项目名称", colspan=2), text(card.name or UNFILLED, f"{figure}.name", colspan=7)),
            row(
                label("主管部门", colspan=2),
                text(card.competent_department or UNFILLED, f"{figure}.competent_department", colspan=2),
                label("实施单位"),
                text(card.implementing_unit or UNFILLED, f"{figure}.implementing_unit", colspan=4),
                may_break_before=False,
            ),
            *_project_funds(card, assessment.execution, figure),
            *_goals(card, figure, left=4, right=4),
            row(
                Cell(),
                *heads("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
                *heads("分值", "得分", "偏差原因分析及改进措施"),
            ),
            *_project_indicators(card, assessment, figure),
            row(
                label("总分", colspan=6),
                number(plain(card.total_points), f"{figure}.total_points"),
                number(_filled(assessment.total, _with_unit), f"{figure}.total_score"),
                Cell(),
                emphasis=True,
                may_break_before=False,
            ),
        ),
    )


def _overall_funds(card: Scorecard, execution: ScoredRow, figure: str) -> list[Row]:
    """部门资金 by source; 分值权重, 执行率 and 得分 stand on the first source's row."""
    sources = _sources(card)
    side = label("部门资金（万元）", rowspan=len(sources) + 2, scope="rowgroup")
    scores = _execution(card, execution, figure, plain)
    columns = heads("资金来源", "年初预算数", "全年预算数", "全年执行数", "分值权重", "执行率", "得分")
    rows = [row(side, *columns)]
    for source in sources:
        amounts = _source_amounts(card, source, figure)
        rows.append(row(label(source.label), *amounts, *scores, may_break_before=False))
        scores = [dash(_OVERALL_NONE)] * 3
    rows.append(row(label("合计"), *_amounts(card, figure), *scores, emphasis=True, may_break_before=False))
    return rows


def _project_funds(card: Scorecard, execution: ScoredRow, figure: str) -> list[Row]:
    """项目资金: the total with 分值, 执行率 and 得分, then the two sources."""
    sources = _sources(card)
    side = label("项目资金（万元）", colspan=2, rowspan=len(sources) + 2, scope="rowgroup")
    scores = _execution(card, execution, figure, _two_decimals)
    columns = heads("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    return [
        row(side, Cell(), *columns, may_break_before=False),
        row(label("年度资金总额"), *_amounts(card, figure), *scores, may_break_before=False),
        *(
            row(
                label(f"其中：{source.label}" if source is sources[0] else source.label),
                *_source_amounts(card, source, figure),
                *[dash(_PROJECT_NONE)] * 3,
                may_break_before=False,
            )
            for source in sources
        ),
    ]


def _sources(card: Scorecard) -> tuple[FundSource, ...]:
    """The form's sources. ValueError for money from another: it would count in the total and not be seen."""
    sources = FORM_SOURCES[card.kind]
    for line in card.funds:
        if line.source not in sources:
            raise ValueError(f"{card.kind.label}“{card.name}”没有资金来源“{line.source.label}”这一行")
    return sources


def _goals(card: Scorecard, figure: str, *, left: int, right: int) -> list[Row]:
    """年度总体目标: 预期目标 and 实际完成情况 side by side over so many columns."""
    return [
        row(
            label("年度总体目标", rowspan=2, scope="rowgroup"),
            label("预期目标", colspan=left, scope="colgroup"),
            label("实际完成情况", colspan=right, scope="colgroup"),
        ),
        row(
            text(card.goal or UNFILLED, f"{figure}.goal", colspan=left, align="left"),
            text(card.result or UNFILLED, f"{figure}.result", colspan=right, align="left"),
            may_break_before=False,
        ),
    ]


def _overall_indicators(card: Scorecard, assessment: Assessment, figure: str) -> list[Row]:
    rows = []
    groups = _groups(card.indicators)
    for position, (i, scored) in enumerate(zip(card.indicators, assessment.indicators, strict=True), start=1):
        name = f"{figure}.indicators.{position}"
        rows.append(
            row(
                *groups[position - 1],
                label(i.level3 or UNFILLED, f"{name}.level3"),
                text(_written(i.target), f"{name}.target"),
                text(i.basis, f"{name}.basis"),
                number(plain(i.points), f"{name}.points"),
                text(_written(i.achieved), f"{name}.achieved"),
                _score(scored, f"{name}.score", plain),
                may_break_before=position > 1,
            )
        )
    return rows


def _project_indicators(card: Scorecard, assessment: Assessment, figure: str) -> list[Row]:
    side = label("年度绩效指标完成情况", rowspan=len(card.indicators), scope="rowgroup")
    rows = []
    groups = _groups(card.indicators)
    for position, (i, scored) in enumerate(zip(card.indicators, assessment.indicators, strict=True), start=1):
        name = f"{figure}.indicators.{position}"
        rows.append(
            row(
                *([side] if position == 1 else []),
                *groups[position - 1],
                label(i.level3 or UNFILLED, f"{name}.level3"),
                text(_written(i.target), f"{name}.target"),
                text(_written(i.achieved), f"{name}.achieved"),
                number(plain(i.points), f"{name}.points"),
                _score(scored, f"{name}.score", _two_decimals),
                text(i.deviation_reason, f"{name}.deviation_reason", align="left"),
                may_break_before=position > 1,
            )
        )
    return rows


def _groups(indicators: Sequence[Indicator]) -> list[list[Cell]]:
    """For every row its 一级 and 二级 cells, merged over equal names that follow one another."""
    return [
        [
            label(names[-1], rowspan=_run(indicators, index, len(names)), scope="rowgroup")
            for names in ((i.level1,), (i.level1, i.level2))
            if index == 0 or i.starts_group or _names(indicators[index - 1], len(names)) != names
        ]
        for index, i in enumerate(indicators)
    ]


def _names(indicator: Indicator, depth: int) -> tuple[str, ...]:
    return (indicator.level1, indicator.level2)[:depth]


def _run(indicators: Sequence[Indicator], start: int, depth: int) -> int:
    """How many rows from this one on stand under the same cell."""
    end = start + 1
    while (
        end < len(indicators)
        and not indicators[end].starts_group
        and _names(indicators[end], depth) == _names(indicators[start], depth)
    ):
        end += 1
    return end - start


def _amounts(subject: Scorecard | FundLine, figure: str) -> list[Cell]:
    """年初预算数, 全年预算数, 全年执行数 in 万元."""
    values = ((column, getattr(subject, column)) for column in _BUDGET_COLUMNS)
    return [amount(wan_text(value), f"{figure}.{column}", value) for column, value in values]


def _source_amounts(card: Scorecard, source: FundSource, figure: str) -> list[Cell]:
    lines = [line for line in card.funds if line.source is source]
    budgets = (total(getattr(line, column) for line in lines) for column in _BUDGET_COLUMNS)
    return _amounts(FundLine(source, *budgets), f"{figure}.{source.value}")


def _execution(card: Scorecard, execution: ScoredRow, figure: str, form: ScoreFormat) -> list[Cell]:
    return [
        number(plain(card.execution_points), f"{figure}.execution_points"),
        number(f"{card.execution_rate:.2f}%", f"{figure}.execution_rate"),
        _score(execution, f"{figure}.execution_score", form),
    ]


def _score(scored: ScoredRow, figure: str, form: ScoreFormat) -> Cell:
    return number(_filled(scored.printed, form), figure)


def _filled(score: Decimal | None, form: ScoreFormat) -> str:
    """The score in its format; 【未填】 where it is neither filed nor computable (see gaps_of)."""
    return UNFILLED if score is None else form(score)


def _written(value: IndicatorValue) -> str:
    return value.text if value.value.strip() else UNFILLED


def _with_unit(score: Decimal) -> str:
    return f"{plain(score)}分"


def _two_decimals(value: Decimal) -> str:
    return f"{value:.2f}"
