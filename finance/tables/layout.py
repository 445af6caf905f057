"""TableLayout: all that differs between the nine tables of one place and year and another's, as plain data.

An edition fills it from the [tables] of its edition.toml; the defaults are the ministry's 公开01表–09表 in
the order Xinjiang and Shanghai print them. Texts of the frame may hold {unit}, {year}, {scope} (部门 or 单位) and
{number}.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from finance.terms import BudgetStage

TABLE_KEYS = ("t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9")


class LayoutError(ValueError):
    """A layout asks for what there is not; the message names it."""


@dataclass(frozen=True, kw_only=True)
class TableLayout:
    """版式 of the nine tables."""

    order: tuple[str, ...] = TABLE_KEYS  # printed order; a table left out is not printed. 公开0N表 counts along it
    landscape: tuple[str, ...] = ("t2", "t3", "t4", "t7", "t8", "t9")
    forms: Mapping[str, str] = field(default_factory=dict)  # t6: three or two; t7: by_stage or by_item; t9: …

    titles: Mapping[str, str] = field(default_factory=dict)  # where it is not the table's official title
    label: str = "公开{number}表"  # empty: none
    subtitle: str = ""  # {year}年度, where it is printed
    prepared_by: str = "编制单位：{unit}"  # or 部门：{unit}; empty: none
    money_unit: str = "金额单位：万元"
    wording: Mapping[str, str] = field(default_factory=dict)  # fixed label → the one printed; t5.合计 for one table

    row_numbers: bool = True  # 行次
    column_numbers: bool = True  # 栏次
    split_codes: bool = False  # 类 款 项 in columns of their own
    indent: bool = True  # 功能分类 names stepped in by level
    class_rows: int = 26  # 支出功能分类 rows of 01 and 04: 26, or 24 without 债务还本 and 债务付息
    total_last: tuple[str, ...] = ()  # tables whose 合计 is the last row, not the first

    thousands: bool = True  # 2,940.05
    zero: str = "0.00"  # or empty
    three_public_budget: BudgetStage = BudgetStage.ADJUSTED  # what 预算数 of 三公 means

    show_notes: bool = True
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # 注：… where it is not the table's own
    statements: Mapping[str, str] = field(default_factory=dict)  # 说明 under a 空表; empty: none

    def __post_init__(self) -> None:
        object.__setattr__(self, "three_public_budget", _stage(self.three_public_budget))
        if self.class_rows not in (24, 26):
            raise LayoutError(f"版式 class_rows 应为 24 或 26，不是 {self.class_rows}")
        for name in ("order", "landscape", "total_last", "forms", "titles", "notes", "statements"):
            if unknown := [key for key in getattr(self, name) if key not in TABLE_KEYS]:
                raise LayoutError(f"版式 {name} 中没有“{unknown[0]}”这张表，可用 {'、'.join(TABLE_KEYS)}")
        if len(set(self.order)) != len(self.order):
            raise LayoutError(f"版式 order 中有重复的表：{'、'.join(self.order)}")

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> Self:
        """From TOML. LayoutError names a key that does not exist or a value of the wrong kind."""
        kinds = {f.name: getattr(cls(), f.name) for f in fields(cls)}
        read: dict[str, Any] = {}
        for name, value in settings.items():
            if name not in kinds:
                raise LayoutError(f"版式中没有“{name}”这一项，可用 {'、'.join(kinds)}")
            read[name] = _read(name, value, kinds[name])
        return cls(**read)

    def number(self, key: str) -> str:
        """01 … 09, by the printed order."""
        return f"{self.order.index(key) + 1:02}"

    def words(self, key: str, text: str) -> str:
        """A fixed label as this layout prints it."""
        return self.wording.get(f"{key}.{text}", self.wording.get(text, text))


def _stage(value: str) -> BudgetStage:
    stages = {stage.value: stage for stage in BudgetStage}
    if value not in stages:
        raise LayoutError(f"版式 three_public_budget 应为 {'、'.join(stages)} 之一，不是“{value}”")
    return stages[value]


def _read(name: str, value: Any, default: Any) -> Any:
    """One setting, lists made tuples; its kind is its default's."""
    if isinstance(default, tuple) and isinstance(value, list):
        value = tuple(value)
    if isinstance(default, Mapping) and isinstance(value, Mapping):
        return {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    is_right = isinstance(value, str) if isinstance(default, str) else type(value) is type(default)
    if not is_right:
        raise LayoutError(f"版式 {name} 的值“{value}”写错了，应与“{default}”同类")
    return value
