"""A clerk at the entry pages: opens, types, pastes, waits until it is saved."""

import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from finance.models import FinalAccount
from units.models import User

SAVED = re.compile("^已保存")
# What the browser, and htmx after it, say of a request that failed, as some tests make it.
FAILED_REQUEST = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError", "htmx:responseError")

PASTE = """([text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


class Clerk:
    """One page of one person's browser."""

    def __init__(self, page: Page, user: User) -> None:
        self.page = page
        self.user = user
        self.errors: list[str] = []
        self.may_fail_requests = False
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if self.may_fail_requests and message.text.startswith(FAILED_REQUEST):
            return
        self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, account: FinalAccount, page: str) -> "Clerk":
        self.page.goto(f"/entry/{account.unit.code}/{account.fiscal_year}/{page}/")
        return self

    def cell(self, name: str) -> Locator:
        return self.page.locator(f'.cell[name="{name}"]')

    def total(self, figure: str) -> Locator:
        return self.page.locator(f'output[data-total="{figure}"]').first

    @property
    def banner(self) -> Locator:
        return self.page.locator(".banner")

    @property
    def report(self) -> Locator:
        return self.page.locator(".report")

    def type_into(self, name: str, text: str) -> None:
        """Over what stands there, key by key."""
        cell = self.cell(name)
        cell.focus()
        cell.select_text()
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        """Into what has the focus, as from Excel."""
        self.page.evaluate(PASTE, [text])

    def add_row(self, section: str, typed: str, *, fund: str = "") -> None:
        holder = self.page.locator(f'[data-add-row="{section}"]')
        if fund:
            holder.locator("select").select_option(fund)
        box = holder.locator("[role=combobox]")
        box.fill(typed)
        if typed:
            expect(box).to_have_attribute("aria-expanded", "true")
        box.press("Enter")

    def wait_until_saved(self) -> None:
        self.wait_until_sent()
        expect(self.page.locator("#saved")).to_have_text(SAVED)

    def wait_until_sent(self) -> None:
        """Everything typed has been answered, whether it was taken or not."""
        expect(self.page.locator("body")).to_have_attribute("data-unsaved", "0")

    def focused(self) -> str:
        name: Any = self.page.evaluate("document.activeElement.name || document.activeElement.textContent")
        return str(name)
