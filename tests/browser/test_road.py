"""The whole road, with a worker process: filled in, submitted, commented on, returned, mended, approved, published,
found, read and verified by the public; then corrected, and the old file known for what it is."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from finance.ledger import write_figures
from finance.models import FinalAccount
from publication.models import Publication
from review.models import Event
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn, Visit
from tests.browser.offices import Office, make_office
from tests.browser.site import Site
from tests.samples import all_funds
from units.models import Role

FUNCTIONS, ON_DUTY, REASON = "profile//functions", "profile//on_duty", "reasons/income_grand_total.previous/text"
EVENTS = "submit return submit approve clear publish correct submit approve clear supersede publish"
WORKS = 180_000  # a worker on a busy machine

DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  document.querySelector(".drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
}"""


@pytest.fixture
def unfinished() -> Office:
    """An invented school whose account still wants its functions and a reason."""
    office = make_office()
    figures = all_funds()
    name = f"示例{office.unit.name}"
    unit, account = office.unit, office.account
    unit.name = account.unit_name = name
    unit.kind = account.unit_kind = figures.unit.kind.value
    unit.save()
    account.save()
    reasons = {figure: text for figure, text in figures.reasons.items() if figure != "income_grand_total.previous"}
    profile = replace(figures.profile, functions="")
    own = replace(figures.unit, code=unit.code, name=name)
    write_figures(account, replace(figures, unit=own, profile=profile, reasons=reasons))
    return office


class Road:
    """Who walks it, and the pages they walk."""

    def __init__(self, office: Office, sign_in: SignIn) -> None:
        self.account = office.account
        self.clerk = sign_in(office.clerk)
        self.judge = sign_in(office.colleague(Role.REVIEWER, "王五"))

    def review(self, who: Clerk) -> Page:
        who.page.goto(f"/review/{self.account.unit.code}/{self.account.fiscal_year}/")
        return who.page

    def expect_status(self, who: Clerk, words: str) -> None:
        expect(who.page.locator(".review-head .status")).to_have_text(words)

    def type_over(self, cell: str, text: str) -> None:
        """On the page that has the cell."""
        self.clerk.type_into(cell, text)
        self.clerk.press("Tab")
        self.clerk.wait_until_saved()

    def submit(self) -> None:
        self.review(self.clerk).get_by_role("button", name="提交审核").click()

    def comment(self, place: Locator, words: str) -> None:
        place.click()
        self.judge.page.keyboard.type(words)
        self.judge.page.get_by_role("button", name="提出意见").click()
        expect(self.judge.page.locator(".comment", has_text=words)).to_be_visible()

    def approve_and_publish(self, version: int) -> None:
        page = self.judge.page
        page.get_by_role("button", name="审核通过").click()
        self.review(self.judge)
        page.get_by_label("保密审查人").fill("某审查")
        page.get_by_label("保密审查日期").fill("2024-08-01")
        page.get_by_label("签发负责人").fill("某负责")
        page.get_by_label("签发日期").fill("2024-08-02")
        page.get_by_role("button", name="登记", exact=True).click()
        page.get_by_role("link", name="公开", exact=True).click()
        expect(page.locator(".check-failed")).to_have_count(0)
        page.get_by_role("button", name="公开", exact=True).click()
        expect(page.get_by_role("heading", name="正在公开")).to_be_visible()
        current = page.locator(".version-current h3", has_text=f"第 {version} 版")
        expect(current).to_be_visible(timeout=WORKS)  # the page comes again by itself


def drop(page: Page, file: Path) -> Locator:
    """The verdict on a file that is dropped."""
    page.goto("/verify/")
    page.evaluate(DROP, [file.name, base64.b64encode(file.read_bytes()).decode()])
    return page.locator(".verdict")


def download(page: Page, press: Callable[[], None], folder: Path) -> Path:
    with page.expect_download() as saved:
        press()
    file = folder / saved.value.suggested_filename
    saved.value.save_as(file)
    return file


def test_the_road_from_a_gap_to_a_correction(
    site: Site, sign_in: SignIn, visit: Visit, unfinished: Office, tmp_path: Path
) -> None:
    road = Road(unfinished, sign_in)
    clerk, judge, account = road.clerk, road.judge, road.account
    address = f"/units/{account.unit.code}/{account.fiscal_year}/"

    # The clerk goes from what is missing to its box, and submits from where they type.
    missing = road.review(clerk).locator(".obstacles a")
    expect(missing).to_have_count(2)
    missing.filter(has_text="主要职能").click()
    road.type_over(FUNCTIONS, "开展沙棘栽培职业教育。")
    road.review(clerk).locator(".obstacles a").click()
    road.type_over(REASON, "本年新增实训项目，收入增加")
    clerk.page.get_by_role("link", name="提交审核").click()
    clerk.page.get_by_role("button", name="提交审核").click()
    road.expect_status(clerk, "待审核")

    # The reviewer finds it on the desk, comments on a sentence and on a cell by clicking on them, and returns it.
    judge.page.goto("/desk/")
    judge.page.get_by_role("link", name=re.compile(re.escape(account.unit_name))).first.click()
    expect(judge.page.get_by_text("这是第一次")).to_be_visible()
    paper = judge.page.locator("#document")
    sentence = "请写明栽培的面积"
    road.comment(paper.locator("[data-line]", has_text="沙棘").first, sentence)
    cell = "请核对这一格"
    road.comment(paper.locator("#table-t2 td[data-line]", has_text=".").first, cell)
    expect(judge.page.get_by_role("button", name="审核通过")).to_be_disabled()
    judge.page.get_by_label("意见（退回时必填）").fill("有两处意见，请处理")
    judge.page.get_by_role("button", name="退回修改").click()
    road.expect_status(judge, "已退回")

    # The clerk sees both, answers, mends one and submits again.
    clerk.page.goto("/desk/")
    expect(clerk.page.get_by_text("有 2 条审核意见要处理")).to_be_visible()
    expect(road.review(clerk).get_by_text("有两处意见，请处理")).to_be_visible()
    for words in (sentence, cell):
        mine = clerk.page.locator(".comment", has_text=words)
        mine.get_by_label("答复").fill(f"已核对：{words}")
        mine.get_by_role("button", name="答复").click()
        expect(mine.locator(".answer")).to_contain_text(words)
    clerk.open(account, "profile")
    road.type_over(FUNCTIONS, "开展沙棘栽培职业教育，基地三百亩。")
    road.submit()
    road.expect_status(clerk, "待审核")

    # The reviewer sees exactly that, goes there, resolves and approves; the worker publishes.
    changes = road.review(judge).locator(".changes li")
    expect(changes).to_have_count(1)
    expect(changes.locator("ins")).to_have_text("，基地三百亩")
    changes.get_by_role("link").click()
    expect(judge.page.locator(":target")).to_contain_text("基地三百亩")
    expect(judge.page.locator("#document [data-mark~=changed]")).to_have_count(1)
    for _ in range(2):
        judge.page.get_by_role("button", name="已解决").first.click()
    with site.worker():
        road.approve_and_publish(1)

    # The public finds it by two characters, reads, follows a number, downloads the PDF and verifies it.
    page = visit("/", width=390)
    page.get_by_label("单位名称、文字或数字").fill("沙棘")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("mark").first).to_have_text("沙棘")
    page.locator(".result h3 a", has_text=account.unit_name).click()
    page.locator("article a.figure").first.click()
    source = page.get_by_role("dialog")
    expect(source).to_be_visible()
    page.keyboard.press("Escape")
    old = download(page, page.get_by_role("link", name=re.compile("^下载 PDF")).click, tmp_path)
    sha256 = hashlib.sha256(old.read_bytes()).hexdigest()
    expect(page.locator(".files .hash", has_text=sha256)).to_have_count(1)
    expect(drop(page, old)).to_contain_text("是正式公开的文件")
    expect(page.locator(".verdict")).to_contain_text("第 1 版（共 1 版）")

    # A correction: begun, one figure changed, reviewed and published once more.
    page_of_clerk = road.review(clerk)
    page_of_clerk.locator("summary", has_text="发起更正").click()
    page_of_clerk.get_by_label("更正原因（会公开）").fill("在职人员数填报有误")
    page_of_clerk.get_by_role("button", name="发起更正").click()
    road.expect_status(clerk, "第 2 版（更正）填报中")
    clerk.open(account, "profile")
    road.type_over(ON_DUTY, "301")
    road.submit()
    expect(road.review(judge).locator(".changes li")).to_have_count(1)
    with site.worker():
        road.approve_and_publish(2)

    # Its notice lists that figure and nothing else; the old version stays, marked, and its file is known.
    page.goto(address)
    page.reload()  # for a minute after the first visit the browser may show what it has
    page.get_by_role("link", name="看更正说明").click()
    expect(page.get_by_text("在职人员数填报有误")).to_be_visible()
    corrected = page.locator("table.corrections tbody tr")
    expect(corrected).to_have_count(1)
    expect(corrected.locator("del")).to_have_text(["440", "312"])
    expect(corrected.locator("ins")).to_have_text(["429", "301"])
    told = page.request.get(f"/api/v1/publications{address.removeprefix('/units')}v2/corrections/").json()
    assert {one["figure"] for one in told["figures"]} == {"profile.on_duty", "profile.staff"}
    page.goto(f"{address}v1/")
    expect(page.locator(".standing")).to_contain_text("已被更正的旧版")
    expect(drop(page, old)).to_contain_text("被更正")
    expect(page.locator(".verdict")).to_contain_text("第 1 版（共 2 版）")
    page.get_by_role("link", name="打开这一版").click()
    expect(page).to_have_url(re.compile(r"/v1/$"))
    assert Publication.objects.filter(release__account=account).count() == 2
    assert FinalAccount.objects.get(pk=account.pk).is_open is False
    done = Event.objects.filter(account=account).order_by("sequence").values_list("action", flat=True)
    assert " ".join(done) == EVENTS
