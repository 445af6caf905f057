"""The whole Changji account, typed and pasted from nothing through the pages, prints as it was published."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, expect

from disclosure.entry.pages import SECTIONS
from disclosure.reports import final_report
from disclosure.text import to_text
from finance.cells import AmountUnit
from finance.ledger import figures_of
from finance.models import FinalAccount
from finance.sections import LineSection
from finance.terms import Fund
from performance.ledger import scorecards_of
from performance.scorecards import Scorecard, Scorecards
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office, make_office
from tests.disclosure.published import published, squeezed

TABLES_BEGIN = "收入支出决算总表公开01表"


class Script:
    """What the sample says of each box, in 元, and a clerk who enters it."""

    def __init__(self, sample: FinalAccount) -> None:
        self.sample = sample
        self.texts: dict[str, str] = {}
        for section in SECTIONS.values():
            for key, row in section.rows(sample).items():
                for column, cell in section.columns.items():
                    text = cell.print(section.value(row, column), AmountUnit.YUAN)
                    self.texts[f"{section.name}/{key}/{column}"] = text

    def rows(self, section: str, *, of_card: str = "") -> list[str]:
        """Keys in the order of the sample."""
        keys = dict.fromkeys(name.split("/")[1] for name in self.texts if name.startswith(f"{section}/"))
        return [key for key in keys if not of_card or key.split("-")[0] == of_card]

    def block(self, section: str, keys: list[str], columns: list[str]) -> list[list[str]]:
        return [[self.texts[f"{section}/{key}/{column}"] for column in columns] for key in keys]


def as_excel(rows: list[list[str]]) -> str:
    """A copied block: cells that hold line ends or quotes are quoted."""

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in '\t\n"') else text

    return "".join("\t".join(map(quoted, row)) + "\r\n" for row in rows)


def columns_of(table: Locator) -> list[str]:
    heads = table.locator("thead [data-column]")
    return [heads.nth(n).get_attribute("data-column") or "" for n in range(heads.count())]


def paste_lines(clerk: Clerk, script: Script, section_name: str) -> None:
    """The lines of a grid as one block: fund and code before the figures."""
    section = SECTIONS[section_name]
    assert isinstance(section, LineSection)
    table = clerk.page.locator(f'table[data-grid="{section_name}"]')
    columns = columns_of(table)
    rows = []
    for key, row in section.rows(script.sample).items():
        fund = [Fund(row.fund).label] if "fund" in section.key_names else []
        figures = script.block(section_name, [key], columns)[0]
        rows.append([*fund, getattr(row, section.code_name), *figures])
    clerk.page.locator(f'[data-add-row="{section_name}"] input').focus()
    clerk.paste(as_excel(rows))
    expect(table.locator("tr.line")).to_have_count(len(rows))
    clerk.wait_until_saved()


def paste_into_first(clerk: Clerk, table: Locator, rows: list[list[str]]) -> None:
    table.locator("td > .cell").first.focus()
    clerk.paste(as_excel(rows))
    clerk.wait_until_saved()


def fill(clerk: Clerk, texts: dict[str, str]) -> None:
    """Every box of the page that stands in no grid and does not hold its text yet."""
    boxes = clerk.page.locator("#entry-form .cell:not(td > .cell)")
    for n in range(boxes.count()):
        box = boxes.nth(n)
        text = texts.get(box.get_attribute("name") or "", "")
        if box.evaluate("(el) => el.dataset.saved") == text:
            continue
        if box.evaluate("(el) => el.tagName") == "SELECT":
            box.select_option(text)
            continue
        box.focus()
        box.select_text()
        clerk.page.keyboard.insert_text(text)
    clerk.press("Tab")
    clerk.wait_until_sent()
    expect(clerk.page.locator("[data-stuck]")).to_have_count(0)


def enter_finance(clerk: Clerk, account: FinalAccount, script: Script) -> None:
    for page in (
        "profile",
        "income",
        "expenditure",
        "carry_over",
        "budgets",
        "basic_expenditure",
        "three_public",
        "operations",
        "previous_year",
        "other_notes",
        "reasons",
    ):
        clerk.open(account, page)
        fill(clerk, script.texts)
        tables = clerk.page.locator("table[data-grid]")
        for n in range(tables.count()):
            table = tables.nth(n)
            section = table.get_attribute("data-grid") or ""
            if table.get_attribute("data-add"):
                paste_lines(clerk, script, section)
                continue
            keys = [
                (table.locator("tr.line").nth(row).get_attribute("data-row") or "").split("/")[1]
                for row in range(table.locator("tr.line").count())
            ]
            paste_into_first(clerk, table, script.block(section, keys, columns_of(table)))


def enter_card(clerk: Clerk, script: Script, card: str, new_card: str) -> None:
    """One 自评表: its boxes, its funds, and the indicators as one block."""
    own = f"scorecards/{card}/"
    fill(
        clerk,
        {
            f"scorecards/{new_card}/{name.removeprefix(own)}": text
            for name, text in script.texts.items()
            if name.startswith(own)
        },
    )
    funds, indicators = (clerk.page.locator(f'table[data-grid="{name}"]') for name in ("scorecard_funds", "indicators"))
    paste_into_first(
        clerk, funds, script.block("scorecard_funds", script.rows("scorecard_funds", of_card=card), columns_of(funds))
    )
    clerk.page.get_by_role("button", name="加一行", exact=True).click()
    expect(indicators.locator("tr.line")).to_have_count(1)
    rows = script.block("indicators", script.rows("indicators", of_card=card), columns_of(indicators))
    paste_into_first(clerk, indicators, rows)
    expect(indicators.locator("tr.line")).to_have_count(len(rows))


def enter_cards(clerk: Clerk, account: FinalAccount, script: Script) -> None:
    clerk.open(account, "overall_scorecard")
    enter_card(clerk, script, "overall", "overall")
    clerk.open(account, "project_scorecards")
    for card in script.rows("scorecards"):
        if card == "overall":
            continue
        before = clerk.page.url
        clerk.page.get_by_role("button", name="新增项目").click()
        expect(clerk.page).not_to_have_url(before)
        enter_card(clerk, script, card, clerk.page.url.partition("card=")[2])


@pytest.fixture
def sample() -> FinalAccount:
    call_command("sample", "changji_2023", stdout=StringIO())
    return FinalAccount.objects.get(unit__code="523001")


def start(clerk: Clerk, office: Office) -> FinalAccount:
    clerk.page.goto("/entry/start/")
    clerk.page.locator("[name=fiscal_year]").fill("2023")
    clerk.page.locator("[name=edition]").select_option("xinjiang_2023")
    clerk.page.get_by_label("从空白开始").check()
    clerk.page.get_by_role("button", name="建立").click()
    clerk.page.wait_for_url("**/entry/**/2023/**")
    return FinalAccount.objects.get(unit=office.unit)


def without_empty_funds(scorecards: Scorecards) -> list[Scorecard]:
    """A source that gave nothing may stand there with 0.00 or not at all."""
    return [
        replace(card, funds=tuple(x for x in card.funds if x.initial_budget or x.adjusted_budget or x.executed))
        for card in scorecards.all
    ]


def test_account_typed_and_pasted_from_nothing_prints_as_published(sign_in: SignIn, sample: FinalAccount) -> None:
    office = make_office(fiscal_year=2021)
    office.account.delete()
    clerk = sign_in(office.clerk)
    account = start(clerk, office)
    script = Script(sample)
    enter_finance(clerk, account, script)
    enter_cards(clerk, account, script)
    account.refresh_from_db()
    assert without_empty_funds(scorecards_of(account)) == without_empty_funds(scorecards_of(sample))
    typed, printed = figures_of(account), figures_of(sample)
    assert typed.unit.name == printed.unit.name
    # missing: empty boxes of a row that is there count, those of a row that is not do not
    names = vars(printed).keys() - {"unit", "missing"}
    assert {name for name in names if getattr(typed, name) != getattr(printed, name)} == set()
    explanation, tables, _ = squeezed(to_text(final_report(account).document)).partition(TABLES_BEGIN)
    assert tables
    assert explanation == published()
    clerk.page.goto(f"/entry/{office.unit.code}/2023/reasons/")
    expect(clerk.page.get_by_role("link", name="下载 PDF")).to_be_visible()
