"""“三公”经费: 决算 against 预算, against the 经济分类 it is part of, and against its counts."""

from collections.abc import Iterator

from finance.checks.account import VEHICLES, check
from finance.checks.amounts import Term, exceeds, is_filled, not_compared, side, single, unequal
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words
from finance.figures import Figures
from finance.money import ZERO
from finance.names import label
from finance.terms import ThreePublicItem

# The 款 each item is recorded under within 基本支出.
ECONOMIC_CODES = {
    ThreePublicItem.OVERSEAS_TRAVEL: "30212",
    ThreePublicItem.VEHICLE_PURCHASE: "31013",
    ThreePublicItem.VEHICLE_RUNNING: "30231",
    ThreePublicItem.OFFICIAL_RECEPTION: "30217",
}


@check("F401", Severity.WARNING, rules=(18,))
def three_public_stays_within_its_budget(f: Figures) -> Iterator[Found]:
    """“三公”经费各项决算数不应超过全年预算数。

    Rule 18; “三公”经费 is controlled against 全年预算 (公开07表 注).
    """
    for item in ThreePublicItem:
        name = f"three_public.{item.value}"
        if not is_filled(f, name, f"adjusted_budget.{name}"):
            yield not_compared(name, f"adjusted_budget.{name}")
            continue
        yield from exceeds(
            single(f, f"{item.label}决算数", name),
            single(f, "全年预算数", f"adjusted_budget.{name}"),
            (name, f"adjusted_budget.{name}"),
            "请核对决算数和全年预算数；确已超预算的，请说明原因和审批情况。",
        )


@check("F402", Severity.ERROR, rules=(32,))
def three_public_covers_its_basic_expenditure(f: Figures) -> Iterator[Found]:
    """“三公”经费各项决算数不应小于基本支出中同名的经济分类支出。

    Rule 32: 因公出国（境）≥30212, 运行维护≥30231, 购置≥31013, 接待≥30217 (项目支出 may add to it).
    """
    for item, code in ECONOMIC_CODES.items():
        paid = f.basic_expenditure.of(code).total
        yield from exceeds(
            side(
                f,
                f"基本支出中{code} {f.classification.economic.name(code)}",
                Term("", "basic_expenditure", (paid,)),
            ),
            single(f, f"“三公”经费的{item.label}", f"three_public.{item.value}"),
            (f"three_public.{item.value}", f"basic_expenditure.{code}.total"),
            "“三公”经费包括全部财政拨款安排的支出，不应小于其中的基本支出，请核对两处。",
        )


@check("F403", Severity.WARNING, rules=(32,))
def three_public_without_projects_is_all_basic(f: Figures) -> Iterator[Found]:
    """没有财政拨款项目支出的单位，“三公”经费应等于基本支出中同名的经济分类支出。

    Rule 32, its equality: where nothing fiscal is spent on projects, all of 三公 is 基本支出.
    """
    fiscal = (f.general_public_budget, f.government_fund, f.state_capital_operations)
    if any(account.expenditure - account.basic for account in fiscal) or f.government_fund.basic:
        return
    for item, code in ECONOMIC_CODES.items():
        name = f"three_public.{item.value}"
        paid = f.basic_expenditure.of(code).total
        if not is_filled(f, name):
            yield not_compared(name)
        elif (f.amount(name) or ZERO) > paid:
            economic = f.classification.economic.name(code)
            yield from unequal(
                single(f, f"“三公”经费的{item.label}", name),
                side(f, f"基本支出中{code} {economic}", Term("", "basic_expenditure", (paid,))),
                (name, f"basic_expenditure.{code}.total"),
                "本单位没有财政拨款项目支出，两处应相等，请核对。",
            )


# amount, count, unit word, what it means
_COUNTED = (
    ("three_public.overseas_travel", ("counts.overseas_groups",), "个团组"),
    ("three_public.overseas_travel", ("counts.overseas_people",), "人次"),
    ("three_public.vehicle_purchase", ("counts.vehicles_purchased",), "辆"),
    (
        "three_public.official_reception",
        ("counts.reception_batches", "counts.foreign_reception_batches"),
        "批次",
    ),
    (
        "three_public.official_reception",
        ("counts.reception_people", "counts.foreign_reception_people"),
        "人次",
    ),
)


@check("F404", Severity.ERROR, rules=(44,))
def three_public_amounts_and_counts_go_together(f: Figures) -> Iterator[Found]:
    """“三公”经费有支出必有数量，有数量必有支出：出国（境）团组和人次、购车数、接待批次和人次。

    Rule 44. A count without an amount is a warning: another body may have paid.
    """
    for amount_name, count_names, word in _COUNTED:
        amount = f.amount(amount_name) or ZERO
        count = sum(int(f.amount(name) or 0) for name in count_names)
        # One count that is there is enough: the others can only add to it.
        if not is_filled(f, amount_name) or not (count or is_filled(f, *count_names)):
            yield not_compared(amount_name, *count_names)
            continue
        if bool(amount) == bool(count):
            continue
        entered = tuple(name for name in count_names if is_filled(f, name))
        money, number = label(amount_name), label(count_names[0])
        figures = (amount_name, *entered) if count else (*entered, amount_name)
        if amount:
            yield Found(
                f"{money}{amount_words(amount)}，{number}却为0{word}。请补填数量，或核对支出数。",
                figures,
            )
        else:
            yield Found(
                f"{number}为{count}{word}，{money}却为0.00万元。请核对；费用由其他单位或非财政资金承担的请说明。",
                figures,
                Severity.WARNING,
            )


@check("F405", Severity.WARNING, rules=(44,))
def people_are_not_fewer_than_groups(f: Figures) -> Iterator[Found]:
    """出国（境）人次不少于团组数，接待人次不少于批次。

    Rule 44.
    """
    for people_name, groups_name, word in (
        ("counts.overseas_people", "counts.overseas_groups", "个"),
        ("counts.reception_people", "counts.reception_batches", "批次"),
        ("counts.foreign_reception_people", "counts.foreign_reception_batches", "批次"),
    ):
        if not is_filled(f, people_name, groups_name):
            yield not_compared(people_name, groups_name)
            continue
        people, groups = f.amount(people_name) or ZERO, f.amount(groups_name) or ZERO
        if people < groups:
            yield Found(
                f"{label(people_name)}{people}人次，少于{label(groups_name)}{groups}{word}，"
                f"相差{groups - people}。可能原因：两个数填反。请核对。",
                (people_name, groups_name),
            )


@check("F406", Severity.WARNING, rules=(44,))
def vehicles_held_are_among_the_assets(f: Figures) -> Iterator[Found]:
    """公务用车保有量不大于固定资产车辆数；有运行维护费应有公务用车；购置数不大于保有量。

    Rule 44.
    """
    held, assets = f.counts.vehicles_held, f.assets.vehicles
    bought, running = f.counts.vehicles_purchased, f.three_public.vehicle_running
    for names in (
        ("counts.vehicles_held", *VEHICLES),
        ("counts.vehicles_held", "three_public.vehicle_running"),
        ("counts.vehicles_purchased", "counts.vehicles_held"),
    ):
        if not is_filled(f, *names):
            yield not_compared(*names)
    if held > assets and is_filled(f, *VEHICLES):
        yield Found(
            f"公务用车保有量{held}辆，多于国有资产占用情况中的固定资产车辆{assets}辆，相差{held - assets}辆。"
            "请核对两处；确有差异（如车辆为调剂、借用）的请说明。",
            ("counts.vehicles_held", "assets.vehicles"),
        )
    if running > 0 and not held:
        yield Found(
            f"公务用车运行维护费{amount_words(running)}，公务用车保有量却为0辆。请核对；确有其事（如租用车辆）的请说明。",
            ("counts.vehicles_held", "three_public.vehicle_running"),
        )
    if bought > held:
        yield Found(
            f"公务用车购置数{bought}辆，多于年末公务用车保有量{held}辆，相差{bought - held}辆。请核对。",
            ("counts.vehicles_purchased", "counts.vehicles_held"),
        )
