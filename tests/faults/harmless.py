"""Changes after which everything still agrees: whoever is told of a contradiction here has met a false alarm."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from finance.money import from_wan, to_wan
from finance.terms import Fund
from performance.live_links import LinkSource, expand
from tests.faults.accounts import Account
from tests.faults.editing import cards_of, with_card, with_row
from tests.faults.kinds import Runs, harmless
from tests.faults.word_kinds import counts_in, cut

_ASIDES = (
    "其中线上完成12场次。",
    "较上年增加15人次。",
    "依据财预〔2022〕12号、新财社〔2021〕108 号文件实施。",
    "第三届职业技能大赛顺利举办，坚决做到两个维护。",
    "人均受训20学时，每场参与40人。",
    "上年同期完成320份。",
    "近300人次受益，服务时间为7×24小时。",
    "其余2项任务按计划推进，3个部门联合验收。",
    "项目分1.前期准备、2.组织实施、3.总结验收三个阶段。",
    "全年召开推进会4次。",
    "涉及七县市，平均完成率较高。",
)
_NEUTRAL = ("按实际工作需要安排支出", "按照上级部门工作部署执行", "据实列支", "本年预算安排及执行情况正常")


@harmless("文字：加一句旁的话", Runs.CARDS)
def an_aside_is_added(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    return with_card(account, number, replace(card, result=card.result + chance.choice(_ASIDES)))


def _rewritten(write: Callable[[random.Random, str], str]) -> Callable[[random.Random, Account], Account | None]:
    """A count of a result written another way."""

    def inject(chance: random.Random, account: Account) -> Account | None:
        found = [(n, card, match) for n, card in cards_of(account) for match in counts_in(card.result)]
        if not found:
            return None
        number, card, match = chance.choice(found)
        return with_card(
            account, number, replace(card, result=cut(card.result, match, write(chance, match[1]) + match[2]))
        )

    return inject


harmless("文字：全角数字", Runs.CARDS)(
    _rewritten(lambda _, digits: digits.translate({48 + n: 0xFF10 + n for n in range(10)}))
)
harmless("文字：千分位", Runs.CARDS)(_rewritten(lambda _, digits: f"{int(digits):,}"))
harmless("文字：数与单位间空格", Runs.CARDS)(_rewritten(lambda _, digits: f" {digits} "))
harmless("文字：共计、达到等虚词", Runs.CARDS)(
    _rewritten(lambda chance, digits: chance.choice(("共计", "达到", "合计为", "实际完成")) + digits)
)
harmless("文字：万为单位", Runs.CARDS)(
    _rewritten(lambda _, digits: f"{(Decimal(digits) / 10_000).normalize():f}万" if len(digits) > 3 else digits)
)


@harmless("文字：数量改为自动引用", Runs.CARDS)
def a_count_becomes_a_link(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    counted = [i for i in card.indicators if f"{i.level3.removesuffix('人数')}{i.achieved.value}" in card.result]
    if counted:
        indicator = chance.choice(counted)
        said = f"{indicator.achieved.value}{indicator.achieved.unit}"
        linked = replace(card, result=card.result.replace(said, f"{{指标:{indicator.level3}}}", 1))
        assert expand(linked.result, LinkSource(account.figures, account.cards, card=linked)) == card.result
        card = linked
    return with_card(account, number, card)


@harmless("文字：目标写“以上”", Runs.CARDS)
def a_goal_says_at_least(chance: random.Random, account: Account) -> Account | None:
    found = [(n, card, match) for n, card in cards_of(account) for match in counts_in(card.goal)]
    if not found:
        return None
    number, card, match = chance.choice(found)
    return with_card(account, number, replace(card, goal=cut(card.goal, match, f"{match[0]}以上")))


@harmless("文字：执行率少一位小数", Runs.CARDS)
def a_rate_has_one_decimal(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    short = f"{card.execution_rate:.1f}%" if card.execution_rate % 1 else f"{card.execution_rate}%"
    return with_card(account, number, replace(card, result=card.result.replace(f"{card.execution_rate}%", short)))


@harmless("自评表：金额按万元填列", Runs.CARDS)
def cards_are_filled_in_in_wan(chance: random.Random, account: Account) -> Account:
    for number, card in cards_of(account):
        funds = tuple(
            replace(
                line,
                initial_budget=from_wan(to_wan(line.initial_budget)),
                adjusted_budget=from_wan(to_wan(line.adjusted_budget)),
                executed=from_wan(to_wan(line.executed)),
            )
            for line in card.funds
        )
        rounded = replace(card, funds=funds)
        if rounded.execution_rate == card.execution_rate:  # else its text, score and 控制率 would be of another rate
            account = with_card(account, number, rounded)
    return account


@harmless("自评表：指标换位", Runs.CARDS)
def indicators_change_places(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    indicators = list(card.indicators)
    chance.shuffle(indicators)
    return with_card(account, number, replace(card, indicators=tuple(indicators)))


@harmless("自评表：满意度改动而得分同改", Runs.CARDS)
def a_satisfaction_is_better(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account))
    place = len(card.indicators) - 1
    value = replace(card.indicators[place].achieved, value=chance.choice(("95.5", "96.67", "99", "100")))
    return with_row(account, number, place, achieved=value)


@harmless("自评表：由业务科室实施", Runs.CARDS)
def an_office_implements_a_project(chance: random.Random, account: Account) -> Account:
    number, card = chance.choice(cards_of(account)[1:])
    office = chance.choice(account.figures.profile.offices)
    return with_card(account, number, replace(card, implementing_unit=f"{account.figures.unit.name}{office}"))


@harmless("决算：收支同增", Runs.ACCOUNT)
def both_ends_grow(chance: random.Random, account: Account) -> Account:
    f, added = account.figures, Decimal(chance.randint(100, 99_999)) / 100
    lines = tuple(replace(x, closing=x.closing + added) if x.fund is Fund.NON_FISCAL else x for x in f.carry_over_lines)
    first, *others = f.income_lines
    first = replace(first, amounts=replace(first.amounts, other=first.amounts.other + added))
    figures = replace(f, carry_over_lines=lines, income_lines=(first, *others))
    return replace(account, figures=figures)


@harmless("决算：经济分类两款间调剂", Runs.ACCOUNT)
def economic_codes_share_otherwise(chance: random.Random, account: Account) -> Account:
    moved = Decimal(chance.randint(1, 10_000)) / 100
    shift = {"30201": -moved, "30239": moved}
    lines = tuple(
        replace(line, amount=line.amount + shift.get(line.economic_code, Decimal(0)))
        for line in account.figures.economic_lines
    )
    return replace(account, figures=replace(account.figures, economic_lines=lines))


@harmless("原因：不涉增减的说法", Runs.ACCOUNT)
def a_reason_takes_no_side(chance: random.Random, account: Account) -> Account:
    key = chance.choice(sorted(account.figures.reasons))
    reasons = MappingProxyType({**account.figures.reasons, key: chance.choice(_NEUTRAL)})
    return replace(account, figures=replace(account.figures, reasons=reasons))


@harmless("原因：退休人员增加与在职人员减少", Runs.ACCOUNT)
def retirement_explains_both(chance: random.Random, account: Account) -> Account:
    f = account.figures
    rising = [key for key in sorted(f.reasons) if f.change(*key.rsplit(".", 1)).rose]
    falling = [key for key in sorted(f.reasons) if key not in rising]
    reasons = dict(f.reasons)
    if rising and falling:
        reasons[chance.choice(rising)] = "本年退休人员增加，职业年金缴费增加"
        reasons[chance.choice(falling)] = "单位本年在职人员减少，人员经费减少"
    return replace(account, figures=replace(f, reasons=MappingProxyType(reasons)))
