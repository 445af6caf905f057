"""Document → HTML for the browser."""

from typing import Any

import pytest
from lxml import html as lxml_html

from disclosure.markup import part_html, to_html
from disclosure.parts import Heading, Paragraph, Part, Run
from tests.disclosure.synthetic import (
    CONTENTS,
    COVER,
    document,
    hostile,
    paragraph,
    scorecard,
    table_part,
    text_part,
    tree,
)

REPORT = document(COVER, CONTENTS, text_part(1, "甲。"), table_part(tree(3)), table_part(scorecard(7), "scorecard"))


@pytest.fixture(scope="module")
def page() -> Any:
    return lxml_html.fromstring(to_html(REPORT))


@pytest.fixture(scope="module")
def article() -> str:
    return to_html(REPORT, standalone=False)


def test_html_standalone_is_a_whole_chinese_page_with_its_style(page: Any) -> None:
    assert page.get("lang") == "zh-CN"
    assert page.findtext("head/title") == REPORT.title
    assert ".document" in page.findtext("head/style")


def test_html_within_a_page_is_an_article_without_any_inline_style(article: str) -> None:
    element = lxml_html.fromstring(article)
    assert element.tag == "article"
    assert not element.xpath(".//@style | .//style | .//script | .//@*[starts-with(name(), 'on')]")


def test_html_contents_lead_to_headings_and_tables_that_are_there(page: Any) -> None:
    links = page.xpath("//nav//a")
    assert [link.text for link in links] == ["第1部分 单位概况", "一、主要职能", "支出决算表"]
    assert all(page.get_element_by_id(link.get("href")[1:]) is not None for link in links)


def test_html_ids_are_unique(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_html_headings_keep_their_levels_and_anchors() -> None:
    part = Part("p", "", (Heading(1, "第一部分", "a"), Heading(2, "一、", "b"), Heading(3, "（一）", "c")))
    element = lxml_html.fromstring(part_html(part))
    assert [(h.tag, h.get("id")) for h in element.xpath("./*")] == [("h1", "a"), ("h2", "b"), ("h3", "c")]


def test_html_figure_is_marked_with_its_dotted_name() -> None:
    part = Part("p", "", (Paragraph((Run("收入"), Run("724.95", "income.total"), Run("万元")), "income/1"),))
    [text] = lxml_html.fromstring(part_html(part)).xpath("p[@id='income/1']")
    assert text.text_content() == "收入724.95万元"
    assert text.xpath("span[@data-figure='income.total']/text()") == ["724.95"]


def test_html_table_has_a_caption_and_every_head_says_what_it_heads(page: Any) -> None:
    [table] = page.xpath("//table[@id='table-t3']")
    assert table.xpath("normalize-space(caption)").startswith("支出决算表 公开03表 编制单位：")
    assert len(table.xpath("colgroup/col[@width]")) == 8
    assert {th.get("scope") for th in table.xpath("thead//th")} == {"col", "colgroup"}
    assert {th.get("scope") for th in table.xpath("tbody//th")} == {"row"}
    assert page.xpath("//table[@id='table-project-1']//th[@rowspan]/@scope") == ["rowgroup"] * 6
    assert page.xpath("//table[@id='table-t3']/../following-sibling::p[1]/text()") == [
        "注：1.本表反映部门本年度各项支出情况。"
    ]


def test_html_numbers_ordinals_and_depth_are_classes(page: Any) -> None:
    [table] = page.xpath("//table[@id='table-t3']")
    assert len(table.xpath("tbody//td[@class='number']")) == 4 * 6
    assert len(table.xpath("thead//td[@class='ordinal']")) == 6
    assert table.xpath("tbody//td[@class='indent-2']/text()") == ["机关事业单位基本养老保险缴费支出补助补助"]
    assert table.xpath("count(tbody/tr[@class='total'])") == 1


def test_html_of_hostile_words_prints_them_as_words() -> None:
    html = to_html(hostile())
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in html


def test_html_for_the_browser_carries_no_zero_width_spaces() -> None:
    assert "\u200b" not in part_html(Part("p", "", (paragraph("开展“就业援助月”“春风行动”活动"),)))
