"""Rules that no check upholds because the document cannot break them: one figure, one amount, wherever it prints."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from disclosure.document import Report, write_report
from disclosure.editions import available, edition
from disclosure.parts import CoverBlock, Paragraph, TableBlock
from disclosure.samples.changji_2023 import changji_2023
from finance.money import total, wan_text
from performance.scorecards import Scorecards
from tests.samples import SAMPLES, large, large_scorecards

ACCOUNTS = {
    **{name: (sample(), Scorecards()) for name, sample in SAMPLES.items() if name != "large"},
    "large": (large(), large_scorecards()),
    "changji_2023": changji_2023(),
}
COMPARED = (".previous", ".initial_budget", ".adjusted_budget")

accounts = pytest.mark.parametrize("name", ACCOUNTS)
editions = pytest.mark.parametrize("slug", available())


@cache
def report_of(name: str, slug: str = "xinjiang_2023") -> Report:
    return write_report(*ACCOUNTS[name], edition(slug))


def paragraphs(report: Report) -> list[Paragraph]:
    return [block for part in report.document.parts for block in part.blocks if isinstance(block, Paragraph)]


def text_of(report: Report) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(report))


def printed(report: Report) -> Iterator[tuple[str, str]]:
    """(figure, text) of every figure printed anywhere."""
    for part in report.document.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield from ((run.figure, run.text) for run in block.runs)
            elif isinstance(block, TableBlock):
                yield from ((cell.figure, cell.text) for row in block.grid.body for cell in row.cells)


@editions
@accounts
def test_one_figure_prints_one_amount_everywhere(name: str, slug: str) -> None:
    """Rules 21–26, 28, 31, 38–44: an amount reads the same in every table and sentence, and is what was entered."""
    report = report_of(name, slug)
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for figure, text in printed(report):
        is_amount = re.fullmatch(r"-?[\d,]+\.\d\d", text) and not figure.endswith(COMPARED)
        if figure and is_amount and not figure.startswith("scorecards"):
            seen[figure].add(text.replace(",", ""))
    assert {figure: texts for figure, texts in seen.items() if len(texts) > 1} == {}
    figures = ACCOUNTS[name][0]
    for figure, (text,) in ((figure, tuple(texts)) for figure, texts in seen.items()):
        amount = figures.amount(figure)
        assert amount is not None
        assert text in (wan_text(amount), f"{amount:.2f}"), figure


@accounts
def test_every_item_has_its_sentence_in_order(name: str) -> None:
    """Rule 42: 五（三） has a sentence for each 项 with an amount this year or last, by code, under its own names."""
    figures = ACCOUNTS[name][0]
    account = figures.general_public_budget
    codes = set(account.spent.codes)
    if figures.previous:
        codes.update(figures.previous.general_public_budget.codes)
    names = [figures.classification.functional.path(code) for code in sorted(codes)]
    section = "\n".join(p.text for p in paragraphs(report_of(name)) if p.anchor.startswith("05_"))
    assert re.findall(r"^\d+\.(.+?)\(类\)(.+?)\(款\)(.+?)\(项\)", section, re.MULTILINE) == names


@accounts
def test_economic_names_are_those_with_an_amount(name: str) -> None:
    """Rule 43: 六 names the 款 with an amount, and no other."""
    figures = ACCOUNTS[name][0]
    tree = figures.classification.economic
    text = next(p.text for p in paragraphs(report_of(name)) if p.anchor.startswith("06_"))
    codes = figures.basic_expenditure.personnel_codes
    assert codes == tuple(
        x.economic_code for x in figures.economic_lines if x.amount and x.economic_code[:3] in "301 303"
    )
    listed = "、".join(tree.name(code) for code in codes)
    assert f"包括：{listed}。" in text if codes else "包括" not in text


@accounts
def test_empty_fund_is_said_to_be_empty(name: str) -> None:
    """Rule 52."""
    text, figures = text_of(report_of(name)), ACCOUNTS[name][0]
    for fund, title in (
        ("government_fund", "政府性基金预算"),
        ("state_capital_operations", "国有资本经营预算"),
    ):
        said = f"{title}财政拨款收入支出决算表为空表" in text
        assert said == getattr(figures, fund).is_empty


@editions
@accounts
def test_every_number_of_the_text_has_a_source(name: str, slug: str) -> None:
    """Rule 54: amounts and rates stand only in runs that name their figure; 增长100.00% over nothing is a phrase."""
    for part in report_of(name, slug).document.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                own = "…".join(run.text for run in block.runs if not run.figure).replace("增长100.00%", "")
                assert not re.search(r"\d\.\d\d|\d%", own), own


@accounts
def test_scorecard_totals_are_the_sums_of_their_funds(name: str) -> None:
    """Rules 55 and 58: 合计 and 年度资金总额."""
    cards = ACCOUNTS[name][1]
    for card in (*([cards.overall] if cards.overall else []), *cards.projects):
        assert card.adjusted_budget == total(line.adjusted_budget for line in card.funds)
        assert card.executed == total(line.executed for line in card.funds)


def test_section_on_performance_prints_the_scorecards() -> None:
    """Rules 61 and 65: 十一 counts and sums the cards that follow it."""
    cards = ACCOUNTS["changji_2023"][1]
    assert cards.overall
    text = next(p.text for p in paragraphs(report_of("changji_2023")) if p.anchor.startswith("11_"))
    assert f"预算绩效评价项目{len(cards.projects)}个" in text
    for amount in (cards.adjusted_budget, cards.executed, cards.overall.adjusted_budget, cards.overall.executed):
        assert f"{wan_text(amount)}万元" in text


@editions
@accounts
def test_unit_and_year_are_the_same_everywhere(name: str, slug: str) -> None:
    """Rules 71 and 72: cover and table heads print the account's own name and year."""
    report, figures = report_of(name, slug), ACCOUNTS[name][0]
    blocks = [block for part in report.document.parts for block in part.blocks]
    assert all(b.lines[0] == figures.unit.name for b in blocks if isinstance(b, CoverBlock))
    heads = [b.grid.prepared_by for b in blocks if isinstance(b, TableBlock) and b.grid.prepared_by]
    assert all(head.endswith(figures.unit.name) for head in heads)
    subtitles = {b.grid.subtitle for b in blocks if isinstance(b, TableBlock) and b.grid.subtitle}
    assert all(str(figures.fiscal_year) in subtitle for subtitle in subtitles)


@editions
@accounts
def test_headings_are_those_of_the_edition(name: str, slug: str) -> None:
    """Rule 77: every section of the edition that has its subject stands in the document, in its order."""
    report = report_of(name, slug)
    headings = [heading.text for _, heading in report.document.headings if heading.level == 2]
    has = {"profile.subordinate_units": bool(report.figures.profile.subordinate_units)}
    sections = [s for part in edition(slug).parts for s in part.sections if not s.is_scorecards]
    standing = [s for s in sections if has.get(s.when, True) and not (s.unless and has[s.unless])]
    titles = [s.title.replace("{scope}", report.figures.unit.scope.label) for s in standing]
    assert [heading.partition("、")[2] for heading in headings] == titles
