"""Names and form on the scorecards: the unit, the year, links, doubled signs."""

import re
from collections.abc import Iterator

from finance.checks.registry import Found, Severity
from finance.reading.similarity import likeness
from performance.checks.evaluation import Card, Evaluation, check
from performance.live_links import LinkSource, unknown_links

_TEXTS = {"goal": "预期目标", "result": "实际完成情况"}
_VALUES = {"target": "指标值", "achieved": "完成值"}
_ALIKE = 0.75  # 公共就业服务局 beside 公共就业服务中心: the same body under another name
_OTHER = 0.4  # below it a name is surely another body's
# What forms put around a name: 219001-棠溪镇人民政府, 发展和改革局本级, 文化和旅游局（机关）.
_AROUND = re.compile(r"^\d[\d.]*[-—－_]|[（(]?(?:本级|机关|部门|汇总)[)）]?$|[（(]盖章[)）]")


@check("P501", Severity.ERROR, rules=(68,))
def cards_name_the_unit_as_the_cover_does(e: Evaluation) -> Iterator[Found]:
    """自评表的单位名称应与封面一致：整体表的部门（单位）名称，项目表的实施单位（本单位或所属单位、处室）。

    Rule 68. Another body may implement a project or be its 主管部门, but not under nearly the same name: a warning.
    """
    f = e.figures
    unit = _bare(f.unit.name)
    own = {unit, *map(_bare, f.profile.subordinate_units)}
    within = own | {f"{unit}{office}" for office in f.profile.offices} | set(f.profile.offices)
    for card in e.cards:
        field, words, names = ("name", "部门（单位）名称", own)
        if card.is_project:
            field, words, names = ("implementing_unit", "实施单位", within)
        strange = [name for name in re.split("[、，,；;]", _name(card, field)) if name and _bare(name) not in names]
        wrong = [(field, words)] if strange else []
        is_wrong = any(not card.is_project or likeness(name, unit) >= _OTHER for name in strange)
        superior = _name(card, "competent_department")
        if card.is_project and unit not in superior and superior not in unit and likeness(superior, unit) >= _ALIKE:
            wrong.append(("competent_department", "主管部门"))
        if wrong:
            written = "、".join(f"{words}“{_name(card, field)}”" for field, words in wrong)
            yield Found(
                f"{card.title}自评表的{written}，与封面单位名称“{f.unit.name}”不一致。"
                f"请改为统一的全称{'' if is_wrong else '；确为其他单位的请说明'}。",
                (*(f"{card.figure}.{field}" for field, _ in wrong), "unit.name"),
                None if is_wrong else Severity.WARNING,
            )


def _name(card: Card, field: str) -> str:
    return _bare(getattr(card.card, field))


def _bare(name: str) -> str:
    return _AROUND.sub("", "".join(name.split()))


_SLIPS = 2  # characters by which a name may be miswritten and still be recognised
_NUMERAL = re.compile(r"[\d一二三四五六七八九十]")


@check("P505", Severity.WARNING, rules=(68, 71))
def cards_name_their_project_as_its_title_does(e: Evaluation) -> Iterator[Found]:
    """预期目标、实际完成情况中的项目名称应与自评表的项目名称一致。

    Rules 68 and 71: a name of which a character or two differ is a slip.
    """
    for card in e.projects:
        name = _name(card, "name")
        for field, words in _TEXTS.items():
            written = _nearly(name, "".join(getattr(card.card, field).split()))
            if written:
                yield Found(
                    f"{card.title}的{words}把项目名称写作“{written}”。请与项目名称统一。",
                    (f"{card.figure}.{field}", f"{card.figure}.name"),
                )


def _nearly(name: str, text: str) -> str:
    """Where the text has the name with a character or two wrong, and nowhere right."""
    half = len(name) // 2
    if half < 4 or name in text:
        return ""
    for part, offset in ((name[:half], 0), (name[-half:], len(name) - half)):
        start = text.find(part) - offset
        written = text[start : start + len(name)] if start >= 0 else ""
        wrong = [(a, b) for a, b in zip(name, written, strict=False) if a != b]
        # 第一期 beside 第二期, 2022 beside 2023: another project.
        is_slip = 0 < len(wrong) <= _SLIPS and not any(_NUMERAL.match(c) for pair in wrong for c in pair)
        if len(written) == len(name) and is_slip:
            return written
    return ""


@check("P503", Severity.WARNING, rules=(72,))
def deadlines_fall_in_their_own_year(e: Evaluation) -> Iterator[Found]:
    """时效指标的指标值和完成值应在决算年度之内。

    Rule 72.
    """
    year = e.figures.fiscal_year
    for row in e.rows:
        for column in _VALUES:
            value = getattr(row.indicator, column)
            match = re.search(r"(?:19|20)\d{2}(?=\s*[年\-./])", value.value)
            if match and int(match[0]) != year:
                yield Found(
                    f"{row.title}的{_VALUES[column]}是{value.text}，决算年度是{year}年。请核对年份。",
                    (f"{row.figure}.{column}", "fiscal_year"),
                )


@check("P504", Severity.WARNING, rules=(61,))
def projects_have_names_of_their_own(e: Evaluation) -> Iterator[Found]:
    """每个项目一张自评表，项目名称不重复。

    Rule 61.
    """
    seen: dict[str, Card] = {}
    for card in e.projects:
        name = _name(card, "name")
        if name and name in seen:
            yield Found(
                f"有两张自评表的项目名称都是“{card.card.name}”，金额会重复计入项目合计。请核对。",
                (f"{card.figure}.name", f"{seen[name].figure}.name"),
            )
        seen.setdefault(name, card)


@check("P511", Severity.ERROR, rules=(73,))
def links_lead_somewhere(e: Evaluation) -> Iterator[Found]:
    """文字中的自动引用{…}应能取到数。

    Rule 73.
    """
    originals = [(e.overall, e.scorecards.overall)] if e.overall else []
    originals += list(zip(e.projects, e.scorecards.projects, strict=True))
    for card, original in originals:
        source = LinkSource(e.figures, e.scorecards, card.figure, original)
        texts = [(f"{card.figure}.goal", card.card.goal), (f"{card.figure}.result", card.card.result)]
        texts += [(f"{row.figure}.deviation_reason", row.indicator.deviation_reason) for row in card.rows]
        for figure, text in texts:
            for error in unknown_links(text, source):
                yield Found(f"{card.title}：{error}。请改正引用，或改填数字。", (figure,))


_DOUBLED = re.compile(r"%%+|％％+|万元万元|。。|，，")


@check("P512", Severity.INFORMATION, rules=(70, 76))
def signs_are_not_doubled(e: Evaluation) -> Iterator[Found]:
    """“%%”等重复的符号应删去。

    Rules 70 and 76.
    """
    for row in e.rows:
        for column in _VALUES:
            value = getattr(row.indicator, column)
            if match := _DOUBLED.search(value.text):
                yield Found(
                    f"{row.title}的{_VALUES[column]}写作{value.text}，“{match[0]}”重复。请删去多余的符号。",
                    (f"{row.figure}.{column}",),
                )
