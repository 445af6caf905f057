"""科目编码 of the year, each once; 内设机构 and 下属单位 as lists whose length is what the text prints."""

from collections import Counter
from collections.abc import Iterable, Iterator

from finance.checks.account import check
from finance.checks.registry import Found, Severity
from finance.classification import CodeTree, UnknownCode
from finance.figures import Figures
from finance.terms import Fund

_SEPARATORS = "、，,；;"
_TRAILING = f"{_SEPARATORS}。.：:"


@check("F701", Severity.ERROR, rules=(8,))
def codes_are_in_the_years_classification(f: Figures) -> Iterator[Found]:
    """每个科目编码都在本年度政府收支分类科目中，功能分类填到项，经济分类填到款。

    Rule 8.
    """
    for name, tree, code in _codes(f):
        try:
            level = tree.level(code)
        except UnknownCode as error:
            yield Found(f"{error}。请按本年度科目表改正。", (name,))
            continue
        if not tree.is_leaf_level(code):
            leaf = "项" if tree is f.classification.functional else "款"
            yield Found(f"{code} {tree.name(code)}是{level}级科目，金额应填到{leaf}级。请改填下级科目。", (name,))


def _codes(f: Figures) -> Iterator[tuple[str, CodeTree, str]]:
    functional, economic = f.classification.functional, f.classification.economic
    seen: dict[str, tuple[str, CodeTree, str]] = {}
    for income in f.income_lines:
        name = f"income.{income.item_code}.total"
        seen.setdefault(name, (name, functional, income.item_code))
    for spent in f.expenditure_lines:
        name = f"expenditure.{spent.item_code}.total"
        seen.setdefault(name, (name, functional, spent.item_code))
    for carried in f.carry_over_lines:
        if carried.item_code and carried.fund is not Fund.NON_FISCAL:
            name = f"{carried.fund.value}.{carried.item_code}.opening"
            seen.setdefault(name, (name, functional, carried.item_code))
    for base in ("initial_budget", "adjusted_budget", "previous"):
        for line in getattr(f, base).lines if getattr(f, base) else ():
            if line.item_code and line.fund is not Fund.NON_FISCAL:
                name = f"{base}.{line.fund.value}.{line.item_code}.expenditure"
                seen.setdefault(name, (name, functional, line.item_code))
    for paid in f.economic_lines:
        name = f"basic_expenditure.{paid.economic_code}.total"
        seen.setdefault(name, (name, economic, paid.economic_code))
    yield from seen.values()


@check("F702", Severity.ERROR, rules=(8,))
def each_code_stands_once(f: Figures) -> Iterator[Found]:
    """同一张表内，同一科目（同一资金性质）只填一行。

    Rule 8: a row entered twice is counted twice.
    """
    tables: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("收入决算", "income.{}.total", (line.item_code for line in f.income_lines)),
        *(
            (
                f"支出决算（{fund.label}）",
                "expenditure.{}.total",
                [line.item_code for line in f.expenditure_lines if line.fund is fund],
            )
            for fund in Fund
        ),
        ("基本支出", "basic_expenditure.{}.total", (line.economic_code for line in f.economic_lines)),
    )
    for title, pattern, codes in tables:
        for code, times in Counter(codes).items():
            if times > 1:
                yield Found(
                    f"{title}中科目{code}填了{times}行，金额会重复计算。请合并为一行，或删去重复的行。",
                    (pattern.format(code),),
                )


@check("F703", Severity.WARNING, rules=(51,))
def offices_are_listed_one_by_one(f: Figures) -> Iterator[Found]:
    """内设机构、下属单位一行一个、名称不重复：“下设n个”的n就是行数。

    Rule 51.
    """
    subordinates = tuple(unit.name for unit in f.profile.subordinates)
    for name, title, entries in (
        ("profile.offices", "内设机构", f.profile.offices),
        ("profile.subordinate_units", "下属单位", subordinates),
    ):
        for entry, times in Counter(entries).items():
            if times > 1:
                yield Found(f"{title}“{entry}”填了{times}次，正文将印为共{len(entries)}个。请删去重复的行。", (name,))
            bare = entry.strip().rstrip(_TRAILING)
            if bare != entry.strip():
                yield Found(f"{title}“{entry}”的名称末尾有多余标点。请改为“{bare}”。", (name,))
            if any(mark in bare for mark in _SEPARATORS):
                yield Found(
                    f"{title}的一行中有多个名称：“{entry}”，正文却只按1个计数（共{len(entries)}个）。请一行填一个。",
                    (name,),
                )
