"""The reviewer's panels: changes word by word, figures against last year, risks ranked; and the marked document."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.differences import differences, words_of
from disclosure.document import Report, write_report
from disclosure.editions import edition
from disclosure.explanations import Explanation, Judged, Standing, judge
from disclosure.findings import findings_of
from disclosure.models import FigureSource, IntakeFile
from disclosure.passages import Passage, passages_of
from disclosure.rendering import to_html
from finance.ledger import figures_of, write_figures
from finance.models import CarriedFigure
from performance.scorecards import Scorecards
from review.last_year import compared_with_last_year
from review.marking import figure_ids, line_id, line_ids, marked_html
from review.risks import Level, RiskKind, risks_of
from review.since import grouped
from tests.disclosure.published import sample
from tests.factories import make_account, make_unit
from tests.samples.changji_2023_corrected import changji_2023_corrected


@pytest.fixture(scope="module")
def report() -> Report:
    return write_report(*sample(), edition("xinjiang_2023"))


@pytest.fixture(scope="module")
def passages(report: Report) -> tuple[Passage, ...]:
    return passages_of(report.document)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("slug", ["xinjiang_2023", "shanghai_2024", "shanghai_2024_putuo", "national_2023"])
def test_every_sentence_and_cell_is_marked_once_and_nothing_else_changes(slug: str) -> None:
    document = write_report(*sample(), edition(slug)).document
    cut = passages_of(document)
    page = marked_html(document, cut, {})
    found = re.findall(r'id="(l-[0-9a-f]{12})"', page)
    assert sorted(found) == sorted(line_ids(cut))
    assert bare(page) == bare(to_html(document, standalone=False))


def test_a_mark_stands_where_it_is_wanted(report: Report, passages: tuple[Passage, ...]) -> None:
    table = next(passage for passage in passages if passage.key == "table-t3")
    name = line_id(table.key, "expenditure.2080101.basic")
    page = marked_html(report.document, passages, {name: "changed"})
    assert re.findall(r'id="([^"]*)" data-mark="changed" data-line[^>]*>([^<]*)<', page) == [(name, "376.97")]


def test_a_number_changes_as_a_whole() -> None:
    words = words_of("本年收入716.46万元。", "本年收入718.46万元。")
    assert [(word.text, word.gone, word.come) for word in words] == [
        ("本年收入", False, False),
        ("716.46", True, False),
        ("718.46", False, True),
        ("万元。", False, False),
    ]
    assert [(word.text, word.come) for word in words_of("", "新句。")] == [("新句。", True)]
    assert [(word.text, word.gone) for word in words_of("旧句。", "")] == [("旧句。", True)]


def test_what_is_gone_leads_nowhere(passages: tuple[Passage, ...]) -> None:
    shorter = tuple(replace(one, lines=one.lines[:-1]) if one.key == "02_income" else one for one in passages)
    (passage,) = grouped(differences(passages, shorter), shorter)
    (change,) = passage.changes
    assert (change.href, change.difference.new) == ("", "")


def test_every_figure_is_compared_the_largest_first(report: Report, passages: tuple[Passage, ...]) -> None:
    year = compared_with_last_year(report.figures, None, passages, figure_ids(passages))
    first = year.moved[0]
    assert (first.name, first.current_text, first.base_text) == ("income_grand_total", "724.95", "588.63")
    assert (first.difference_text, first.rate_text) == ("+136.32", "+23.16%")
    assert first.reason
    assert first.href[1:] in line_ids(passages)
    sizes = [one.change.size for one in year.moved]
    assert sizes == sorted(sizes, reverse=True)
    assert {one.name for one in year.key} >= {"income_grand_total", "three_public.total", "agency_operating_costs"}
    fallen = next(one for one in year.moved if one.name == "three_public.total")
    assert fallen.difference_text == "−3.14"


def test_last_years_own_account_fills_in_what_was_not_typed(report: Report, passages: tuple[Passage, ...]) -> None:
    names = {one.name for one in compared_with_last_year(report.figures, None, passages, {}).moved}
    assert "income.other" not in names
    line = replace(report.figures.income_lines[0])
    before = replace(report.figures, income_lines=(line,))
    year = compared_with_last_year(report.figures, before, passages, {})
    assert "income.other" in {one.name for one in year.moved}


def judged(explained: bool) -> tuple[Judged, ...]:
    figures, cards = sample()
    found = findings_of(figures, cards, write_report(figures, cards, edition("xinjiang_2023")))
    written = {one.key: Explanation(one.key, one.fingerprint, "已核实") for one in found}
    return judge(found, written if explained else {})


@pytest.mark.django_db
def test_what_is_open_comes_before_what_is_explained() -> None:
    account = make_account()
    figures, cards = sample()
    risks = risks_of(account, figures, cards, judged(explained=True), {})
    levels = [tuple(Level).index(risk.level) for risk in risks]
    assert levels == sorted(levels)
    explained = [risk for risk in risks if risk.why == "已核实" and risk.kind is RiskKind.FINDING]
    assert explained
    assert {risk.level for risk in explained} <= {Level.MEDIUM, Level.LOW}
    errors = [one for one in judged(explained=True) if one.standing is Standing.MUST_BE_MENDED]
    assert [risk.message for risk in risks[: len(errors)]].count(errors[0].finding.message) == 1


@pytest.mark.django_db
def test_a_score_filed_higher_than_the_rule_gives_is_named_with_its_reason() -> None:
    figures, cards = changji_2023_corrected()
    account = make_account()
    assert [risk for risk in risks_of(account, figures, cards, (), {}) if risk.level is Level.HIGH] == []
    card = cards.projects[0]
    first = replace(card.indicators[0], filed_score=card.indicators[0].points, score_reason="上级要求")
    first = replace(first, achieved=replace(first.achieved, value="1"))
    changed = Scorecards(cards.overall, (replace(card, indicators=(first, *card.indicators[1:])), *cards.projects[1:]))
    (risk,) = (
        one
        for one in risks_of(account, figures, changed, (), {})
        if one.kind is RiskKind.SCORE and one.why == "上级要求"
    )
    assert (risk.level, risk.figure) == (Level.MEDIUM, "scorecards.projects.1.indicators.1.score")
    assert "改高" in risk.message


@pytest.mark.django_db
def test_figures_typed_over_after_they_were_imported_or_carried_are_named() -> None:
    figures, cards = sample()
    account = make_account(make_unit(figures.unit.code, figures.unit.name))
    write_figures(account, figures)
    stored = figures_of(account)
    assert {risk.kind for risk in risks_of(account, stored, cards, (), {})} == {RiskKind.SCORE}
    file = IntakeFile.objects.create(
        account=account, name="报表.xls", purpose="this_year", stage="adjusted_budget", sha256="0", size=1, content=b"x"
    )
    line = stored.income_lines[0]
    cell = f"income_lines/{line.item_code}/other"
    FigureSource.objects.create(account=account, cell=cell, value="1.00", file=file, place="公开02表!G8")
    assert stored.previous is not None
    base = stored.previous.lines[0]
    carried = f"previous_lines/{base.fund.value}-{base.item_code}/amount"
    CarriedFigure.objects.create(account=account, cell=carried, value=Decimal("7.00"), reason="上年公开数有误")
    found = {risk.kind: risk for risk in risks_of(account, stored, cards, (), {}) if risk.kind is not RiskKind.SCORE}
    assert set(found) == {RiskKind.IMPORTED, RiskKind.CARRIED}
    assert "导入时 1.00 元" in found[RiskKind.IMPORTED].message
    assert "公开02表!G8" in found[RiskKind.IMPORTED].message
    assert found[RiskKind.IMPORTED].figure == f"income.{line.item_code}.other"
    assert found[RiskKind.CARRIED].why == "上年公开数有误"
    assert found[RiskKind.CARRIED].level is Level.HIGH
