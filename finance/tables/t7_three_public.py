"""财政拨款“三公”经费支出决算表 (公开07表): 预算数 and 决算数 side by side, or in pairs under each item."""

from finance.tables.columns import Column
from finance.tables.shapes import OneRow

WIDTH = 235 / 12
BUDGET, ACTUAL = "{budget}.three_public", "three_public"


def _items(prefix: str) -> tuple[Column, ...]:
    """The six items of one side, 预算数 or 决算数."""
    vehicles = (
        Column("小计", f"{prefix}.vehicles", width=WIDTH),
        Column("公务用车购置费", f"{prefix}.vehicle_purchase", width=WIDTH),
        Column("公务用车运行维护费", f"{prefix}.vehicle_running", width=WIDTH),
    )
    return (
        Column("合计", f"{prefix}.total", width=WIDTH),
        Column("因公出国（境）费", f"{prefix}.overseas_travel", width=WIDTH),
        Column("公务用车购置及运行维护费", parts=vehicles),
        Column("公务接待费", f"{prefix}.official_reception", width=WIDTH),
    )


def _paired(budget: Column, actual: Column) -> Column:
    """One item with its 预算数 and 决算数 below it."""
    if budget.parts:
        pairs = zip(budget.parts, actual.parts, strict=True)
        return Column(budget.label, parts=tuple(_paired(*pair) for pair in pairs))
    parts = (Column("预算数", budget.figure, width=WIDTH), Column("决算数", actual.figure, width=WIDTH))
    return Column(budget.label, parts=parts, reaches_down=True)


PAIRS = tuple(_paired(*pair) for pair in zip(_items(BUDGET), _items(ACTUAL), strict=True))

TABLE = OneRow(
    key="t7",
    title="财政拨款“三公”经费支出决算表",
    notes=(
        (
            "注：本表反映{scope}本年度财政拨款“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数，"
            "反映按规定程序调整后的预算数；决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。"
        ),
    ),
    statement="说明：{unit}本年度没有财政拨款“三公”经费支出，故本表无数据。",
    forms={
        "by_stage": (Column("预算数", parts=_items(BUDGET)), Column("决算数", parts=_items(ACTUAL))),
        "by_item": (Column("财政拨款“三公”经费", parts=PAIRS),),
    },
)
