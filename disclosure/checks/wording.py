"""Words that people typed: one name for the unit, the right year, no placeholder, tidy punctuation."""

import re
from collections.abc import Iterator

from disclosure.checks.subject import FreeText, Written, check
from disclosure.checks.unit_names import other_names
from finance.checks.registry import Found, Severity


@check("T201", Severity.WARNING, rules=(71,))
def the_unit_has_one_name(w: Written) -> Iterator[Found]:
    """全文中单位名称应与封面一致。

    Rule 71: 公共就业服务局 beside 公共就业服务中心. Another body of nearly the same name is explained.
    """
    name = w.figures.unit.name
    for text in w.texts:
        if others := other_names(name, text.text):
            yield Found(
                f"文字中出现“{'”“'.join(others)}”，与封面的单位名称“{name}”不同。请改为同一名称；确指另一单位的请说明。",
                (text.figure, "unit.name"),
            )


# Titles, document numbers and plans carry years of their own.
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|﹝[^﹞]*﹞|\[\d{4}\]|[（(]\d{4}[）)]|20\d\d年?\s*[-—–~～至到]\s*20\d\d年?")
_YEAR = re.compile(r"(?<!\d)(?P<until>截至|截止)?(?P<year>(?:19|20)\d\d)年(?P<whole>度|我单位|本单位)?")
_COMPARED = re.compile(r"(?:比|较|与|同|上年|去年|自|从|结转|支付|补发|补缴|追溯)[（(]?$")
_LEFT_OVER = re.compile(r"^.{0,14}(?:结转|结余|尾款|质保|欠|未付|相比|决算|下达|成立|以来|起)")
_TO_COME = re.compile(r"结转|支付|使用|继续|下年|明年|拟|计划|预计|将|目标|实施|完成")


@check("T202", Severity.WARNING, rules=(72,))
def years_are_those_of_the_report(w: Written) -> Iterator[Found]:
    """文字中的年度应与本报告年度一致（《》和文号中的年份除外）。

    Rule 72. 截至2022年, 2022年度 and 2022年我单位 are errors: they date the whole statement.
    """
    for text in w.texts:
        wrong = list(_wrong_years(text, w.figures.fiscal_year))
        if not wrong:
            continue
        is_dated = any(match["until"] or match["whole"] for match in wrong)
        quoted = "、".join(dict.fromkeys(f"“{match[0]}”" for match in wrong))
        yield Found(
            f"文字中写有{quoted}，而本报告为{w.figures.fiscal_year}年度。请改正；"
            f"{'可能原因：沿用了上年的文字。' if is_dated else '确指其他年度的请说明。'}",
            (text.figure, "fiscal_year"),
            Severity.ERROR if is_dated else None,
        )


def _wrong_years(text: FreeText, year: int) -> Iterator[re.Match[str]]:
    plain = _QUOTED.sub(lambda match: "　" * len(match[0]), text.text)
    for match in _YEAR.finditer(plain):
        written = int(match["year"])
        before, after = (
            plain[max(0, match.start() - 8) : match.start()],
            plain[match.end() : match.end() + 16],
        )
        if written == year:
            continue
        if written == year + 1 and not match["until"] and _TO_COME.search(before + after):
            continue
        if written < year and not match["until"] and (_COMPARED.search(before) or _LEFT_OVER.search(after)):
            continue
        yield match


_PLACEHOLDER = re.compile(
    r"[XxＸｘ×✕○]{2,}|[*＊]{2,}|[_＿]{2,}|[?？]{2,}|…{3,}|\.{4,}|待填|待补充|TODO|"
    r"[（(][\s　]*[）)]|“[\s　]*”|《[\s　]*》|【[^】]{0,20}】"
)
_BRACES = re.compile(r"\{[^{}\n]*\}|\{\{|\}\}")


@check("T203", Severity.ERROR, rules=(73,))
def no_placeholder_is_left(w: Written) -> Iterator[Found]:
    """文字中没有未替换的占位符（XX、×××、____、【】等）。

    Rule 73. Braces in a scorecard's words are live links, which have a check of their own.
    """
    for text in w.all_texts:
        found = [match[0] for match in _PLACEHOLDER.finditer(text.text)]
        if not text.figure.startswith("scorecards."):
            found += [match[0] for match in _BRACES.finditer(text.text)]
        if found:
            quoted = "、".join(f"“{word}”" for word in dict.fromkeys(found))
            yield Found(f"文字中有未替换的占位符{quoted}。请改为实际内容。", (text.figure,))


_CHINESE = r"[\u4e00-\u9fff]"
_UNTIDY = re.compile(
    r"%%+|％％+|%％|。。+|，，+|、、+|；；+|：：+|[，、；：][。；]|。[，、；]|的的|了了|和和|是是|元元|"
    rf"(?<={_CHINESE})[,;:?!](?={_CHINESE})"
)


# What stands before a text in print. The points of a list are numbered one by one.
_CONTENTS = re.compile(r"^\s*(?:主要)?开支内容(?:主要)?(?:包括|为|是)?[:：]?")
_POINTS = re.compile(r"^[ 　]*[一二三四五六七八九十]{1,2}是", re.MULTILINE)
_LEAD_INS = {
    "reasons": re.compile(r"^\s*(?:主要)?原因(?:是|为|在于)?[:：]?"),
    **dict.fromkeys(("overseas_travel", "vehicle_running", "official_reception"), _CONTENTS),
    **dict.fromkeys(("performance_results", "performance_problems", "performance_measures"), _POINTS),
}


@check("T204", Severity.INFORMATION, rules=(76,))
def punctuation_is_tidy(w: Written) -> Iterator[Found]:
    """标点使用全角、不重复，百分号不重复，没有重字；不重复正文自带的“主要原因是”“开支内容包括”和“一是”“二是”。

    Rule 76.
    """
    for text in w.all_texts:
        if led := _lead_in(text):
            yield Found(f"以“{led}”开头，正文已自带这几个字，会印两遍。请删去。", (text.figure,))
        plain = _BRACES.sub(lambda match: "　" * len(match[0]), text.text)
        found = dict.fromkeys(_around(plain, match) for match in _UNTIDY.finditer(plain))
        if found:
            quoted = "、".join(f"“{words}”" for words in list(found)[:5])
            yield Found(f"标点或文字重复、全角半角混用：{quoted}。建议改正。", (text.figure,))


def _lead_in(text: FreeText) -> str:
    """What the text begins with and the template prints before it."""
    group, _, name = text.figure.partition(".")
    kind = group if group == "reasons" else name
    pattern = _LEAD_INS.get(kind)
    match = pattern.search(text.text) if pattern else None
    return match[0].strip() if match else ""


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 4) : match.end() + 4].strip()
