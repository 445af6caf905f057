"""主要原因 against the change it explains, against other reasons, and 开支内容 against the amount."""

import re
from collections.abc import Iterator

from finance.change import Change
from finance.checks.account import VEHICLES, check, reason_label_of
from finance.checks.amounts import is_filled, not_compared
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words, pair_words
from finance.figures import Figures
from finance.money import ZERO, to_wan
from finance.names import label
from finance.reading.drivers import Driver, Tone, oppositions, tone

_CLAUSE = re.compile(r"[，。；;,！!？?]")
# Such a clause pushes the other way: last year's level, people who left, money carried over or taken back.
_OTHER_WAY = re.compile(r"^(?:因|由于)?(?:上年|去年|上一年|往年|以前年度)|退休|调出|离职|调离|结转|结余|收回|冲减|退回")
_NOTHING = re.compile(
    r"^(?:因为|因|由于)?(?:我|本)?(?:单位|部门)?(?:\d{4}年度?|本年度?)?(?:均?无|没有|未发生|未安排|不涉及)"
)


def _changes(f: Figures) -> Iterator[tuple[str, str, Change, str]]:
    """(key, figure, change, reason) of every reason that explains a figure there is."""
    for key, text in sorted(f.reasons.items()):
        name, _, base = key.rpartition(".")
        try:
            change = f.change(name, base)
        except AttributeError:
            continue
        if text.strip() and change.has_base:
            yield key, name, change, text


def _is_flat(change: Change) -> bool:
    """Printed as 0.00."""
    return not to_wan(change.size)


def _own_tone(text: str) -> Tone:
    """The tone of the clauses that speak of this year's cause."""
    return tone("，".join(clause for clause in _CLAUSE.split(text) if not _OTHER_WAY.search(clause)))


def _moved(change: Change) -> str:
    current, base, difference = pair_words(change.current, change.base or ZERO)
    moved = "增加" if change.rose else "减少"
    return f"由{base}{moved}到{current}，{moved}{difference}"


@check("F801", Severity.WARNING, rules=(53,))
def reasons_point_the_way_of_their_change(f: Figures) -> Iterator[Found]:
    """主要原因的方向应与增减一致：增加的原因不能只说减少，减少的原因不能只说增加。

    Rule 53.
    """
    for key, name, change, text in _changes(f):
        if _is_flat(change):
            continue
        against = Tone.DOWN if change.rose else Tone.UP
        if _own_tone(text) is against:
            said, is_so = ("减少", "增加") if change.rose else ("增加", "减少")
            yield Found(
                f"{label(name, f.classification)}{_moved(change)}，主要原因却只说{said}：“{_short(text)}”。"
                f"请核对数字，或改写{is_so}的原因。可能原因：沿用了其他科目或上年的文字。",
                (f"reasons.{key}", name),
            )


@check("F802", Severity.WARNING, rules=(45, 53))
def unchanged_reasons_stand_by_unchanged_figures(f: Figures) -> Iterator[Found]:
    """写“持平”“一致”“无差异”的，数字应无增减；数字无增减的，原因不应写增加或减少。

    Rules 45 and 53.
    """
    for key, name, change, text in _changes(f):
        said = _own_tone(text)
        figures = (f"reasons.{key}", name)
        if said is Tone.FLAT and not _is_flat(change):
            yield Found(
                f"{label(name, f.classification)}{_moved(change)}，主要原因却说没有变化：“{_short(text)}”。"
                "请核对数字，或改写原因。",
                figures,
            )
        elif said in (Tone.UP, Tone.DOWN) and change.is_flat and change.current:
            word = "增加" if said is Tone.UP else "减少"
            yield Found(
                f"{label(name, f.classification)}{amount_words(change.current)}，没有增减，"
                f"主要原因却说{word}：“{_short(text)}”。请核对数字，或删去该原因。",
                figures,
            )


@check("F803", Severity.WARNING, rules=(53,))
def nothing_is_said_of_nothing_only(f: Figures) -> Iterator[Found]:
    """写“我单位无该项费用”的，决算数应为零。

    Rule 53.
    """
    for key, name, change, text in _changes(f):
        if change.current > 0 and _NOTHING.search(text) and _own_tone(text) is Tone.MIXED:
            yield Found(
                f"{label(name, f.classification)}为{amount_words(change.current)}，主要原因却说没有："
                f"“{_short(text)}”。请核对数字，或改写原因。",
                (f"reasons.{key}", name),
            )


@check("F804", Severity.WARNING, rules=(53,))
def reasons_agree_with_one_another(f: Figures) -> Iterator[Found]:
    """同一份报告中，同一因素（人员、调薪、缴费基数、项目等）不应一处说增加、一处说减少。

    Rule 53: opposite drivers of one year, shown side by side.
    """
    reasons = {key: text for key, _, _, text in _changes(f)}
    for opposition in oppositions(reasons):
        up, down = opposition.up[0], opposition.down[0]
        subject = f"“{opposition.subject}”的" if opposition.subject else ""
        yield Found(
            f"关于{subject}{opposition.topic.label}，{_quoted(f, up)}，{_quoted(f, down)}"
            f"{_others(len(opposition.up) + len(opposition.down) - 2)}，说法相反。"
            "请核实后统一，或各自写明所指。",
            tuple(f"reasons.{key}" for key, _ in (up, down, *opposition.up[1:], *opposition.down[1:])),
            Severity.INFORMATION if opposition.topic.is_effect else None,
        )


def _quoted(f: Figures, said: tuple[str, Driver]) -> str:
    key, driver = said
    return f"{reason_label_of(f, key)}写“{_short(driver.words)}”"


def _others(count: int) -> str:
    return f"（另有{count}处）" if count else ""


@check("F805", Severity.WARNING, rules=(44, 53))
def three_public_contents_fit_their_amounts(f: Figures) -> Iterator[Found]:
    """有“三公”经费支出的，开支内容不应写“无”；没有支出的，不必写开支内容。

    Rules 44 and 53. Contents without an amount are a matter of wording: information.
    """
    for item in ("overseas_travel", "vehicle_running", "official_reception"):
        text, amount = getattr(f.texts, item), getattr(f.three_public, item)
        name = label(f"three_public.{item}")
        figures = (f"texts.{item}", f"three_public.{item}")
        if amount and _NOTHING.search(text):
            yield Found(
                f"{name}为{amount_words(amount)}，开支内容却写“{_short(text)}”。请核对支出数，或改写开支内容。",
                figures,
            )
        elif text and not amount:
            yield Found(
                f"{name}为0.00万元，正文将印“开支内容包括{_short(text)}”。建议清空开支内容。",
                figures,
                Severity.INFORMATION,
            )


@check("F806", Severity.WARNING, rules=(44,))
def vehicle_difference_is_explained_as_it_is(f: Figures) -> Iterator[Found]:
    """固定资产车辆与公务用车保有量有差异的，不应说“无差异”；没有差异的，不必说明。

    Rule 44.
    """
    text, held, assets = f.texts.vehicle_difference, f.counts.vehicles_held, f.assets.vehicles
    figures = ("texts.vehicle_difference", "assets.vehicles", "counts.vehicles_held")
    if not text:
        return
    if not is_filled(f, "counts.vehicles_held", *VEHICLES):
        yield not_compared("counts.vehicles_held", *VEHICLES)
        return
    if held != assets and tone(text) is Tone.FLAT:
        yield Found(
            f"固定资产车辆{assets}辆，公务用车保有量{held}辆，相差{abs(assets - held)}辆，"
            f"差异原因却写“{_short(text)}”。请核对两个数，或写明差异原因。",
            figures,
        )
    elif held == assets:
        yield Found(
            f"固定资产车辆与公务用车保有量都是{held}辆，没有差异，正文仍将印差异原因“{_short(text)}”。建议清空。",
            figures,
            Severity.INFORMATION,
        )


def _short(text: str) -> str:
    bare = "／".join(line.strip() for line in text.splitlines() if line.strip()).rstrip("。；")
    return bare if len(bare) <= 40 else f"{bare[:40]}…"
