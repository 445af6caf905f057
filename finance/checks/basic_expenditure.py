"""一般公共预算财政拨款基本支出: the 经济分类 against the 功能分类, and against the people it is spent on."""

from collections.abc import Iterator
from decimal import Decimal

from finance.checks.account import check
from finance.checks.amounts import Term, side, unequal
from finance.checks.intervals import Interval
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words, pair_words
from finance.figures import PERSONNEL_CLASSES, PUBLIC_USE_CLASSES, Figures

# 功能分类 项 and the 经济分类 款 that is paid from it alone.
PAIRS = (
    ("2080505", "30108"),  # 机关事业单位基本养老保险缴费
    ("2080506", "30109"),  # 职业年金缴费
    ("2210201", "30113"),  # 住房公积金
)
MEDICAL_ITEMS = ("2101101", "2101102", "2101103")  # 行政单位医疗, 事业单位医疗, 公务员医疗补助
MEDICAL_CODES = ("30110", "30111")  # 职工基本医疗保险缴费, 公务员医疗补助缴费
OTHER_INSURANCE = "30112"  # 其他社会保障缴费: part of it may be paid from the medical 项 (工伤、生育、大病)
NEVER_BASIC = ("309", "311", "313")

# A year's 工资福利支出 a head below or above which 元 and 万元 were surely mixed up.
_LEAST_PER_HEAD, _MOST_PER_HEAD = Decimal(1_000), Decimal(2_000_000)


@check("F301", Severity.ERROR, rules=(29,))
def economic_and_functional_basic_expenditure_agree(f: Figures) -> Iterator[Found]:
    """一般公共预算财政拨款基本支出按经济分类（人员经费＋公用经费）与按功能分类的合计应相等。

    Rule 29: 公开06表 against the 基本支出 column of 公开05表.
    """
    tree = f.classification.economic
    lines = f.economic_lines
    personnel = tuple(x.amount for x in lines if x.economic_code[:3] in PERSONNEL_CLASSES)
    public_use = tuple(x.amount for x in lines if x.economic_code[:3] in PUBLIC_USE_CLASSES)
    by_item = tuple(line.amounts.basic for line in f.general_public_budget.spent.lines)
    names = ((f"{x.economic_code} {tree.name(x.economic_code)}", x) for x in lines if tree.has(x.economic_code))
    yield from unequal(
        side(
            f,
            "基本支出按经济分类，",
            Term("人员经费", "basic_expenditure", personnel),
            Term("公用经费", "basic_expenditure", public_use),
        ),
        side(f, "按功能分类的一般公共预算财政拨款基本支出合计", Term("", "expenditure", by_item)),
        (
            "basic_expenditure.total",
            "general_public_budget.basic",
            "basic_expenditure.personnel",
            "basic_expenditure.public_use",
        ),
        "请核对基本支出的经济分类明细，或支出决算中各科目的基本支出。",
        [*((name, line.amount) for name, line in names), *_items(f)],
    )


def _items(f: Figures) -> Iterator[tuple[str, Decimal]]:
    tree = f.classification.functional
    account = f.general_public_budget
    for code in account.spent.codes:
        if tree.has(code):
            yield f"{code} {tree.name(code)}的基本支出", account.of(code).basic


@check("F302", Severity.ERROR, rules=(17,))
def basic_expenditure_has_no_construction_codes(f: Figures) -> Iterator[Found]:
    """基本支出没有309、311、313类（资本性支出（基本建设）等）科目。

    Rule 17; 财决05表 leaves these out of 基本支出.
    """
    tree = f.classification.economic
    for line in f.economic_lines:
        if not line.amount or not tree.has(line.economic_code):
            continue
        if line.economic_code[:3] in NEVER_BASIC or tree.group(line.economic_code) == "不入基本支出":
            name = f"{line.economic_code} {tree.name(line.economic_code)}"
            yield Found(
                f"基本支出中列有{name}{amount_words(line.amount)}，该科目只用于项目支出。"
                "请改用302、310等类的科目，或改列项目支出。",
                (f"basic_expenditure.{line.economic_code}.total",),
            )


@check("F303", Severity.WARNING, rules=(51,), needs=("profile.honorary_retired", "profile.retired"))
def pensions_are_paid_to_somebody(f: Figures) -> Iterator[Found]:
    """没有离休人员的单位不列离休费，没有退休人员的单位不列退休费。

    Rule 51: the names in 六 are those with an amount, so the public reads 离休费 beside 离休人员0人.
    """
    if not f.profile.staff:
        yield from _nobody_counted(f, ("30301", "30302"))
        return
    for count, people, code, name in (
        ("honorary_retired", "离休人员", "30301", "离休费"),
        ("retired", "退休人员", "30302", "退休费"),
    ):
        amount = f.basic_expenditure.of(code).total
        if amount and not getattr(f.profile, count):
            yield Found(
                f"单位概况中{people}0人，基本支出却列有{name}{amount_words(amount)}。"
                f"请核对人数，或把该数改列到正确的科目；确有其事（如人员年内去世）的请说明。",
                (f"basic_expenditure.{code}.total", f"profile.{count}"),
            )


def _nobody_counted(f: Figures, codes: tuple[str, ...]) -> Iterator[Found]:
    """Some places do not publish how many people there are: 0 of every kind is no statement."""
    paid = [code for code in codes if f.basic_expenditure.of(code).total]
    if paid:
        yield Found(
            "在职、离休、退休人员数都是0，人员经费无法与人数核对。",
            ("profile.staff", *(f"basic_expenditure.{code}.total" for code in paid)),
            Severity.NOT_CHECKABLE,
        )


@check("F304", Severity.WARNING, rules=(36,))
def contributions_agree_by_function_and_class(f: Figures) -> Iterator[Found]:
    """养老保险、职业年金、住房公积金的功能分类支出应与经济分类同名缴费一致。

    Rule 36: 2080505 = 30108, 2080506 = 30109, 2210201 = 30113 within 基本支出.
    """
    functional, economic = f.classification.functional, f.classification.economic
    for item, code in PAIRS:
        if not functional.has(item) or not economic.has(code):
            continue
        spent, paid = f.general_public_budget.of(item), f.basic_expenditure.of(code).total
        others = (
            (f"{x.economic_code} {economic.name(x.economic_code)}", x.amount)
            for x in f.economic_lines
            if economic.has(x.economic_code)
        )
        yield from unequal(
            side(f, f"经济分类{code} {economic.name(code)}", Term("", "basic_expenditure", (paid,))),
            side(
                f,
                f"功能分类{item} {functional.name(item)}的基本支出",
                Term("", "expenditure", (spent.basic,)),
            ),
            (f"basic_expenditure.{code}.total", f"general_public_budget.{item}.basic"),
            "两处通常应一致，请核对；确有差异（如一部分由其他科目列支）的请说明。",
            [(name, amount) for name, amount in others if amount != paid],
        )


@check("F305", Severity.WARNING, rules=(36,))
def medical_insurance_agrees_by_function_and_class(f: Figures) -> Iterator[Found]:
    """行政事业单位医疗支出应与经济分类的医疗保险缴费、公务员医疗补助缴费一致（可含部分其他社会保障缴费）。

    Rule 36: 2101101 + 2101102 + 2101103 ≈ 30110 + 30111 (+ part of 30112).
    """
    items = tuple(f.general_public_budget.of(code).basic for code in MEDICAL_ITEMS)
    paid = tuple(f.basic_expenditure.of(code).total for code in MEDICAL_CODES)
    other = f.basic_expenditure.of(OTHER_INSURANCE).total
    spent = side(f, "", Term("", "expenditure", items))
    least = side(f, "", Term("", "basic_expenditure", paid))
    most = side(f, "", Term("", "basic_expenditure", (*paid, other)))
    if Interval(least.interval.low, most.interval.high).meets(spent.interval):
        return
    one, two, difference = pair_words(spent.amount, least.amount)
    yield Found(
        f"行政单位医疗、事业单位医疗和公务员医疗补助的基本支出合计{one}，而经济分类的医疗保险缴费和公务员医疗补助缴费"
        f"合计{two}（另有其他社会保障缴费{amount_words(other)}），相差{difference}。"
        "两处通常应一致，请核对；确有差异的请说明。",
        (
            "basic_expenditure.30110.total",
            "basic_expenditure.30111.total",
            "basic_expenditure.30112.total",
            *(f"general_public_budget.{code}.basic" for code in MEDICAL_ITEMS),
        ),
    )


@check("F306", Severity.WARNING, rules=(51, 74), needs=("profile.on_duty",))
def wages_fit_the_people_on_duty(f: Figures) -> Iterator[Found]:
    """工资福利支出应与在职人员数相称：有工资应有在职人员，人均不应低至或高至元与万元混用的程度。

    Rules 51 and 74.
    """
    wages, people = f.basic_expenditure.of("301").total, f.profile.on_duty
    figures = ("basic_expenditure.301.total", "profile.on_duty")
    if not f.profile.staff:
        yield from _nobody_counted(f, ("301",))
    elif wages > 0 and not people:
        yield Found(
            f"在职人员0人，却列有工资福利支出{amount_words(wages)}。请核对在职人员数；确无在职人员的请说明。",
            ("profile.on_duty", "basic_expenditure.301.total"),
        )
    elif wages > 0 and not _LEAST_PER_HEAD <= wages / people <= _MOST_PER_HEAD:
        yield Found(
            f"工资福利支出{amount_words(wages)}，在职人员{people}人，人均{amount_words(wages / people)}，"
            "明显不合常理。可能原因：元与万元混用（相差一万倍），或人数有误。请核对。",
            figures,
        )
