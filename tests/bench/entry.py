"""The entry pages in a browser: from a keystroke to what it changes, a long grid opened, a block pasted."""

import os
import statistics
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright

from finance.classification import classification_of
from finance.models import FinalAccount, IncomeLine
from tests.bench.timing import Measured
from tests.browser.clerk import Clerk
from tests.browser.conftest import launch
from tests.browser.offices import make_office
from tests.browser.site import Site, session_of
from units.models import User

EDITS = 200
KEY_TO_KEY = 60  # ms
LONG = 200
AMOUNTS = 8

# Noted in the page: when a key went down, and when the answer and then the preview were there.
WATCH = """() => {
  window.noted = {key: 0, saved: 0, shown: 0};
  document.addEventListener("keydown", () => { noted.key = performance.now(); noted.saved = noted.shown = 0; }, true);
  document.addEventListener("paste", () => { noted.key = performance.now(); noted.saved = noted.shown = 0; }, true);
  document.body.addEventListener("saved", () => { noted.saved = performance.now(); noted.shown = 0; });
  document.body.addEventListener("previewed", () => { if (noted.saved) noted.shown = performance.now(); });
}"""
WAIT = """([what]) => new Promise((done) => {
  const isThere = () => noted[what] && (what === "saved" || document.body.dataset.unsaved === "0");
  const look = () => (isThere() ? done(noted[what] - noted.key) : setTimeout(look, 5));
  look();
})"""


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def measure() -> Iterator[Measured]:
    """On a server of two processes, with the browser beside it on the same machine."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder), f"sqlite:///{folder}/site.sqlite3")
        site.prepare()
        site.start(workers=2)
        browser = launch(playwright)
        try:
            with site.rows():
                context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 720})
                yield from _measured(context.new_page(), site)
        finally:
            browser.close()
            site.kill()


def _signed_in(page: Page, user: User, site: Site) -> Clerk:
    page.context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": site.url}])
    return Clerk(page, user)


def _measured(page: Page, site: Site) -> Iterator[Measured]:
    call_command("sample", "changji_2023", stdout=StringIO())
    account = FinalAccount.objects.get()
    clerk = _signed_in(page, User.objects.get(username="clerk"), site).open(account, "expenditure")
    times = list(_edits(clerk))
    yield Measured("Entry: last keystroke to saved and preview, p95 of 200", p95(times), bound=0.300)
    yield Measured("Entry: last keystroke to saved and preview, median", statistics.median(times))
    yield Measured("Entry: the same where the box is left by Enter, p95", p95(times[::2]))

    office = make_office()
    codes = classification_of(2023).functional.leaves[:LONG]
    IncomeLine.objects.bulk_create(
        IncomeLine(account=office.account, item_code=code, other=number) for number, code in enumerate(codes, 1)
    )
    clerk = _signed_in(page, office.clerk, site)
    opened = []
    for _ in range(7):
        clerk.open(office.account, "income")
        page.wait_for_selector("body[data-unsaved]")
        opened.append(page.evaluate("performance.now()") / 1000)
    yield Measured("Entry: grid of 200 rows opened and usable", statistics.median(opened), bound=1.0)

    page.evaluate(WATCH)
    clerk.cell(f"income_lines/{codes[0]}/general_public_budget").focus()
    pasted = []
    for turn in range(5):
        rows = (f"{code}\t" + "\t".join(f"{turn}{n}.{c}5" for c in range(AMOUNTS)) for n, code in enumerate(codes, 1))
        clerk.paste("\n".join(rows))
        pasted.append(page.evaluate(WAIT, ["saved"]) / 1000)
        page.evaluate(WAIT, ["shown"])
    yield Measured("Entry: 200×8 cells pasted and saved", statistics.median(pasted), bound=1.0)


def _edits(clerk: Clerk) -> Iterator[float]:
    """Seconds of each edit: an amount typed by a quick hand, every other one ended by Enter."""
    page = clerk.page
    page.evaluate(WATCH)
    cells = page.locator("table[data-grid] tr.line td > .cell")
    count = cells.count()
    for number in range(EDITS):
        cells.nth(number % count).focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(f"{(number + 7) * 1237 % 9000}.{number % 90 + 10}", delay=KEY_TO_KEY)
        if number % 2 == 0:
            page.keyboard.press("Enter")
        yield page.evaluate(WAIT, ["shown"]) / 1000
