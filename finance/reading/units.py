"""计量单位: which units clerks write, what they measure, and which of them may stand for each other."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a unit measures or counts."""

    MONEY = "money"
    PERCENT = "percent"
    MEASURED = "measured"  # 平方米, 公里, 天: units of physics, never a matter of choice
    PEOPLE = "people"
    EVENTS = "events"
    DOCUMENTS = "documents"
    ORGANISATIONS = "organisations"
    PLACES = "places"
    THINGS = "things"
    ANYTHING = "anything"  # 个, 项: clerks put them for nearly any counter


# A row is one scale: units of a row convert into each other by their factors. A bare name has factor 1.
_MEASURES: tuple[tuple[Kind, dict[str, str]], ...] = (
    (Kind.MONEY, {"元": "1", "千元": "1000", "万元": "10000", "百万元": "1000000", "亿元": "100000000"}),
    (Kind.PERCENT, {"%": "1", "百分比": "1", "‰": "0.1"}),
    (Kind.MEASURED, {"个百分点": "1", "百分点": "1"}),
    (
        Kind.MEASURED,
        {
            "平方米": "1",
            "平米": "1",
            "㎡": "1",
            "m²": "1",
            "公顷": "10000",
            "平方公里": "1000000",
            "平方千米": "1000000",
        },
    ),
    (Kind.MEASURED, {"亩": "1"}),
    (Kind.MEASURED, {"米": "1", "千米": "1000", "公里": "1000", "km": "1000", "厘米": "0.01"}),
    (Kind.MEASURED, {"公斤": "1", "千克": "1", "kg": "1", "斤": "0.5", "吨": "1000", "克": "0.001"}),
    (Kind.MEASURED, {"立方米": "1", "m³": "1", "方": "1"}),
    (Kind.MEASURED, {"升": "1"}),
    (Kind.MEASURED, {"千瓦时": "1", "度": "1"}),
    (Kind.MEASURED, {"天": "1", "日": "1"}),
    (Kind.MEASURED, {"工作日": "1", "个工作日": "1"}),
    (Kind.MEASURED, {"小时": "1", "个小时": "1", "分钟": "0.0166666667"}),
    (Kind.MEASURED, {"学时": "1", "课时": "1"}),
    (Kind.MEASURED, {"个月": "1"}),
)
_COUNTERS: dict[Kind, str] = {
    Kind.PEOPLE: "人 人次 名 位 户 户次 家 家庭 户人",
    Kind.EVENTS: "次 场 场次 期 班 班次 批 批次 届 轮 回",
    Kind.DOCUMENTS: "份 条 册 本 件 篇 张 卷 页 幅 封 部 套 例 起 宗",
    Kind.ORGANISATIONS: "家 户 所 支 企业 个企业 单位 个单位 部门 个部门",
    Kind.PLACES: "县市 个县市 县 个县 乡镇 个乡镇 村 个村 社区 个社区 市 地州",
    Kind.THINGS: "辆 台 套 台套 盏 棵 株 头 只 座 栋 间 块 面 根 艘 组 对",
    Kind.ANYTHING: "个 项 处 类 种 点",
}
_PREFIXES = {"万": Decimal(10_000), "千": Decimal(1_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True)
class Unit:
    """A unit as read. Values times `factor` are comparable within one scale."""

    name: str
    kinds: frozenset[Kind]
    scale: int  # units of one scale convert; every counter is on the scale of mere number
    factor: Decimal = Decimal(1)

    @property
    def is_money(self) -> bool:
        return Kind.MONEY in self.kinds

    @property
    def is_percent(self) -> bool:
        return Kind.PERCENT in self.kinds

    @property
    def is_counter(self) -> bool:
        return self.scale == _NUMBER

    def is_same(self, other: "Unit") -> bool:
        """The same thing by another spelling or size: 份 and 万份, 场 and 场次, 万元 and 元."""
        if self.scale != other.scale:
            return False
        return not self.is_counter or _bare(self.name) == _bare(other.name)

    def may_stand_for(self, other: "Unit") -> bool:
        """A clerk may write one where the other belongs: 人 for 家, 个 for nearly anything counted."""
        if self.is_same(other):
            return True
        shared = self.kinds & other.kinds
        loose = Kind.ANYTHING in self.kinds | other.kinds
        return self.is_counter and other.is_counter and bool(shared or loose)


_NUMBER = -1
_SAME_COUNTERS = {"场次": "场", "班次": "班", "批次": "批", "名": "人", "位": "人", "人数": "人"}


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    name = name.removeprefix("个") or name  # 个县市 is 县市; 个 stays 个
    return _SAME_COUNTERS.get(name, name)


def _table() -> dict[str, Unit]:
    units = {
        name: Unit(name, frozenset({kind}), scale, Decimal(factor))
        for scale, (kind, row) in enumerate(_MEASURES)
        for name, factor in row.items()
    }
    for kind, names in _COUNTERS.items():
        for name in names.split():
            kinds = units[name].kinds if name in units else frozenset()
            units[name] = Unit(name, kinds | {kind}, _NUMBER)
    return units


UNITS = _table()


@lru_cache(maxsize=4096)  # of a name that somebody typed there is no end
def unit_named(name: str) -> Unit:
    """The unit by its name: 万份 is ten thousand 份; a counter nobody listed (场馆) counts as anything."""
    if name in UNITS:
        return UNITS[name]
    for prefix, factor in _PREFIXES.items():
        rest = name.removeprefix(prefix)
        if rest and rest != name:
            base = unit_named(rest)
            return Unit(name, base.kinds, base.scale, base.factor * factor)
    if name.startswith("%"):  # %% and the like: a slip of its own, but a percentage
        return Unit(name, frozenset({Kind.PERCENT}), UNITS["%"].scale)
    return Unit(name, frozenset({Kind.ANYTHING}), _NUMBER)
