"""Clerks who type: each saves as the page's own script does, tries again as it does, and keeps a ledger of what the
site has told them is saved."""

import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from lxml import html

from tests.deploy.visitor import Answer, Visitor

EVERY = 3.0  # seconds from one autosave to the next
TYPING = (0.8, 1.8)  # of those, the hand is at the keys
REST = 2.5  # of static/entry/lull.js: the checklist is asked for when the hand has rested so long
LONGEST = 20.0  # … or after so long, unless others wait to be saved
PAGES = ("income", "expenditure", "basic_expenditure")
RETRY = 1.0  # the page waits twice as long each time; here the load goes on


@dataclass
class Entry:
    """One edit of the ledger."""

    account: int
    cell: str
    value: str
    edit_id: str
    sent: float
    acknowledged: float | None = None


@dataclass
class Ledger:
    """What all clerks have sent, what was answered, and how long that took."""

    entries: list[Entry] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    checklists: list[float] = field(default_factory=list)
    previews_left_for_later: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.acknowledged is not None]


class Clerk:
    """One of them. `place` is (which, of how many) share the account: each types into boxes of their own."""

    def __init__(self, address: str, who: dict[str, Any], page: str, place: tuple[int, int], ledger: Ledger) -> None:
        self.visitor = Visitor(address)
        self.who, self.page, self.ledger = who, page, ledger
        self._place = place
        self._base = f"/entry/{who['path']}"
        self._dice = random.Random(f"{who['username']}{page}")
        self._boxes: dict[str, str] = {}
        self._shown: list[Any] = []
        self._asked = time.monotonic()
        self._is_preview_late = False
        self._number = 0

    def arrive(self) -> None:
        """Signs in and opens the page."""
        answer = self.visitor.sign_in(self.who["username"], self.who["password"])
        assert answer.status == 302, answer.status
        self.open()

    def open(self) -> None:
        answer = self.visitor.get(f"{self._base}{self.page}/")
        assert answer.status == 200, answer.status
        tree: Any = html.fromstring(answer.text)
        boxes = tree.xpath("//table//input[@inputmode='decimal'][contains(@name, '_lines/')]")
        which, of = self._place
        self._boxes = {str(box.get("name")): str(box.get("value") or "") for box in boxes[which::of]}
        self._show(tree)

    def _show(self, tree: Any) -> None:
        passages = tree.xpath("//*[contains(concat(' ', @class, ' '), ' passage ')]")
        self._shown = [
            [passage.get("data-print"), [line.get("data-print") for line in passage.xpath(".//*[@data-print]")]]
            for passage in passages
        ]

    def work(self, until: float, is_over: threading.Event) -> None:
        """Types until then, an edit every EVERY seconds, the first at some moment of the first ones."""
        following = time.monotonic() + self._dice.uniform(0, EVERY)
        while following < until and not is_over.is_set():
            time.sleep(max(0.0, following - time.monotonic()))
            self._save(is_over)
            following += EVERY
            hand = self._dice.uniform(*TYPING)  # is at the keys before the next save
            self._look(following - hand)
            if following < time.monotonic():  # behind: nobody types while the page waits for an answer
                following = time.monotonic() + hand

    def _save(self, is_over: threading.Event) -> None:
        """One edit, sent until it is answered: the same one, so that it counts once."""
        cell = self._dice.choice(list(self._boxes))
        self._number += 1
        value = f"{self._number * 137 % 90_000 + 1000}.{self._dice.randrange(10, 99)}"
        entry = Entry(self.who["account"], cell, value, str(uuid.uuid4()), time.time())
        self.ledger.entries.append(entry)
        body = {
            "changes": [{"cell": cell, "was": self._boxes[cell], "value": value}],
            "amount_unit": "yuan",
            "edit_id": entry.edit_id,
            "preview": {"page": self.page, "card": "", "shown": self._shown},
        }
        while not is_over.is_set():
            began = time.monotonic()
            try:
                answer = self.visitor.post_json(f"{self._base}changes/", body)
            except (OSError, HTTPException) as error:
                self._went_wrong(f"no answer: {type(error).__name__}")
                continue
            took = time.monotonic() - began
            if answer.status == 401:
                self._went_wrong("signed out")
                self.arrive()
            elif answer.status != 200:
                self._went_wrong(f"{answer.status}")
            else:
                self.ledger.saves.append(took)
                self._take(entry, answer)
                return

    def _take(self, entry: Entry, answer: Answer) -> None:
        said = answer.json()
        (result,) = said["results"]
        if result["status"] != "saved":
            self.ledger.errors.append(f"not saved: {result['status']} {result['message']}")
            self.open()
            return
        entry.acknowledged = time.time()
        self._boxes[entry.cell] = result["value"]
        self._is_preview_late = said.get("is_busy", False)
        if self._is_preview_late:
            self.ledger.previews_left_for_later += 1
        elif said["preview"] is None:
            self.ledger.errors.append("no preview came")
        else:
            self._shown = [self._passage(passage) for passage in said["preview"]]

    def _passage(self, passage: dict[str, Any]) -> list[Any]:
        """What then stands in the page."""
        if "html" in passage:
            (tree,) = html.fragments_fromstring(passage["html"].strip())
            lines = [line.get("data-print") for line in tree.xpath(".//*[@data-print]")]
            return [tree.get("data-print"), lines]
        own, lines = self._shown[passage["at"]]
        return [own, [lines[x] if isinstance(x, int) else x.split('data-print="')[1][:12] for x in passage["lines"]]]

    def _look(self, until: float) -> None:
        """The checklist, where the hand rests long enough, and the preview that was left for then."""
        now = time.monotonic()
        is_due = now - self._asked > LONGEST and not self._is_preview_late
        if is_due or until - now > REST:
            if not is_due:
                time.sleep(REST)
            began = time.monotonic()
            if self._fragment(f"checklist/?page={self.page}"):
                self.ledger.checklists.append(time.monotonic() - began)
                self._asked = time.monotonic()
            if self._is_preview_late and (preview := self._fragment(f"{self.page}/preview/")):
                self._show(html.fromstring(preview))
                self._is_preview_late = False

    def _fragment(self, address: str) -> str:
        """Empty where it did not come."""
        try:
            answer = self.visitor.get(f"{self._base}{address}", HX_Request="true")
        except (OSError, HTTPException) as error:
            self._went_wrong(f"no {address.partition('/')[0]}: {type(error).__name__}")
            return ""
        if answer.status != 200:
            self._went_wrong(f"{address.partition('/')[0]} {answer.status}")
            return ""
        return answer.text

    def _went_wrong(self, what: str) -> None:
        self.ledger.errors.append(what)
        time.sleep(RETRY)
