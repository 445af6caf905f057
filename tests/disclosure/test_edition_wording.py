"""What every edition must get right whatever its wording: the same numbers, the right unit, no sentence amiss."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from disclosure.document import Report, write_report
from disclosure.editions import available, edition
from disclosure.parts import ListBlock, Paragraph, TableBlock
from disclosure.samples.answers import answered
from disclosure.samples.circumstances import circumstances, rich
from disclosure.text import to_text
from finance.figures import Figures, Profile, Unit
from finance.funds import Base
from finance.lines import BaseLine
from finance.terms import Fund, Scope, UnitKind
from performance.scorecards import Scorecards
from tests.finance.random_figures import figures as any_figures

CARDS = Scorecards()
editions = pytest.mark.parametrize("slug", available())


def report_of(figures: Figures, slug: str, cards: Scorecards = CARDS) -> Report:
    return write_report(answered(figures, cards, edition(slug)), cards, edition(slug))


def text_of(figures: Figures, slug: str) -> str:
    return to_text(report_of(figures, slug).document)


def printed(report: Report) -> Iterator[tuple[str, str]]:
    """(figure, text) of every amount, count and rate printed anywhere."""
    for part in report.document.parts:
        for block in part.blocks:
            match block:
                case Paragraph():
                    yield from ((run.figure, run.text) for run in block.runs if run.figure)
                case ListBlock():
                    yield from ((run.figure, run.text) for row in block.rows for run in row if run.figure)
                case TableBlock():
                    yield from ((c.figure, c.text) for row in block.grid.body for c in row.cells if c.figure)


@cache
def amounts(name: str, slug: str) -> dict[str, set[str]]:
    """Figure → the numbers it prints as, without thousands; nothing at all counts as 0.00."""
    figures, cards = circumstances()[name]
    found: dict[str, set[str]] = {}
    for figure, text in printed(report_of(figures, slug, cards)):
        number = text.replace(",", "")
        if re.fullmatch(r"-?\d+(\.\d+)?|", number) and not figure.startswith(("reasons.", "texts.", "scorecards.")):
            found.setdefault(figure, set()).add("0.00" if number in ("", "0") else number)
    return found


@pytest.mark.parametrize("name", circumstances())
def test_no_figure_differs_between_editions(name: str) -> None:
    first, *others = available()
    for slug in others:
        one, other = amounts(name, first), amounts(name, slug)
        assert len(one.keys() & other.keys()) >= 40
        both = {figure: (one[figure], other[figure]) for figure in one.keys() & other.keys()}
        assert {figure: pair for figure, pair in both.items() if pair[0] != pair[1]} == {}


@editions
@pytest.mark.parametrize("name", circumstances())
def test_no_sentence_is_out_of_joint(name: str, slug: str) -> None:
    """Doubled or missing punctuation, an empty place, a stop where the sentence goes on."""
    figures, cards = circumstances()[name]
    for part in report_of(figures, slug, cards).document.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph) and not block.anchor.startswith("profile_01"):
                text = block.text.replace("【未填】", "某")
                assert not re.search(r"[，、；：。][，、；。]|[，；、]$|（）|是。|：。|：；|\s{2}", text), text
                assert re.search(r"[。：，]$|某$|》$", text), text
                assert "None" not in text, text


@editions
def test_unit_that_publishes_for_itself_is_called_so(slug: str) -> None:
    """Xinjiang calls every publication 部门决算 (variants.md §1)."""
    figures = replace(rich(), unit=replace(rich().unit, scope=Scope.UNIT), profile=Profile(functions="管理。"))
    text = text_of(figures, slug)
    assert ("本表反映单位本年度" in text) is edition(slug).table_layout.show_notes
    if slug != "xinjiang_2023":
        assert "2023年度单位决算" in text
        assert not re.findall("部门决算|本部门", text)


@editions
@pytest.mark.parametrize("kind", UnitKind)
def test_agency_operating_costs_are_told_of_those_who_have_them(kind: UnitKind, slug: str) -> None:
    figures = replace(rich(), unit=Unit("990001", "示例市发展局", kind))
    report = report_of(figures, slug)
    tells = "agency_operating_costs" in dict(printed(report))
    assert tells is kind.has_agency_operating_costs
    asked = {asked.key for asked in report.asked}
    assert ("agency_operating_costs.previous" in asked) is kind.has_agency_operating_costs


@editions
def test_subordinate_units_are_named_and_their_absence_is_told(slug: str) -> None:
    text = text_of(rich(), slug)
    assert "示例市信息中心" in text
    assert "｜" not in text
    alone = text_of(replace(rich(), profile=replace(rich().profile, subordinate_units=())), slug)
    assert "信息中心" not in alone
    assert "机构设置" in alone
    assert "部门决算单位构成" not in alone


def test_shanghai_lists_its_units_with_remarks() -> None:
    text = text_of(rich(), "shanghai_2024")
    assert "二、部门决算单位构成" in text
    assert "1\t示例市发展局（本级）\t\n2\t示例市信息中心\t\n3\t示例市服务中心\t预算不单列" in text


def test_line_in_a_name_ends_no_cell_of_the_list() -> None:
    text = text_of(replace(rich(), unit=replace(rich().unit, name="示例|局")), "shanghai_2024")
    assert "1\t示例|局（本级）\t\n" in text


def test_shanghai_prints_the_words_on_institutions_as_written() -> None:
    profile = replace(rich().profile, subordinate_units=())
    assert "二、机构设置\n\n设三个内设机构。" in text_of(replace(rich(), profile=profile), "shanghai_2024")
    texts = replace(rich().texts, organisation="")
    listed = text_of(replace(rich(), profile=profile, texts=texts), "shanghai_2024")
    assert "示例市发展局设2个内设机构，包括：办公室、综合科。" in listed


def test_new_unit_is_compared_with_the_budget_it_has() -> None:
    """No 年初预算 at all: text and table 07 speak of 全年预算, and never of 完成年初预算."""
    figures, _ = circumstances()["新设单位"]
    report = report_of(figures, "shanghai_2024")
    text = to_text(report.document)
    assert "年初预算" not in text
    assert "完成全年预算的" in text
    bases = {asked.base for asked in report.asked}
    assert bases == {"adjusted_budget", "purpose"}
    (part,) = (part for part in report.document.parts if part.key == "table-t7")
    (row,) = (row for block in part.blocks if isinstance(block, TableBlock) for row in block.grid.body)
    assert {cell.figure.partition(".")[0] for cell in row.cells} == {"adjusted_budget", "three_public"}


def test_item_without_initial_budget_in_an_old_unit_is_told_as_zero() -> None:
    text = text_of(rich(), "shanghai_2024")
    (item,) = (line for line in text.splitlines() if "住房公积金（项）" in line)
    assert "年初预算为0.00万元，支出决算为30.00万元。决算数大于预算数的主要原因：" in item


def test_nearly_equal_is_not_called_equal() -> None:
    figures, _ = circumstances()["与预算基本持平"]
    text = text_of(figures, "shanghai_2024")
    assert "决算数与预算数基本持平。" in text
    assert "决算数与预算数持平。" in text


def test_budget_not_broken_down_is_a_gap_where_items_are_compared_with_it() -> None:
    whole = Base(lines=(BaseLine(Fund.GENERAL_PUBLIC_BUDGET, "", Decimal("4000000.00")),))
    figures = replace(rich(), initial_budget=whole)
    lacking = {what for _, what in report_of(figures, "shanghai_2024").gap_labels}
    assert "年初预算 一般公共预算财政拨款 2010301 行政运行 支出" in lacking
    assert not report_of(figures, "xinjiang_2023").gaps
    asked = {asked.figure: asked for asked in report_of(figures, "shanghai_2024").asked if asked.kind == "reason"}
    assert not asked["general_public_budget.2010301.expenditure"].change.has_base
    assert asked["general_public_budget.expenditure"].change.has_base


@pytest.mark.parametrize(
    ("figure", "asked_by"),
    [
        ("assets.house_area", {"xinjiang_2023"}),
        ("profile.on_duty", {"xinjiang_2023", "national_2023"}),
        ("performance.excellent", {"shanghai_2024", "shanghai_2024_putuo"}),
        ("procurement.won_elsewhere", {"shanghai_2024", "shanghai_2024_putuo"}),
        ("procurement.small_and_micro", {"xinjiang_2023", "national_2023"}),
        ("assets.leaders", set(available())),
        ("three_public.overseas_travel", set(available())),
        ("adjusted_budget.three_public.vehicle_running", {"xinjiang_2023", "national_2023"}),
        ("initial_budget.three_public.vehicle_running", {"shanghai_2024", "shanghai_2024_putuo"}),
    ],
)
def test_figure_nobody_filled_in_is_missed_only_where_it_prints(figure: str, asked_by: set[str]) -> None:
    figures = replace(rich(), missing=frozenset({figure}))
    gaps = {slug: {gap.name for gap in report_of(figures, slug).gaps} for slug in available()}
    assert {slug for slug, names in gaps.items() if figure in names} == asked_by


def test_purposes_are_asked_and_kept_beside_the_reasons() -> None:
    report = report_of(rich(), "shanghai_2024")
    purposes = [asked for asked in report.asked if asked.kind == "purpose"]
    assert purposes[0].key == "general_public_budget.2010301.expenditure.purpose"
    assert not set(purposes) & set(report.reasons_asked)
    assert len(purposes) + len(report.reasons_asked) == len(report.asked)
    assert not any(asked.kind == "purpose" for asked in report_of(rich(), "xinjiang_2023").asked)


def test_purpose_nobody_wrote_is_a_gap() -> None:
    report = write_report(rich(), CARDS, edition("shanghai_2024"))
    assert "一般公共预算财政拨款 2010301 行政运行 支出的主要用途" in {what for _, what in report.gap_labels}


def test_scorecards_are_missed_only_where_they_print() -> None:
    figures, cards = circumstances()["昌吉 2023"]
    bare = replace(cards, projects=(replace(cards.projects[0], goal=""),))
    assert any("预期目标" in what for _, what in report_of(figures, "national_2023", bare).gap_labels)
    assert not any("预期目标" in what for _, what in report_of(figures, "shanghai_2024", bare).gap_labels)


@editions
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures=any_figures())
def test_anything_that_can_be_entered_can_be_written(slug: str, figures: Figures) -> None:
    """A draft of whatever there is: with gaps, but never with an error or an empty place."""
    report = write_report(figures, CARDS, edition(slug))
    for part in report.document.parts:
        for block in part.blocks:
            assert not isinstance(block, Paragraph) or block.text.strip()
