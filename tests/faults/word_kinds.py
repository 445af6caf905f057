"""Faults in the words of the scorecards, and in the names on them."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from performance.scorecards import Measure, Scorecard
from tests.faults.accounts import Account
from tests.faults.editing import OVERALL, cards_of, is_counted, is_on_project, some_row, with_card, with_row
from tests.faults.kinds import Runs, fault, having
from tests.faults.slips import slip_count, slip_decimal, slip_digits

_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff])(\d+)(人次|场次|批次|平方米|公里|[次人份户处台卷条期家件个本棵盏起米])(?!业务科室)"
)
_YEAR = re.compile(r"截至\d{4}年12月底，|\d{4}年我单位")


def counts_in(text: str) -> list[re.Match[str]]:
    """The counts of indicators in a text; 12月底 is none."""
    return [match for match in _COUNT.finditer(text) if match[1] != "12"]


def cut(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _text_count(field: str) -> Callable[[random.Random, Account], Account | None]:
    def inject(chance: random.Random, account: Account) -> Account | None:
        found = [(n, card, match) for n, card in cards_of(account) for match in counts_in(getattr(card, field))]
        if not found:
            return None
        number, card, match = chance.choice(found)
        text = cut(getattr(card, field), match, f"{slip_digits(chance, match[1])}{match[2]}")
        return with_card(account, number, having(card, **{field: text}))

    return inject


fault("实际完成情况：数量录错", Runs.CARDS)(_text_count("result"))
fault("预期目标：数量录错", Runs.CARDS)(_text_count("goal"))


@fault("实际完成情况：两个数量写反", Runs.CARDS)
def twocounts_in_in_the_text_are_swapped(chance: random.Random, account: Account) -> Account | None:
    found = []
    for number, card in cards_of(account):
        counts = counts_in(card.result)
        found += [(number, card, a, b) for a, b in pairwise(counts) if a[1] != b[1]]
    if not found:
        return None
    number, card, a, b = chance.choice(found)
    text = cut(cut(card.result, b, f"{a[1]}{b[2]}"), a, f"{b[1]}{a[2]}")
    return with_card(account, number, replace(card, result=text))


@fault("实际完成情况：沿用指标值", Runs.CARDS)
def result_repeats_the_goal(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda c, i: is_counted(c, i) and i.target.value != i.achieved.value)
    if found is None:
        return None
    number, _, indicator = found
    card = dict(cards_of(account))[number]
    name = indicator.level3.removesuffix("人数")
    said, planned = (f"{name}{v.value}{v.unit}" for v in (indicator.achieved, indicator.target))
    assert said in card.result
    return with_card(account, number, replace(card, result=card.result.replace(said, planned)))


_NOT_THE_SAME = {"户": "人", "家": "人", "人": "家", "场次": "次", "份": "本", "件": "份", "盏": "台", "本": "份"}


@fault("实际完成情况：单位写错", Runs.CARDS)
def unit_in_the_text_is_wrong(chance: random.Random, account: Account) -> Account | None:
    found = [
        (n, card, match)
        for n, card in cards_of(account)
        for match in counts_in(card.result)
        if match[2] in _NOT_THE_SAME
    ]
    if not found:
        return None
    number, card, match = chance.choice(found)
    text = cut(card.result, match, f"{match[1]}{_NOT_THE_SAME[match[2]]}")
    return with_card(account, number, replace(card, result=text))


def _overall_amount(
    pattern: str, change: Callable[[random.Random, str, Scorecard], str]
) -> Callable[[random.Random, Account], Account | None]:
    def inject(chance: random.Random, account: Account) -> Account | None:
        found = [(n, card, m) for n, card in cards_of(account) for m in re.finditer(pattern, card.result)]
        if not found:
            return None
        number, card, match = chance.choice(found)
        new = change(chance, match[1], card)
        if new == match[1]:
            return None
        text = card.result[: match.start(1)] + new + card.result[match.end(1) :]
        return with_card(account, number, replace(card, result=text))

    return inject


def _slipped(chance: random.Random, number: str, _: Scorecard) -> str:
    return slip_decimal(chance, number)


def _score_for_rate(_: random.Random, number: str, card: Scorecard) -> str:
    """9.86 of 10 points becomes 99.86%."""
    return f"9{card.filed_execution_score}" if card.filed_execution_score else number


fault("实际完成情况：预算数录错", Runs.CARDS)(_overall_amount(r"全年预算数为([\d.]+)万元", _slipped))
fault("实际完成情况：执行数录错", Runs.CARDS)(_overall_amount(r"全年执行数为([\d.]+)万元", _slipped))
fault("实际完成情况：执行率录错", Runs.CARDS)(_overall_amount(r"执行率为([\d.]+)%", _slipped))
fault("实际完成情况：得分当作执行率", Runs.CARDS)(_overall_amount(r"执行率为([\d.]+)%", _score_for_rate))
fault("实际完成情况：万元写成元", Runs.CARDS)(
    _overall_amount(r"全年执行数为([\d.]+万)元", lambda _, number, __: number.removesuffix("万"))
)


@fault("实际完成情况：年度写错", Runs.WORDS)
def result_is_of_another_year(chance: random.Random, account: Account) -> Account | None:
    year = str(account.figures.fiscal_year)
    number, card = chance.choice([(n, card) for n, card in cards_of(account) if _YEAR.search(card.result)])
    other = str(int(year) - chance.randint(1, 3))
    return with_card(account, number, replace(card, result=card.result.replace(year, other, 1)))


@fault("偏差原因：差额算错", Runs.CARDS)
def difference_in_the_reason_is_wrong(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda _, i: bool(re.search(r"比计划[多少]\d", i.deviation_reason)))
    if found is None:
        return None
    number, place, indicator = found
    match = re.search(r"\d+(?:\.\d+)?", indicator.deviation_reason)
    assert match is not None
    if "." in match[0] or indicator.measure is Measure.COST:
        wrong = slip_decimal(chance, match[0])
        if abs(Decimal(wrong) - Decimal(match[0])) < Decimal("0.02"):
            return None
    else:
        wrong = str(slip_count(chance, int(match[0])))
    return with_row(account, number, place, deviation_reason=cut(indicator.deviation_reason, match, wrong))


@fault("偏差原因：结转金额算错", Runs.CARDS)
def carry_over_in_the_reason_is_wrong(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda _, i: "结转下年" in i.deviation_reason)
    if found is None:
        return None
    number, place, indicator = found
    match = re.search(r"[\d.]+(?=万元)", indicator.deviation_reason)
    assert match is not None
    wrong = cut(indicator.deviation_reason, match, slip_decimal(chance, match[0]))
    return with_row(account, number, place, deviation_reason=wrong)


@fault("偏差原因：漏写", Runs.CARDS)
def deviation_reason_is_missing(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda c, i: is_on_project(c, i) and bool(i.deviation_reason))
    return with_row(account, *found[:2], deviation_reason="") if found else None


@fault("偏差原因：方向相反", Runs.CARDS)
def deviation_reason_points_the_other_way(chance: random.Random, account: Account) -> Account | None:
    found = some_row(
        chance, account, lambda c, i: is_on_project(c, i) and is_counted(c, i) and i.target.value != i.achieved.value
    )
    if found is None:
        return None
    number, place, indicator = found
    is_over = (indicator.achieved.number or 0) > (indicator.target.number or 0)
    reason = "实际需求减少。" if is_over else "实际完成数超出计划。"
    return with_row(account, number, place, deviation_reason=reason)


@fault("偏差原因：称未开展而有完成值", Runs.CARDS)
def what_was_done_is_called_undone(chance: random.Random, account: Account) -> Account | None:
    found = some_row(chance, account, lambda c, i: is_on_project(c, i) and is_counted(c, i))
    if found is None:
        return None
    number, place, indicator = found
    return with_row(account, number, place, deviation_reason=f"因条件不具备，{indicator.level3}工作未开展。")


@fault("引用：取不到数", Runs.CARDS)
def link_leads_nowhere(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    broken = chance.choice(("{指标:已删除的指标}", "{projects.99.executed}", "{income.totals}"))
    return with_card(account, number, replace(card, result=f"{card.result}另有{broken}。"))


def _miswritten(chance: random.Random, name: str) -> str:
    """A character lost, doubled or swapped with its neighbour."""
    place = chance.randrange(1, len(name) - 1)
    slips = (
        name[:place] + name[place + 1 :],
        name[:place] + name[place] + name[place:],
        name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    )
    return chance.choice([slipped for slipped in slips if slipped != name])


@fault("名称：实施单位写错", Runs.CARDS)
def implementing_unit_is_miswritten(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account)[1:])
    return with_card(account, number, replace(card, implementing_unit=_miswritten(chance, card.implementing_unit)))


@fault("名称：整体表单位名称写错", Runs.CARDS)
def overall_name_is_miswritten(chance: random.Random, account: Account) -> Account:
    _, card = cards_of(account)[0]
    return with_card(account, OVERALL, replace(card, name=_miswritten(chance, card.name)))


@fault("名称：文字中项目名称错字", Runs.CARDS)
def project_is_miswritten_in_its_text(chance: random.Random, account: Account) -> Account | None:
    number, card = chance.choice(cards_of(account)[1:])
    name = card.name
    place = chance.randrange(len(name))
    wrong = name[:place] + chance.choice("建设服务管理保障") + name[place + 1 :]
    if wrong == name or len(name) < 8:
        return None
    field = chance.choice(("goal", "result"))
    return with_card(account, number, having(card, **{field: getattr(card, field).replace(name, wrong)}))
