"""Faults in the accounts: amounts, rows, cells, counts, last year, budgets, reasons."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from finance.figures import Figures, Unit
from finance.lines import BaseLine, CarryOverLine, EconomicLine, ExpenditureLine, IncomeLine
from finance.money import WAN, ZERO, to_wan
from finance.terms import FISCAL_FUNDS, Fund, ThreePublicItem, UnitKind
from tests.faults.accounts import Account
from tests.faults.kinds import Runs, fault, having
from tests.faults.slips import other_unit, slip, slip_count

_SMALL_FUNDS = ("government_fund", "state_capital_operations")
_SOURCES = ("general_public_budget", "government_fund", "state_capital_operations", "other")


def _with(account: Account, **values: object) -> Account:
    return replace(account, figures=replace(account.figures, **values))  # type: ignore[arg-type]


def _without[T](rows: Sequence[T], row: T) -> tuple[T, ...]:
    place = rows.index(row)
    return (*rows[:place], *rows[place + 1 :])


def _instead[T](rows: Sequence[T], old: T, new: T) -> tuple[T, ...]:
    place = rows.index(old)
    return (*rows[:place], new, *rows[place + 1 :])


# 收入


def _income_cell(chance: random.Random, f: Figures) -> tuple[IncomeLine, str, Decimal]:
    cells = [(line, source, getattr(line.amounts, source)) for line in f.income_lines for source in _SOURCES]
    return chance.choice([cell for cell in cells if cell[2]])


def _income(change: Callable[[random.Random, Decimal], Decimal]) -> Callable[[random.Random, Account], Account]:
    def inject(chance: random.Random, account: Account) -> Account:
        line, source, amount = _income_cell(chance, account.figures)
        changed = replace(line, amounts=having(line.amounts, **{source: change(chance, amount)}))
        return _with(account, income_lines=_instead(account.figures.income_lines, line, changed))

    return inject


fault("收入：数字录错", Runs.ACCOUNT)(_income(slip))
fault("收入：正负号填反", Runs.ACCOUNT)(_income(lambda _, amount: -amount))
fault("收入：元与万元混用", Runs.ACCOUNT)(_income(other_unit))
fault("收入：漏填", Runs.ACCOUNT)(_income(lambda _, __: ZERO))


@fault("收入：漏一行", Runs.ACCOUNT)
def income_row_is_dropped(chance: random.Random, account: Account) -> Account:
    line, _, _ = _income_cell(chance, account.figures)
    return _with(account, income_lines=_without(account.figures.income_lines, line))


@fault("收入：填到相邻的来源栏", Runs.ACCOUNT)
def income_stands_in_the_next_column(chance: random.Random, account: Account) -> Account:
    line, source, amount = _income_cell(chance, account.figures)
    other = chance.choice([name for name in _SOURCES if name != source])
    amounts = having(line.amounts, **{source: ZERO, other: getattr(line.amounts, other) + amount})
    changed = replace(line, amounts=amounts)
    return _with(account, income_lines=_instead(account.figures.income_lines, line, changed))


# 支出


def _expenditure(
    change: Callable[[random.Random, Decimal], Decimal], kind: str
) -> Callable[[random.Random, Account], Account | None]:
    def inject(chance: random.Random, account: Account) -> Account | None:
        lines = account.figures.expenditure_lines
        filled = [line for line in lines if getattr(line.amounts, kind)]
        if not filled:
            return None
        line = chance.choice(filled)
        amounts = having(line.amounts, **{kind: change(chance, getattr(line.amounts, kind))})
        return _with(account, expenditure_lines=_instead(lines, line, replace(line, amounts=amounts)))

    return inject


fault("支出：基本支出数字录错", Runs.ACCOUNT)(_expenditure(slip, "basic"))
fault("支出：项目支出数字录错", Runs.ACCOUNT)(_expenditure(slip, "project"))
fault("支出：元与万元混用", Runs.ACCOUNT)(_expenditure(other_unit, "project"))
fault("支出：正负号填反", Runs.ACCOUNT)(_expenditure(lambda _, amount: -amount, "basic"))


def _line(chance: random.Random, f: Figures, *funds: Fund) -> ExpenditureLine:
    return chance.choice([line for line in f.expenditure_lines if not funds or line.fund in funds])


@fault("支出：基本支出与项目支出填反", Runs.ACCOUNT)
def basic_and_project_are_swapped(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures, Fund.GENERAL_PUBLIC_BUDGET)
    amounts = replace(line.amounts, basic=line.amounts.project, project=line.amounts.basic)
    changed = replace(line, amounts=amounts)
    return _with(account, expenditure_lines=_instead(account.figures.expenditure_lines, line, changed))


@fault("支出：资金性质选错", Runs.ACCOUNT)
def expenditure_is_of_another_fund(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures)
    other = chance.choice([fund for fund in Fund if fund is not line.fund])
    changed = replace(line, fund=other)
    return _with(account, expenditure_lines=_instead(account.figures.expenditure_lines, line, changed))


@fault("支出：漏一行", Runs.ACCOUNT)
def expenditure_row_is_dropped(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures)
    return _with(account, expenditure_lines=_without(account.figures.expenditure_lines, line))


@fault("支出：重复一行", Runs.ACCOUNT)
def expenditure_row_is_doubled(chance: random.Random, account: Account) -> Account:
    line = _line(chance, account.figures)
    return _with(account, expenditure_lines=(*account.figures.expenditure_lines, line))


@fault("支出：科目编码不存在", Runs.ACCOUNT)
def expenditure_code_does_not_exist(chance: random.Random, account: Account) -> Account:
    tree = account.figures.classification.functional
    line = _line(chance, account.figures)
    code = line.item_code
    while tree.has(code):
        place = chance.randrange(3, 7)
        code = f"{line.item_code[:place]}{chance.randrange(10)}{line.item_code[place + 1 :]}"
    changed = replace(line, item_code=code)
    return _with(account, expenditure_lines=_instead(account.figures.expenditure_lines, line, changed))


# 结转和结余


def _carried(
    change: Callable[[random.Random, CarryOverLine], CarryOverLine],
) -> Callable[[random.Random, Account], Account | None]:
    def inject(chance: random.Random, account: Account) -> Account | None:
        lines = account.figures.carry_over_lines
        line = chance.choice([line for line in lines if line.opening or line.closing] or list(lines))
        changed = change(chance, line)
        return None if changed == line else _with(account, carry_over_lines=_instead(lines, line, changed))

    return inject


fault("结转：年末数字录错", Runs.ACCOUNT)(_carried(lambda c, x: replace(x, closing=slip(c, x.closing))))
fault("结转：年初数字录错", Runs.ACCOUNT)(_carried(lambda c, x: replace(x, opening=slip(c, x.opening))))
fault("结转：年初年末填反", Runs.ACCOUNT)(_carried(lambda _, x: replace(x, opening=x.closing, closing=x.opening)))
fault("结转：正负号填反", Runs.ACCOUNT)(_carried(lambda _, x: replace(x, closing=-x.closing)))
fault("结转：填到相邻的资金", Runs.ACCOUNT)(
    _carried(lambda c, x: replace(x, fund=c.choice([fund for fund in Fund if fund is not x.fund]), item_code=""))
)


@fault("结转：漏一行", Runs.ACCOUNT)
def carry_over_row_is_dropped(chance: random.Random, account: Account) -> Account | None:
    lines = account.figures.carry_over_lines
    moved = [line for line in lines if line.opening != line.closing]
    return _with(account, carry_over_lines=_without(lines, chance.choice(moved))) if moved else None


@fault("结转：多填使用非财政拨款结余", Runs.ACCOUNT)
def surplus_is_used_that_was_not(chance: random.Random, account: Account) -> Account:
    return _with(account, surplus_used=slip(chance, ZERO))


# 基本支出经济分类

_TIED = ("30108", "30109", "30110", "30113")  # 社保和公积金: their 功能分类 says the same


def _economic(
    change: Callable[[random.Random, Decimal], Decimal],
) -> Callable[[random.Random, Account], Account]:
    def inject(chance: random.Random, account: Account) -> Account:
        lines = account.figures.economic_lines
        line = chance.choice(lines)
        return _with(account, economic_lines=_instead(lines, line, replace(line, amount=change(chance, line.amount))))

    return inject


fault("经济分类：数字录错", Runs.ACCOUNT)(_economic(slip))
fault("经济分类：元与万元混用", Runs.ACCOUNT)(_economic(other_unit))
fault("经济分类：正负号填反", Runs.ACCOUNT)(_economic(lambda _, amount: -amount))


@fault("经济分类：漏一行", Runs.ACCOUNT)
def economic_row_is_dropped(chance: random.Random, account: Account) -> Account:
    lines = account.figures.economic_lines
    return _with(account, economic_lines=_without(lines, chance.choice(lines)))


@fault("经济分类：相邻两行填反", Runs.ACCOUNT)
def economic_neighbours_are_swapped(chance: random.Random, account: Account) -> Account:
    amounts = {line.economic_code: line.amount for line in account.figures.economic_lines}
    one, other = chance.sample([code for code in _TIED if code in amounts], 2)
    amounts[one], amounts[other] = amounts[other], amounts[one]
    lines = tuple(EconomicLine(code, amount) for code, amount in sorted(amounts.items()))
    return _with(account, economic_lines=lines)


@fault("经济分类：列入基本建设科目", Runs.ACCOUNT)
def economic_code_is_of_construction(chance: random.Random, account: Account) -> Account:
    lines = account.figures.economic_lines
    line = chance.choice(lines)
    return _with(account, economic_lines=_instead(lines, line, replace(line, economic_code="30901")))


# 三公


@fault("三公：运行费与接待费填反", Runs.ACCOUNT)
def three_public_items_are_swapped(chance: random.Random, account: Account) -> Account:
    spent = account.figures.three_public
    swapped = replace(spent, vehicle_running=spent.official_reception, official_reception=spent.vehicle_running)
    return _with(account, three_public=swapped)


@fault("三公：运行费填到购置费", Runs.ACCOUNT)
def three_public_stands_in_the_next_cell(chance: random.Random, account: Account) -> Account:
    spent = account.figures.three_public
    moved = replace(spent, vehicle_purchase=spent.vehicle_running, vehicle_running=ZERO)
    return _with(account, three_public=moved)


def _three_public(
    change: Callable[[random.Random, Decimal], Decimal],
) -> Callable[[random.Random, Account], Account]:
    def inject(chance: random.Random, account: Account) -> Account:
        spent = account.figures.three_public
        name = chance.choice([item.value for item in ThreePublicItem if getattr(spent, item.value)])
        return _with(account, three_public=having(spent, **{name: change(chance, getattr(spent, name))}))

    return inject


fault("三公：数字录错", Runs.ACCOUNT)(_three_public(slip))
fault("三公：元与万元混用", Runs.ACCOUNT)(_three_public(other_unit))
fault("三公：正负号填反", Runs.ACCOUNT)(_three_public(lambda _, amount: -amount))


@fault("三公：有支出无数量", Runs.ACCOUNT)
def count_beside_an_amount_is_missing(chance: random.Random, account: Account) -> Account:
    names = ["reception_batches", "reception_people"]
    if account.figures.three_public.overseas_travel:
        names += ["overseas_groups", "overseas_people"]
    return _with(account, counts=having(account.figures.counts, **{chance.choice(names): 0}))


@fault("三公：有数量无支出", Runs.ACCOUNT)
def amount_beside_a_count_is_missing(chance: random.Random, account: Account) -> Account:
    return _with(account, counts=replace(account.figures.counts, vehicles_purchased=chance.randint(1, 3)))


@fault("三公：批次与人次填反", Runs.ACCOUNT)
def batches_and_people_are_swapped(chance: random.Random, account: Account) -> Account:
    counts = account.figures.counts
    swapped = replace(counts, reception_batches=counts.reception_people, reception_people=counts.reception_batches)
    return _with(account, counts=swapped)


@fault("三公：保有量多于固定资产车辆", Runs.ACCOUNT)
def more_vehicles_are_held_than_owned(chance: random.Random, account: Account) -> Account:
    held = account.figures.counts.vehicles_held
    return _with(account, counts=replace(account.figures.counts, vehicles_held=held * 10 + chance.randrange(10)))


# 人员、采购、资产


@fault("人员：在职人数漏填", Runs.ACCOUNT)
def nobody_is_on_duty(chance: random.Random, account: Account) -> Account:
    return _with(account, profile=replace(account.figures.profile, on_duty=0))


@fault("人员：退休人数漏填", Runs.ACCOUNT)
def nobody_is_retired(chance: random.Random, account: Account) -> Account:
    return _with(account, profile=replace(account.figures.profile, retired=0))


@fault("采购：中小与小微填反", Runs.ACCOUNT)
def procurement_cells_are_swapped(chance: random.Random, account: Account) -> Account:
    old = account.figures.procurement
    return _with(
        account, procurement=replace(old, small_and_medium=old.small_and_micro, small_and_micro=old.small_and_medium)
    )


@fault("采购：元与万元混用", Runs.ACCOUNT)
def procurement_is_in_another_unit(chance: random.Random, account: Account) -> Account:
    old = account.figures.procurement
    name = chance.choice(("small_and_medium", "small_and_micro"))
    return _with(account, procurement=having(old, **{name: getattr(old, name) * WAN}))


@fault("资产：元与万元混用", Runs.ACCOUNT)
def assets_are_in_another_unit(chance: random.Random, account: Account) -> Account:
    old = account.figures.assets
    name = chance.choice(("house_value", "vehicle_value"))
    return _with(account, assets=having(old, **{name: getattr(old, name) * WAN}))


@fault("资产：有车辆无价值", Runs.ACCOUNT)
def vehicles_have_no_value(chance: random.Random, account: Account) -> Account:
    return _with(account, assets=replace(account.figures.assets, vehicle_value=ZERO))


@fault("机关运行经费：另填数与公用经费不符", Runs.ACCOUNT)
def agency_costs_are_mistyped(chance: random.Random, account: Account) -> Account:
    costs = account.figures.basic_expenditure.public_use
    return _with(account, agency_operating_costs_filed=slip(chance, costs))


@fault("单位性质：行政单位选成事业单位而填机关运行经费", Runs.ACCOUNT)
def unit_is_of_another_kind(chance: random.Random, account: Account) -> Account:
    unit, f = account.figures.unit, account.figures
    other = Unit(unit.code, unit.name, UnitKind.PUBLIC_WELFARE_ONE)
    return _with(account, unit=other, agency_operating_costs_filed=f.basic_expenditure.public_use)


# 预算


@fault("全年预算：三公预算录错", Runs.ACCOUNT)
def three_public_budget_is_too_small(chance: random.Random, account: Account) -> Account:
    budget = account.figures.adjusted_budget
    item = chance.choice(("vehicle_running", "official_reception"))
    less = (getattr(budget.three_public, item) * Decimal("0.8")).quantize(Decimal("0.01"))
    return _with(account, adjusted_budget=replace(budget, three_public=having(budget.three_public, **{item: less})))


@fault("年初预算：数字录错", Runs.CARDS)
def initial_budget_is_mistyped(chance: random.Random, account: Account) -> Account:
    budget = account.figures.initial_budget
    line: BaseLine = chance.choice(budget.lines)
    while abs((wrong := slip(chance, line.amount)) - line.amount) < 300:
        pass  # the card's two sources are rounded: 0.02万元 of them prove nothing
    changed = replace(line, amount=wrong)
    return _with(account, initial_budget=replace(budget, lines=_instead(budget.lines, line, changed)))


# 上年


def _previous(account: Account, **values: object) -> Account:
    previous = account.figures.previous
    assert previous is not None
    return _with(account, previous=replace(previous, **values))  # type: ignore[arg-type]


@fault("上年：科目数字录错", Runs.LAST_YEAR)
def last_years_item_is_mistyped(chance: random.Random, account: Account) -> Account:
    assert account.figures.previous is not None
    lines = account.figures.previous.lines
    line = chance.choice(lines)
    return _previous(account, lines=_instead(lines, line, replace(line, amount=slip(chance, line.amount))))


@fault("上年：漏一行", Runs.LAST_YEAR)
def last_years_row_is_dropped(chance: random.Random, account: Account) -> Account:
    assert account.figures.previous is not None
    lines = account.figures.previous.lines
    return _previous(account, lines=_without(lines, chance.choice(lines)))


@fault("上年：合计数字录错", Runs.LAST_YEAR)
def last_years_total_is_mistyped(chance: random.Random, account: Account) -> Account:
    name = chance.choice(("income_grand_total", "fiscal_income_grand_total", "agency_operating_costs"))
    amount = getattr(account.figures.previous, name)
    return _previous(account, **{name: slip(chance, amount)})


@fault("上年：三公填反", Runs.LAST_YEAR)
def last_years_three_public_is_swapped(chance: random.Random, account: Account) -> Account:
    old = account.last.three_public
    swapped = replace(old, vehicle_running=old.official_reception, official_reception=old.vehicle_running)
    return _previous(account, three_public=swapped)


@fault("上年：填成本年数", Runs.LAST_YEAR)
def last_year_is_this_year(chance: random.Random, account: Account) -> Account:
    f = account.figures
    lines = tuple(
        BaseLine(line.fund, line.item_code, line.amounts.total)
        for line in f.expenditure_lines
        if line.fund in FISCAL_FUNDS
    )
    return _previous(account, lines=lines, income_grand_total=f.income_grand_total)


@fault("上年：年末结转未带入年初", Runs.LAST_YEAR)
def opening_is_not_last_years_closing(chance: random.Random, account: Account) -> Account | None:
    lines = account.figures.carry_over_lines
    carried = [line for line in lines if line.opening]
    if not carried:
        return None
    line = chance.choice(carried)
    moved = slip(chance, line.opening) - line.opening
    # Both ends moved: the fund balances still, only last year says otherwise.
    changed = replace(line, opening=line.opening + moved, closing=line.closing + moved)
    return _with(account, carry_over_lines=_instead(lines, line, changed))


# 主要原因


def _reason(account: Account, key: str, text: str) -> Account:
    return _with(account, reasons=MappingProxyType({**account.figures.reasons, key: text}))


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
    return _with(account, texts=replace(texts, performance_results=results))


@fault("说明：有接待费而写“无”", Runs.ACCOUNT)
def contents_say_there_was_nothing(chance: random.Random, account: Account) -> Account:
    texts = replace(account.figures.texts, official_reception="我单位无公务接待费支出")
    return _with(account, texts=texts)


@fault("说明：遗留占位符", Runs.WORDS)
def placeholder_is_left(chance: random.Random, account: Account) -> Account:
    word = chance.choice(("XX万元", "×××", "____", "【待填】", "（  ）"))
    texts = replace(account.figures.texts, other_notes=f"本年度开展工作{word}。")
    return _with(account, texts=texts)


@fault("说明：年度写错", Runs.WORDS)
def notes_are_of_another_year(chance: random.Random, account: Account) -> Account:
    year = account.figures.fiscal_year - chance.randint(1, 3)
    texts = replace(account.figures.texts, other_notes=f"截至{year}年12月31日，各项任务全部完成。")
    return _with(account, texts=texts)


@fault("说明：单位名称写错", Runs.WORDS)
def notes_name_another_unit(chance: random.Random, account: Account) -> Account:
    name = account.figures.unit.name
    for ending in ("中心", "局", "委员会", "所"):
        if name.endswith(ending):
            other = chance.choice([e for e in ("中心", "局", "委员会") if e != ending])
            texts = replace(account.figures.texts, other_notes=f"{name.removesuffix(ending)}{other}无其他说明。")
            return _with(account, texts=texts)
    raise AssertionError(name)


@fault("内设机构：重复", Runs.ACCOUNT)
def office_stands_twice(chance: random.Random, account: Account) -> Account:
    profile = account.figures.profile
    return _with(account, profile=replace(profile, offices=(*profile.offices, chance.choice(profile.offices))))
