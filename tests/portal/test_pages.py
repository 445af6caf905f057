"""The pages of a report: all there, each number with its source, versions, corrections, tombstones."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html

from publication.actions import withdraw_publication
from publication.models import Publication
from tests.portal.making import WHY, publish_correction
from tests.portal.walking import CORRECTIONS, addresses, of_version
from tests.publication.making import staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("published_once"),
    pytest.mark.only_on("sqlite", "what pages show; test_leaks and test_open_data open every address on the other too"),
]


def test_every_address_answers_everybody(publication: Publication, visitor: Client) -> None:
    for name, address in addresses(publication).items():
        expected = 404 if name in (CORRECTIONS, "api_corrections", "api_file") else 200
        answer = visitor.get(address)
        assert answer.status_code == expected, name
        assert not answer.cookies, name
        assert "Cookie" not in answer.get("Vary", ""), name
        assert visitor.head(address).status_code == expected, name
        assert visitor.options(address).status_code == 204, name
        assert visitor.delete(address).status_code == 405, name


def test_every_section_figure_and_table_has_its_page(publication: Publication, visitor: Client) -> None:
    # A hundred and more figures have one page between them: every ninth stands for the others.
    of_all = list(of_version(publication))
    walked = [address for n, address in enumerate(of_all) if "/figures/" not in address or n % 9 == 0]
    assert [address for address in walked if visitor.get(address).status_code != 200] == []
    assert len(walked) > 60


def test_first_screen_says_unit_year_income_and_expenditure(publication: Publication, visitor: Client) -> None:
    page = visitor.get(addresses(publication)["published_year"]).content.decode()
    first = page[: page.index('id="read"')]
    for words in (publication.unit_name, f"{publication.fiscal_year} 年度", "收入总计", "支出总计", "万元"):
        assert words in first
    assert "与上年相比" in first  # last year is not public here: the report's own sentence


class _Links(HTMLParser):
    """The links of a page, and the ids that it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if values.get("id"):
            self.ids.append(str(values["id"]))


def test_every_number_of_the_document_leads_to_its_source(publication: Publication, visitor: Client) -> None:
    page = visitor.get(addresses(publication)["published_version"]).content.decode()
    parsed = _Links(page)
    linked = {link.rpartition("figures/")[2].rstrip("/") for link in parsed.links if "/figures/" in link}
    numbers = {
        name
        for name, text in re.findall(r'data-figure="([^"]+)"[^>]*>([^<]*)<', publication.online)
        if re.fullmatch(r"[\d.,%-]+", text)
    }
    assert numbers <= linked
    assert linked <= set(publication.figures)
    assert "data-figure" not in page
    assert len(parsed.ids) == len(set(parsed.ids))
    inner = [link.partition("#")[2] for link in parsed.links if link.startswith("#")]
    assert [anchor for anchor in inner if anchor not in parsed.ids] == []


def test_a_figure_shows_cell_formula_and_sentences(publication: Publication, visitor: Client) -> None:
    base = addresses(publication)["published_version"]
    page = visitor.get(f"{base}figures/income.total/").content.decode()
    entry = publication.figures["income.total"]
    assert entry["text"] in page
    assert "是以下各项之和" in page
    for part in entry["sum_of"]:
        assert f'href="{base}figures/{part}/"' in page
        assert publication.figures[part]["text"] in page
    assert "收入决算表" in page  # its cells
    assert "本年收入" in page  # its sentences
    report = _Links(visitor.get(base).content.decode())
    targets = [link.partition("#")[2] for link in _Links(page).links if link.startswith(f"{base}#")]
    assert targets
    assert [target for target in targets if target not in report.ids] == []


def test_a_figure_that_is_none_is_not_there(publication: Publication, visitor: Client) -> None:
    base = addresses(publication)["published_version"]
    for name in ("income.nothing", "..", "%00", "<script>", "income.total.total"):
        answer = visitor.get(f"{base}figures/{name}/")
        assert answer.status_code == 404
        assert b"<script>" not in answer.content.split(b"</head>")[1]


def test_a_table_is_sorted_by_the_server_too(publication: Publication, visitor: Client) -> None:
    address = addresses(publication)["published_table"]
    for order, turned in (("asc", False), ("desc", True)):
        page = visitor.get(address, {"sort": "2", "order": order}).content.decode()
        rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
        values = [float(re.findall(r"<td[^>]*>(.*?)</td>", row)[2].replace(",", "")) for row in rows]
        assert values == sorted(values, reverse=turned)
        assert len(values) > 3
    for odd in ("99999", "-1", "x", "²"):
        assert visitor.get(address, {"sort": odd}).status_code == 200


def test_a_table_alone_is_what_was_published(publication: Publication, visitor: Client) -> None:
    where = addresses(publication)
    text = visitor.get(where["published_table_csv"]).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    content = visitor.get(where["published_table_xlsx"]).content
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    sheet = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert [str(value) for value in sheet[0]] == rows[0]
    total = next(row for row in rows if row[0] == "合计")
    again = next(row for row in sheet if row[0] == "合计")
    assert [f"{value:.2f}" for value in again[2:] if value is not None] == [value for value in total[2:] if value]


def test_a_corrected_version_keeps_its_address_and_says_so(publication: Publication, visitor: Client) -> None:
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    old = visitor.get(addresses(publication)["published_version"])
    assert old.status_code == 200
    page = old.content.decode()
    assert "已被更正的旧版" in page
    assert addresses(corrected)["published_version"] in page
    assert "改正之后" not in page.partition('id="read"')[2].partition("</article>")[0]
    new = visitor.get(addresses(publication)["published_year"]).content.decode()
    assert "改正之后" in new
    assert addresses(corrected)[CORRECTIONS] in new


def test_the_correction_notice_lists_exactly_what_differs(publication: Publication, visitor: Client) -> None:
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    page = visitor.get(addresses(corrected)[CORRECTIONS]).content.decode()
    assert WHY in page
    assert len(corrected.corrections) > 0
    assert said_in(page, "原来") == [one["old"] for one in corrected.corrections]
    assert said_in(page, "更正为") == [one["new"] for one in corrected.corrections]
    assert re.findall(r"<ins>(.*?)</ins>", page) == ["负责改正之后的"]


def said_in(page: str, column: str) -> list[str]:
    cells = lxml_html.fromstring(page).xpath(f'//td[@data-head="{column}"]')
    return ["" if cell.xpath('span[@class="hint"]') else cell.text_content() for cell in cells]


def test_a_withdrawn_report_leaves_a_tombstone_everywhere(publication: Publication, visitor: Client) -> None:
    account = publication.release.account
    where = addresses(publication)
    secret = publication.figures["income.total"]["text"]
    before = visitor.get(where["published_version"]).content.decode()
    assert secret in before
    withdraw_publication(account=account, by=staff(account)[1], why="误将未批复的决算公开")
    gone = {name for name in where if name.startswith("published_")} - {"published_unit"}
    gone |= {"api_publication", "api_corrections"}
    for name, address in where.items():
        answer = visitor.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert answer.status_code == (410 if name in gone else 404 if name in ("api_file", "data_figures_csv") else 200)
        assert secret not in content.decode(errors="replace"), name
    page = visitor.get(where["published_year"]).content.decode()
    assert "误将未批复的决算公开" in page
    assert publication.manifest_sha256 in page


def test_pages_take_few_queries(publication: Publication, visitor: Client) -> None:
    where = addresses(publication)
    bounds = {"home": 8, "published_version": 5, "published_unit": 4, "published_figure": 3, "published_table": 4}
    for name, most in bounds.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            visitor.get(where[name])
        assert len(queries) <= most, (name, [query["sql"][:80] for query in queries])


def test_structured_data_can_be_read_and_holds_no_markup(publication: Publication, visitor: Client) -> None:
    page = visitor.get(addresses(publication)["published_version"]).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(text)
    assert data["name"] == publication.title
    assert {one["sha256"] for one in data["distribution"]} == {file.sha256 for file in publication.files.all()}
    assert not re.search(r"[<>&]", text)


def test_a_year_a_code_and_a_version_that_are_none(publication: Publication, visitor: Client) -> None:
    code, year = publication.unit_code, publication.fiscal_year
    for address in (
        f"/units/{code}/1999/",
        f"/units/{code}/{year}/v99/",
        "/units/nobody/",
        f"/units/{code}/{year}/v0/",
    ):
        assert visitor.get(address).status_code == 404
    assert visitor.get(f"/units/{'9' * 400}/").status_code == 404
