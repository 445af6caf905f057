"""What the text asks for: reasons and words that are not there, and those that nothing asks for."""

from collections.abc import Iterator

from disclosure.checks.subject import Written, check
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words, pair_words
from finance.money import ZERO
from finance.names import label

_REASON = "reasons."
_BASES = {"previous": "上年", "initial_budget": "年初预算", "adjusted_budget": "全年预算"}


@check("T101", Severity.ERROR, rules=(53,))
def every_change_has_a_reason(w: Written) -> Iterator[Found]:
    """每一处增减（不为零）都应写明主要原因。

    Rule 53: the text prints “主要原因是：”, and nothing would follow.
    """
    seen = set()
    for asked in w.report.reasons_asked:
        if not asked.is_required or asked.text or asked.key in seen or not asked.change.has_base:
            continue
        seen.add(asked.key)
        current, base, difference = pair_words(asked.change.current, asked.change.base or ZERO)
        moved = "增加" if asked.change.rose else "减少"
        yield Found(
            f"{label(asked.figure, w.figures.classification)}{current}，{_BASES[asked.base]}{base}，"
            f"{moved}{difference}，未写主要原因（“{asked.section}”）。请补写。",
            (f"{_REASON}{asked.key}", asked.figure),
        )


@check("T102", Severity.ERROR, rules=(77,), is_of_missing=True)
def nothing_printed_is_unfilled(w: Written) -> Iterator[Found]:
    """正文、报表和自评表中要印出的内容都已填写。

    Rule 77: no document with a hole.
    """
    seen = set()
    required = {f"{_REASON}{asked.key}" for asked in w.report.reasons_asked if asked.is_required}
    for gap, (section, words) in zip(w.report.gaps, w.report.gap_labels, strict=True):
        if gap.name in required or gap.name in seen:
            continue
        seen.add(gap.name)
        yield Found(f"{words}尚未填写，“{section}”会印出空缺。请补填。", (gap.name,), place=words)


@check("T103", Severity.INFORMATION, rules=(45,))
def growth_from_nothing_has_no_rate(w: Written) -> Iterator[Found]:
    """上年数为零的，“增长100.00%”只是惯例写法，没有增长率可算。

    Rule 45.
    """
    seen = set()
    for asked in w.report.reasons_asked:
        change = asked.change
        if not change.has_base or not change.base_is_zero or not change.current or asked.key in seen:
            continue
        seen.add(asked.key)
        yield Found(
            f"{label(asked.figure, w.figures.classification)}{amount_words(change.current)}，"
            f"{_BASES[asked.base]}数为0.00万元，增减比例无法计算，文字按版本的惯例写法印出。请确认该基数确为零。",
            (asked.figure, f"{_REASON}{asked.key}"),
        )


@check("T104", Severity.INFORMATION, rules=(45, 53))
def unchanged_figures_need_no_reason(w: Written) -> Iterator[Found]:
    """没有增减的，不必写主要原因。

    Rule 45: the reason is printed all the same.
    """
    seen = set()
    for asked in w.report.reasons_asked:
        if not asked.text or not asked.change.is_flat or asked.key in seen:
            continue
        seen.add(asked.key)
        yield Found(
            f"{label(asked.figure, w.figures.classification)}与{_BASES[asked.base]}相比没有增减，"
            f"正文仍将印“主要原因是：{asked.text}”。可以清空。",
            (f"{_REASON}{asked.key}",),
        )


@check("T105", Severity.INFORMATION, rules=(53,))
def every_reason_is_asked_for(w: Written) -> Iterator[Found]:
    """填写的主要原因都会印出。

    Rule 53: a reason left over from a figure that is no longer printed.
    """
    asked = {asked.key for asked in w.report.asked}
    for key, text in w.figures.reasons.items():
        if text.strip() and key not in asked:
            yield Found(f"该主要原因不会印出，正文没有这一处比较：“{text.strip()}”。可以清空。", (f"{_REASON}{key}",))
