"""资金 of the scorecards: each card for itself, and the projects against the overall card."""

from collections.abc import Iterator

from finance.checks.amounts import exceeds
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words
from finance.money import total
from finance.reading.drivers import Topic, drivers, plain_subject
from finance.reading.similarity import likeness
from finance.terms import FundSource
from performance.checks.evaluation import Card, Evaluation, check, money_side
from performance.scorecards import FORM_SOURCES

COLUMNS = {"initial_budget": "年初预算数", "adjusted_budget": "全年预算数", "executed": "全年执行数"}
FISCAL_SOURCES = (
    FundSource.CENTRAL,
    FundSource.REGION,
    FundSource.PREFECTURE,
    FundSource.COUNTY,
    FundSource.FISCAL,
)
_SAME_PROJECT = 0.7


@check("P101", Severity.WARNING, rules=(55, 58))
def execution_stays_within_the_budget(e: Evaluation) -> Iterator[Found]:
    """自评表各项资金来源的全年执行数不应超过全年预算数。

    Rules 55 and 58.
    """
    for card in e.cards:
        for source in FundSource:
            lines = card.lines(source)
            figure = f"{card.figure}.{source.value}"
            yield from exceeds(
                money_side(f"{card.title}{source.label}的全年执行数", lines, "executed"),
                money_side("全年预算数", lines, "adjusted_budget"),
                (f"{figure}.executed", f"{figure}.adjusted_budget"),
                "请核对两处；确已超预算的，请说明原因。",
            )


@check("P102", Severity.ERROR, rules=(55, 58))
def every_source_is_printed(e: Evaluation) -> Iterator[Found]:
    """自评表的资金来源应是该表印出的来源，金额不为负，否则合计数与各行之和不符。

    Rules 55 and 58: 整体表 has five sources, 项目表 two; what no row prints would still be in the total.
    """
    for card in e.cards:
        printed = FORM_SOURCES[card.card.kind]
        for line in card.card.funds:
            for column, words in COLUMNS.items():
                amount, figure = getattr(line, column), f"{card.figure}.{line.source.value}.{column}"
                if amount < 0:
                    yield Found(
                        f"{card.title}{line.source.label}的{words}为{amount_words(amount)}，不应为负数。"
                        "可能原因：正负号填反。请核对。",
                        (figure,),
                    )
                if amount and line.source not in printed:
                    yield Found(
                        f"{card.title}把{amount_words(amount)}填在“{line.source.label}”，该表没有这一行，"
                        f"合计将比印出的各行之和多{amount_words(amount)}。请改填到表中已有的来源。",
                        (figure,),
                    )


@check("P103", Severity.WARNING, rules=(58,))
def projects_added_during_the_year_have_no_initial_budget(e: Evaluation) -> Iterator[Found]:
    """说明中称年中追加的项目，年初预算数应为零。

    Rule 58.
    """
    added = [
        (f"reasons.{key}", driver.subject)
        for key, reason in e.figures.reasons.items()
        if "追加" in reason
        for driver in drivers(reason)
        if driver.topic is Topic.ADDED_DURING_THE_YEAR
    ]
    for card in e.projects:
        said = [(key, subject) for key, subject in added if is_same_project(subject, card.card.name)]
        if said and card.card.initial_budget > 0:
            yield Found(
                f"主要原因中称“{said[0][1]}”为年中追加，{card.title}自评表的年初预算数却为"
                f"{amount_words(card.card.initial_budget)}，应为0.00万元。"
                "请核对：年初已安排的，改写原因；确为追加的，年初预算数填0。",
                (f"{card.figure}.initial_budget", *dict.fromkeys(key for key, _ in said)),
            )


def is_same_project(one: str, other: str) -> bool:
    """By name, without what clerks add or drop (年度, 项目, 经费)."""
    return likeness(plain_subject(one), plain_subject(other)) >= _SAME_PROJECT


@check("P104", Severity.ERROR, rules=(62,))
def projects_are_part_of_the_whole(e: Evaluation) -> Iterator[Found]:
    """各项目的财政拨款、其他资金之和不应超过整体支出自评表的同类资金。

    Rule 62: 整体支出 contains every project.
    """
    overall = e.overall
    if overall is None or not e.projects:
        return
    for kind, sources in (("财政拨款", FISCAL_SOURCES), ("其他资金", (FundSource.OTHER,))):
        parts = tuple(line for card in e.projects for line in card.lines(*sources))
        whole = overall.lines(*sources)
        for column, words in COLUMNS.items():
            if total(getattr(line, column) for line in parts) > 0:
                yield from exceeds(
                    money_side(f"{len(e.projects)}个项目自评表{kind}的{words}合计", parts, column),
                    money_side(f"整体支出自评表{kind}的{words}", whole, column),
                    (
                        first_box(overall, sources, column),
                        *(f"{card.figure}.{column}" for card in e.projects),
                    ),
                    "请核对整体支出自评表和各项目自评表的资金来源。",
                )


def first_box(card: Card, sources: tuple[FundSource, ...], column: str) -> str:
    """The box of the first source that has money, or of the first."""
    filled = [line.source for line in card.lines(*sources) if getattr(line, column)]
    own = [source for source in sources if source in FORM_SOURCES[card.card.kind]]
    return f"{card.figure}.{(filled or own)[0].value}.{column}"
