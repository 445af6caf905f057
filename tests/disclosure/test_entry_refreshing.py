"""After a save: only the lines of the preview that changed are sent, and they make of the old one the new one."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring
from pytest_django import Settings

from disclosure.entry.preview import Line, Passage
from disclosure.entry.refreshing import changes_in
from finance.models import FinalAccount
from tests.disclosure.entering import Desk
from units.models import User

pytestmark = pytest.mark.only_on("sqlite", "what a page is sent; how a save is kept is seen in test_entry_changes")
OVER = "three_public_items/official_reception/actual"


@pytest.fixture
def sample(db: None, changji_once: Callable[[], FinalAccount]) -> Desk:
    return Desk.of(User.objects.get(username="clerk"), changji_once())


def passage(title: str, *texts: str) -> Passage:
    return Passage(title, tuple(Line.of("p", text) for text in texts))


def prints(*passages: Passage) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((one.print, tuple(line.print for line in one.lines)) for one in passages)


def put_together(changed: list[Mapping[str, Any]], *shown: Passage) -> list[str]:
    """What a browser makes of it."""
    found = []
    for one in changed:
        if "html" in one:
            found += [str(p.text) for p in fromstring(one["html"]).xpath(".//p")]
        else:
            old = shown[one["at"]].lines
            found += [fromstring(x if isinstance(x, str) else old[x].html).text for x in one["lines"]]
    return found


def test_lines_that_stay_are_named_by_their_number() -> None:
    before, after = passage("一", "甲", "乙", "丙"), passage("一", "甲", "丁", "丙")
    assert changes_in([after], prints(before)) == [{"at": 0, "lines": [0, after.lines[1].html, 2]}]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([passage("一", "甲")], [passage("一", "甲", "乙")]),
        ([passage("一", "甲", "甲", "乙")], [passage("一", "甲", "乙", "甲", "甲")]),
        ([passage("一", "甲"), passage("二", "乙")], [passage("二", "乙"), passage("一", "丙")]),
        ([passage("一", "甲")], [passage("二", "乙"), passage("一", "甲")]),
        ([passage("一", "甲"), passage("一", "乙")], [passage("一", "甲"), passage("一", "乙"), passage("一", "丙")]),
        ([passage("一", "甲"), passage("二", "乙")], [passage("二", "乙")]),
    ],
    ids=["added", "repeated", "moved", "new passage", "alike", "gone"],
)
def test_what_is_put_together_is_the_new_preview(before: list[Passage], after: list[Passage]) -> None:
    wanted = [str(fromstring(line.html).text) for one in after for line in one.lines]
    assert put_together(changes_in(after, prints(*before)), *before) == wanted


def preview(desk: Desk, page: str) -> HtmlElement:
    return fromstring(desk.client.get(desk.address("entry_preview", page)).content.decode())


def shown(tree: HtmlElement) -> list[list[Any]]:
    """What the browser tells of its preview."""
    return [
        [one.get("data-print"), [line.get("data-print") for line in one.xpath(".//*[@data-print]")]]
        for one in tree.xpath("//section[@data-print]")
    ]


def test_a_save_brings_the_lines_it_moved(sample: Desk) -> None:
    before = preview(sample, "three_public")
    change = {"cell": OVER, "was": "3,600.00", "value": "13600"}
    asked = {"page": "three_public", "card": "", "shown": shown(before)}
    answer = sample.save(change, preview=asked)
    new = [line for one in answer["preview"] for line in one["lines"] if isinstance(line, str)]
    stayed = sum(isinstance(line, int) for one in answer["preview"] for line in one["lines"])
    assert any("5.82" in line for line in new)
    assert stayed > 0
    after = preview(sample, "three_public")
    old = [one.xpath(".//*[@data-print]") for one in before.xpath("//section")]
    made = [
        fromstring(line).get("data-print") if isinstance(line, str) else old[one["at"]][line].get("data-print")
        for one in answer["preview"]
        for line in one["lines"]
    ]
    assert made == [line.get("data-print") for line in after.xpath("//section//*[@data-print]")]


@pytest.mark.parametrize(
    "asked",
    [
        None,
        [],
        {"page": "nothing", "card": "", "shown": []},
        {"page": "income", "card": 1, "shown": []},
        {"page": "income", "card": "", "shown": []},
        {"page": "income", "card": "", "shown": {"a": 1}},
    ],
)
def test_a_preview_that_cannot_be_made_is_left_to_be_fetched(sample: Desk, asked: Any) -> None:
    change = {"cell": OVER, "was": "3,600.00", "value": "13600"}
    answer = sample.save(change, preview=asked)
    assert answer["results"][0]["status"] == "saved"
    assert answer["preview"] is None


def test_prints_nobody_gave_out_bring_everything_anew(sample: Desk) -> None:
    asked = {"page": "income", "card": "", "shown": [["x", ["y"]], 5, ["z"]]}
    answer = sample.save(preview=asked)
    assert answer["preview"]
    assert all("html" in one for one in answer["preview"])


def test_while_others_wait_a_save_is_answered_without_its_preview(sample: Desk, settings: Settings) -> None:
    settings.TRUST_PROXY = True
    asked = {"page": "three_public", "card": "", "shown": shown(preview(sample, "three_public"))}
    change = {"cell": OVER, "was": "3,600.00", "value": "13600"}
    sample.client.defaults["HTTP_X_REQUEST_START"] = f"t={time.time() - 2:.3f}"
    answer = sample.save(change, preview=asked)
    assert answer["results"][0]["status"] == "saved"
    assert (answer["preview"], answer["is_busy"]) == (None, True)
    del sample.client.defaults["HTTP_X_REQUEST_START"]
    answer = sample.save(preview=asked)
    assert answer["preview"]
    assert "is_busy" not in answer
