"""What every page is held to: axe's rules of accessibility, and that nothing is wider than the window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What passes is not wanted: on a page of a thousand cells, listing it takes longer than looking.
_LOOK = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map(
  (one) => [one.id, one.nodes.slice(0, 3).map((node) => `${node.target} ${node.html.slice(0, 120)}`)]
))"""


def violations(page: Page) -> list[str]:
    """What axe finds, each with where."""
    page.evaluate(Axe().axe_script)
    return [f"{rule}: {where}" for rule, places in page.evaluate(_LOOK) for where in places]


def wider_than_window(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide
