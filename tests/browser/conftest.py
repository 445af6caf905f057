"""A site, a browser and people in it. A page that logs an error on its console fails the test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.clerk import Clerk
from tests.browser.offices import Office, make_office
from tests.browser.site import Site, session_of
from tests.engines import EmptyDatabase
from tests.missing import not_tested
from units.models import User

# Playwright keeps an event loop in this thread; the rows are read beside it, not from within.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# How fast a page answers is for the benchmarks to say; a test waits as long as a busy machine needs.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright) -> Browser:
    """Debian's chromium. Its fonts are the system's: disclosure.pdf points this process at our print fonts."""
    if not Path(CHROMIUM).exists():
        not_tested("in a browser", "chromium")
    env = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=dict(env))


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, empty_database: EmptyDatabase, django_db_blocker: Any
) -> Iterator[Site]:
    """A running site with an empty database."""
    made = Site(tmp_path_factory.mktemp("site"), empty_database(tables=True))
    with django_db_blocker.unblock():
        made.prepare()
    made.start()
    yield made
    made.kill()


@pytest.fixture(autouse=True)
def rows(site: Site, django_db_blocker: Any) -> Iterator[None]:
    """The test's models are the site's. Nothing is cleared between tests: each makes units of its own."""
    with django_db_blocker.unblock(), site.rows():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def office() -> Office:
    """A unit with a clerk and an empty account of 2023."""
    return make_office()


type SignIn = Callable[..., Clerk]


@pytest.fixture
def sign_in(site: Site, browser: Browser) -> Iterator[SignIn]:
    """sign_in(user): a browser of theirs, signed in. Options are those of a playwright context."""
    clerks: list[Clerk] = []

    def enter(user: User, **options: Any) -> Clerk:
        context: BrowserContext = browser.new_context(
            **({"base_url": site.url, "viewport": {"width": 1280, "height": 720}, "locale": "zh-CN"} | options)
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": site.url}])
        clerk = Clerk(context.new_page(), user)
        clerks.append(clerk)
        return clerk

    yield enter
    errors = [error for clerk in clerks for error in clerk.errors]
    for clerk in clerks:
        clerk.page.context.close()
    assert errors == []


type Visit = Callable[..., Page]


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """visit(address): a page of somebody who is not signed in; whatever it logs as an error fails the test."""
    pages: list[Page] = []
    errors: list[str] = []

    def go(address: str, *, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            locale="zh-CN",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        page.goto(address)
        return page

    yield go
    for page in pages:
        page.context.close()
    # A hash that is not ours is answered with 404, which a browser writes down.
    assert [error for error in errors if "404" not in error] == []
