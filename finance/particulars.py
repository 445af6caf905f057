"""What is entered once for an account: 单位概况, counts, 政府采购, 国有资产, 绩效管理, the clerk's words.

Amounts in 元; every part is filled in whole or by the field, and what nobody filled in is named in Figures.missing.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from finance.money import ZERO


@dataclass(frozen=True)
class Subordinate:
    """One 下属预算单位 as 部门决算单位构成 lists it."""

    name: str
    remark: str = ""

    @classmethod
    def read(cls, line: str) -> Self:
        """名称｜备注, as entered."""
        name, _, remark = line.replace("|", "｜").partition("｜")
        return cls(name.strip(), remark.replace("｜", "，").strip())


@dataclass(frozen=True, kw_only=True)
class Profile:
    """单位概况: 主要职能, 人员, 内设机构, 下属预算单位."""

    functions: str = ""
    on_duty: int = 0
    honorary_retired: int = 0
    retired: int = 0
    offices: tuple[str, ...] = ()
    subordinate_units: tuple[str, ...] = ()  # a name, or 名称｜备注

    @property
    def subordinates(self) -> tuple["Subordinate", ...]:
        """下属预算单位, name and 备注 apart."""
        return tuple(Subordinate.read(line) for line in self.subordinate_units)

    @property
    def staff(self) -> int:
        """实有人数 = 在职 + 离休 + 退休."""
        return self.on_duty + self.honorary_retired + self.retired


@dataclass(frozen=True, kw_only=True)
class ThreePublicCounts:
    """“三公”经费 的团组、人次、辆、批次, and what of 公务接待费 went to 外宾 (元)."""

    overseas_groups: int = 0
    overseas_people: int = 0
    vehicles_purchased: int = 0
    vehicles_held: int = 0
    reception_batches: int = 0
    reception_people: int = 0
    foreign_reception_batches: int = 0
    foreign_reception_people: int = 0
    foreign_reception_amount: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Procurement:
    """政府采购支出 (元): contracts with 中小企业, and (上海) what was set aside for them and what they won."""

    goods: Decimal = ZERO
    works: Decimal = ZERO
    services: Decimal = ZERO
    small_and_medium: Decimal = ZERO
    small_and_micro: Decimal = ZERO
    reserved_for_small_and_medium: Decimal = ZERO
    reserved_for_small_and_micro: Decimal = ZERO
    won_by_small_and_medium: Decimal = ZERO
    won_by_small_and_micro: Decimal = ZERO
    won_elsewhere: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.goods + self.works + self.services


@dataclass(frozen=True, kw_only=True)
class Assets:
    """国有资产占用 at 31 December; amounts in 元, area in 平方米."""

    fixed_assets: Decimal = ZERO
    house_area: Decimal = ZERO
    house_value: Decimal = ZERO
    vehicle_value: Decimal = ZERO
    leaders: int = 0
    principals: int = 0
    confidential: int = 0
    emergency: int = 0
    law_enforcement: int = 0
    specialised: int = 0
    retired_cadres: int = 0
    other: int = 0
    large_equipment: int = 0

    @property
    def vehicles(self) -> int:
        """固定资产车辆: the eight kinds together."""
        return (
            self.leaders
            + self.principals
            + self.confidential
            + self.emergency
            + self.law_enforcement
            + self.specialised
            + self.retired_cadres
            + self.other
        )


@dataclass(frozen=True, kw_only=True)
class PerformanceManagement:
    """预算绩效管理工作 as 上海 reports it: 绩效目标, 绩效跟踪, 绩效自评; amounts in 元. Not the 绩效自评表, which are
    scorecards (performance/): a report without any still tells these."""

    goal_projects: int = 0
    goal_amount: Decimal = ZERO
    tracked_projects: int = 0
    tracked_amount: Decimal = ZERO
    evaluated_amount: Decimal = ZERO
    average_score: Decimal = ZERO
    excellent: int = 0
    good: int = 0
    passed: int = 0
    failed: int = 0
    problems: int = 0
    rectified: int = 0
    rectifying: int = 0

    @property
    def evaluated_projects(self) -> int:
        """绩效自评的项目数: the four grades together."""
        return self.excellent + self.good + self.passed + self.failed


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The clerk's own words. A tuple is a list of points (一是…；二是…)."""

    organisation: str = ""
    overseas_travel: str = ""
    vehicle_purchase: str = ""
    vehicle_running: str = ""
    vehicle_difference: str = ""
    official_reception: str = ""
    other_vehicles: str = ""
    performance_system: str = ""
    performance_results: tuple[str, ...] = ()
    performance_problems: tuple[str, ...] = ()
    performance_measures: tuple[str, ...] = ()
    performance_suggestions: str = ""
    has_evaluation_reports: bool = False
    other_notes: str = ""
    public_service_income: str = ""
    operating_income: str = ""
    other_income: str = ""
