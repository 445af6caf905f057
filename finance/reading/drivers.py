"""Drivers of a 主要原因: what it says drove the change (人员, 调薪, 缴费基数, 项目 …) and which way.

Two reasons of one report that drive the same thing in opposite ways are shown side by side; a reason whose
words all point against its figure was written for another year or another figure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from finance.terms import Term


class Topic(Term):
    """What a reason names as its cause."""

    STAFF = "staff", "在职人员增减"
    RETIREES = "retirees", "退休人员增减"
    PAY = "pay", "工资标准调整"
    PERSONNEL_COST = "personnel_cost", "人员经费增减"
    CONTRIBUTION_BASE = "contribution_base", "缴费基数调整"
    PROJECT = "project", "项目增减"
    ADDED_DURING_THE_YEAR = "added_during_the_year", "年中追加"
    CARRY_OVER = "carry_over", "结转结余"
    RECLASSIFICATION = "reclassification", "科目或编制调整"
    VEHICLE_USE = "vehicle_use", "车辆使用"
    VEHICLE_FLEET = "vehicle_fleet", "车辆购置或报废"
    RECEPTION = "reception", "公务接待"
    OVERSEAS_TRAVEL = "overseas_travel", "因公出国（境）"

    @property
    def is_effect(self) -> bool:
        """What follows from causes may rise here and fall there: worth seeing, no contradiction."""
        return self is Topic.PERSONNEL_COST


class Direction(StrEnum):
    """Which way a driver pushes."""

    UP = "up"
    DOWN = "down"
    NONE = "none"  # named, but not which way

    @property
    def opposite(self) -> "Direction":
        match self:
            case Direction.UP:
                return Direction.DOWN
            case Direction.DOWN:
                return Direction.UP
            case _:
                return Direction.NONE


@dataclass(frozen=True)
class Driver:
    """One cause named in a reason, at text[start:end]."""

    topic: Topic
    direction: Direction
    words: str  # as written: 单位本年人员减少
    subject: str  # which of its kind: a project's name, 公积金; empty where there is but one
    start: int
    end: int


@dataclass(frozen=True)
class Opposition:
    """The same cause driven both ways in one report: (key of the reason, driver) on either side."""

    topic: Topic
    subject: str
    up: tuple[tuple[str, Driver], ...]
    down: tuple[tuple[str, Driver], ...]


_UP = "增加|增多|增长|上升|上涨|上调|调增|提高|提标|扩大|较多|偏多"
_DOWN = "减少|下降|降低|下调|调减|压减|压缩|缩减|核减|削减|较少|偏少"
_BETWEEN = r"(?:总?数量?|人次|批次|次数|、)*(?:均|都|有所|较上年|比上年|较去年|比去年|同比|相应|大幅|也)*"
_MOVED = rf"{_BETWEEN}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_ITEM = r"[^，。；;,！!？?]"  # within one clause
# 人员经费 is money, 接待人员 is not staff: what may not stand after and before 人员.
_NOT_PEOPLE = r"(?!经费|工资|支出|津贴|补贴|补助|采暖|交通|公用|费用|待遇|社保|福利|档案|培训)"
_NOT_STAFF = "".join(
    rf"(?<!{word})"
    for word in re.split(" ", "退休 离休 离退休 接待 培训 参训 受训 参会 流动 困难 失业 就业 供养 遗属 救助")
)

_PATTERNS: tuple[tuple[Topic, Direction | None, str], ...] = (
    (Topic.RETIREES, None, rf"(?:离退休|退休|离休)人员{_NOT_PEOPLE}{_MOVED}"),
    (Topic.RETIREES, Direction.UP, rf"(?:新增|增加){_ITEM}{{0,4}}(?:退休|离休)人员{_NOT_PEOPLE}"),
    (
        Topic.STAFF,
        None,
        rf"(?:(?:职工|{_NOT_STAFF}人员){_NOT_PEOPLE}|(?:在职|在编|单位|编制|实有)人数|编制数){_MOVED}",
    ),
    (
        Topic.STAFF,
        Direction.UP,
        rf"(?:新增|增加|新招录?|招录|调入|新进|引进)(?:了)?(?:在职|在编|编制内?|工作|公务员|事业)*(?:人员|职工|公务员|编制数?)(?!转){_NOT_PEOPLE}",
    ),
    (Topic.STAFF, Direction.UP, r"人员(?:调入|招录|新进)"),
    (
        Topic.STAFF,
        Direction.DOWN,
        rf"减少(?:了)?(?:在职|在编|编制内?|工作|公务员|事业)*(?:人员|职工|公务员){_NOT_PEOPLE}",
    ),
    (Topic.STAFF, Direction.DOWN, r"人员(?:调出|调离|辞职|离职|退休)|减员"),
    (
        Topic.PAY,
        Direction.UP,
        r"调薪|调资|涨薪|增资|普调工资|工资(?:标准)?(?:上调|调增|调标|提标|普调|晋级)|(?:提高|上调)工资标准",
    ),
    (Topic.PAY, Direction.DOWN, r"降薪|工资(?:标准)?(?:下调|调减|降低)|(?:降低|下调)工资标准"),
    (
        Topic.PERSONNEL_COST,
        None,
        rf"(?:人员经费|人员支出|人员工资|工资福利支出|工资、社保{_ITEM}{{0,12}}经费)(?:支出)?{_MOVED}",
    ),
    (Topic.CONTRIBUTION_BASE, None, rf"(?P<subject>[^，。；;,、]{{0,12}}?)(?:缴费|缴存)?基数{_MOVED}"),
    (
        Topic.ADDED_DURING_THE_YEAR,
        Direction.UP,
        rf"(?:年中|年度中|年内|执行中|预算执行中)追加(?:安排|下达)?(?:了)?(?P<subject>{_ITEM}{{1,80}})",
    ),
    (
        Topic.PROJECT,
        Direction.UP,
        rf"(?:新增|增加|新安排)(?:了)?(?P<subject>{_ITEM}{{1,80}}?(?:项目|专项|经费|资金)(?:{_ITEM}{{0,80}}(?:项目|专项|经费|资金))?)",
    ),
    (
        Topic.PROJECT,
        Direction.DOWN,
        rf"(?:减少|取消|压减|核减)(?:了)?(?P<subject>{_ITEM}{{1,80}}?(?:项目|专项|经费|资金)(?:{_ITEM}{{0,80}}(?:项目|专项|经费|资金))?)",
    ),
    (
        Topic.PROJECT,
        None,
        rf"(?P<subject>[^，。；;,]{{2,40}}(?:项目|专项)(?:经费|资金|支出)?)(?:支出)?{_MOVED}",
    ),
    (Topic.CARRY_OVER, None, rf"(?:上年|年初|年末)?结转(?:和结余)?(?:资金|结余)?{_MOVED}"),
    (Topic.CARRY_OVER, Direction.NONE, r"(?:资金|经费|项目)?(?:结转至|结转到|结转下年|结转到下年)"),
    (
        Topic.RECLASSIFICATION,
        Direction.NONE,
        r"(?:科目|列支渠道|功能分类|口径|核算)(?:的)?(?:调整|变更|变化)|编制转|转为行政编制|转隶|机构改革",
    ),
    (Topic.VEHICLE_USE, None, rf"(?:车辆|公务?用?车)(?:出行|使用|运行|维修|出车|派车)(?:频率)?{_MOVED}"),
    (
        Topic.VEHICLE_FLEET,
        Direction.UP,
        r"(?:新增|新购|购置|增加)(?:了)?(?:公务?用?车|车辆)(?!购置|运行|维修|燃油|保险|费)",
    ),
    (
        Topic.VEHICLE_FLEET,
        Direction.DOWN,
        r"(?:报废|处置|减少|上交|移交)(?:了)?(?:公务?用?车|车辆)(?!购置|运行|维修|燃油|保险|费)",
    ),
    (Topic.RECEPTION, None, rf"(?:公务)?接待(?:人次|批次|任务|次数|、)*{_MOVED}"),
    (Topic.OVERSEAS_TRAVEL, None, rf"(?:因公)?出国（?境?）?(?:团组|人次|任务)+{_MOVED}"),
)
_COMPILED = tuple((topic, direction, re.compile(pattern)) for topic, direction, pattern in _PATTERNS)
_SUBJECT_BOUND = frozenset({Topic.PROJECT, Topic.ADDED_DURING_THE_YEAR, Topic.CONTRIBUTION_BASE})
_NEGATED = re.compile(r"(?:未|无|没有|不再|并未|未有)$")
_BASES = ("公积金", "养老", "医疗", "职业年金", "失业", "工伤")
_WORD = re.compile(
    rf"(?P<up>{_UP}|新增|追加|增发|补发|增设|新招|新购|超支|调薪|超出)"
    rf"|(?P<down>{_DOWN}|节约|节省|取消|收回|停发|结余上缴)"
    r"|(?P<flat>一致|持平|无变动|无变化|无差异|无增减|没有变化|未发生变化|相同|不变)"
)


class Tone(StrEnum):
    """Which way the words of a reason point as a whole."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    MIXED = "mixed"  # both ways, or no way: nothing can be said


def tone(text: str) -> Tone:
    """Whether all words of direction in a reason point the same way."""
    ways = {
        match.lastgroup
        for match in _WORD.finditer(text)
        if not _NEGATED.search(text[max(0, match.start() - 3) : match.start()])
    }
    return Tone(ways.pop() or "mixed") if len(ways) == 1 else Tone.MIXED


@lru_cache(maxsize=4096)  # the same reasons are read by several checks
def drivers(text: str) -> tuple[Driver, ...]:
    """The drivers a reason names, in order. A list of projects gives one driver each."""
    found: list[Driver] = []
    for topic, direction, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if _NEGATED.search(text[max(0, match.start() - 3) : match.start()]):
                continue
            for driver in _drivers_of(topic, direction, match):
                if not any(_is_within(driver, other) for other in found):
                    found.append(driver)
    return tuple(sorted(found, key=lambda driver: (driver.start, driver.end)))


def oppositions(reasons: Mapping[str, str] | Mapping[str, Sequence[Driver]]) -> tuple[Opposition, ...]:
    """The causes that some reasons drive up and others down. Reasons by key, as text or as drivers.

    Both ways within one reason is no opposition: 退休减少2人、招录增加3人 explains itself.
    """
    ways: dict[tuple[Topic, str], dict[Direction, dict[str, Driver]]] = {}
    for key, reason in reasons.items():
        for driver in drivers(reason) if isinstance(reason, str) else reason:
            cause = ways.setdefault((driver.topic, _cause(driver)), {})
            cause.setdefault(driver.direction, {}).setdefault(key, driver)
    return tuple(
        Opposition(topic, subject, tuple(up.items()), tuple(down.items()))
        for (topic, subject), cause in ways.items()
        if (up := _only(cause, Direction.UP)) and (down := _only(cause, Direction.DOWN))
    )


def _only(cause: Mapping[Direction, Mapping[str, Driver]], way: Direction) -> dict[str, Driver]:
    """Reasons that drive this way and not the other."""
    other = cause.get(way.opposite, {})
    return {key: driver for key, driver in cause.get(way, {}).items() if key not in other}


def _cause(driver: Driver) -> str:
    return driver.subject if driver.topic in _SUBJECT_BOUND else ""


def _is_within(driver: Driver, other: Driver) -> bool:
    """Found already, by a longer or an earlier pattern of the same topic."""
    same = driver.topic is other.topic and driver.direction is other.direction
    return same and driver.subject == other.subject and driver.start < other.end and other.start < driver.end


def _drivers_of(topic: Topic, direction: Direction | None, match: re.Match[str]) -> list[Driver]:
    groups = match.groupdict()
    if direction is None:
        direction = Direction.UP if groups.get("up") else Direction.DOWN
    subjects = _subjects(topic, groups.get("subject") or "")
    return [Driver(topic, direction, match[0], subject, match.start(), match.end()) for subject in subjects]


def _subjects(topic: Topic, words: str) -> list[str]:
    if topic is Topic.CONTRIBUTION_BASE:
        return [next((base for base in _BASES if base in words), "")]
    if topic in _SUBJECT_BOUND:
        return [subject for part in words.split("、") if (subject := plain_subject(part))] or [""]
    return [""]


_ORNAMENT = re.compile(r"^(?:了|等|的|\d{2,4}年度?|本年度?|上年度?)+|(?:支出|等|项目|经费|资金)+$|[“”\"（）()]")


def plain_subject(name: str) -> str:
    """A project's name without what clerks add or drop at will: year, 项目, 经费, 资金, quotes."""
    previous = ""
    while previous != name:
        previous, name = name, _ORNAMENT.sub("", name.strip())
    return name
