"""Faults in 主要原因 and in the notes to the accounts."""

import random
from dataclasses import replace
from types import MappingProxyType

from finance.money import WAN, to_wan
from tests.faults.accounts import Account
from tests.faults.editing import (
    with_figures,
)
from tests.faults.kinds import Runs, fault
from tests.faults.slips import slip, slip_count

_SMALL_FUNDS = ("government_fund", "state_capital_operations")
_SOURCES = ("general_public_budget", "government_fund", "state_capital_operations", "other")


# 主要原因


def _reason(account: Account, key: str, text: str) -> Account:
    return with_figures(account, reasons=MappingProxyType({**account.figures.reasons, key: text}))


@fault("原因：沿用了方向相反的原因", Runs.ACCOUNT)
def reason_is_stale(chance: random.Random, account: Account) -> Account:
    f = account.figures
    keys = [key for key in sorted(f.reasons) if to_wan(f.change(*key.rsplit(".", 1)).size)]
    key = chance.choice(keys)  # of a change that prints
    fell = ("人员减少，经费减少", "压减一般性支出", "项目已完成，支出下降")
    rose = ("本年工资调薪，支出增加", "新增项目经费", "业务量增长，费用上升")
    rises = f.change(*key.rsplit(".", 1)).rose
    return _reason(account, key, chance.choice(fell if rises else rose))


@fault("原因：写“无变化”而有增减", Runs.ACCOUNT)
def reason_says_nothing_changed(chance: random.Random, account: Account) -> Account:
    f = account.figures
    key = chance.choice([key for key in sorted(f.reasons) if to_wan(f.change(*key.rsplit(".", 1)).size)])
    return _reason(account, key, chance.choice(("与上年一致，无变动", "严格按照预算执行，预决算无差异")))


@fault("原因：人员一处增加一处减少", Runs.ACCOUNT)
def reasons_contradict_each_other(chance: random.Random, account: Account) -> Account | None:
    f = account.figures
    rising = [key for key in sorted(f.reasons) if f.change(*key.rsplit(".", 1)).rose]
    falling = [key for key in sorted(f.reasons) if key not in rising]
    if not rising or not falling:
        return None
    account = _reason(account, chance.choice(rising), "本年度人员增加，相关经费增加")
    return _reason(account, chance.choice(falling), "单位本年人员减少，相关经费减少")


@fault("原因：漏写", Runs.REPORT)
def reason_is_missing(chance: random.Random, account: Account) -> Account:
    """One that the text prints: of a fund that is empty this year it prints none."""
    keys = [key for key in sorted(account.figures.reasons) if not key.startswith(_SMALL_FUNDS)]
    return _reason(account, chance.choice(keys), "")


# 文字


@fault("说明：收支数字录错", Runs.CARDS)
def amount_in_the_notes_is_mistyped(chance: random.Random, account: Account) -> Account:
    f = account.figures
    name = chance.choice(("income_grand_total", "expenditure.total"))
    amount = f.amount(name)
    assert amount is not None
    old, new = (f"{value / WAN:.2f}万元" for value in (amount, slip(chance, amount)))
    return _notes(account, old, new)


@fault("说明：人数录错", Runs.CARDS)
def count_in_the_notes_is_mistyped(chance: random.Random, account: Account) -> Account:
    people = account.figures.profile.retired
    return _notes(account, f"退休人员{people}人", f"退休人员{slip_count(chance, people)}人，")


def _notes(account: Account, old: str, new: str) -> Account:
    texts = account.figures.texts
    results = tuple(text.replace(old, new) for text in texts.performance_results)
    assert results != texts.performance_results, old
    return with_figures(account, texts=replace(texts, performance_results=results))


@fault("说明：有接待费而写“无”", Runs.ACCOUNT)
def contents_say_there_was_nothing(chance: random.Random, account: Account) -> Account:
    texts = replace(account.figures.texts, official_reception="我单位无公务接待费支出")
    return with_figures(account, texts=texts)


@fault("说明：遗留占位符", Runs.WORDS)
def placeholder_is_left(chance: random.Random, account: Account) -> Account:
    word = chance.choice(("XX万元", "×××", "____", "【待填】", "（  ）"))
    texts = replace(account.figures.texts, other_notes=f"本年度开展工作{word}。")
    return with_figures(account, texts=texts)


@fault("说明：年度写错", Runs.WORDS)
def notes_are_of_another_year(chance: random.Random, account: Account) -> Account:
    year = account.figures.fiscal_year - chance.randint(1, 3)
    texts = replace(account.figures.texts, other_notes=f"截至{year}年12月31日，各项任务全部完成。")
    return with_figures(account, texts=texts)


@fault("说明：单位名称写错", Runs.WORDS)
def notes_name_another_unit(chance: random.Random, account: Account) -> Account:
    name = account.figures.unit.name
    for ending in ("中心", "局", "委员会", "所"):
        if name.endswith(ending):
            other = chance.choice([e for e in ("中心", "局", "委员会") if e != ending])
            texts = replace(account.figures.texts, other_notes=f"{name.removesuffix(ending)}{other}无其他说明。")
            return with_figures(account, texts=texts)
    raise AssertionError(name)


@fault("内设机构：重复", Runs.ACCOUNT)
def office_stands_twice(chance: random.Random, account: Account) -> Account:
    profile = account.figures.profile
    return with_figures(account, profile=replace(profile, offices=(*profile.offices, chance.choice(profile.offices))))
