"""What was last worked out for an account, kept in this process: the report and the findings serve again as long as
everything they were made from is equal.

A clerk opens page after page, and every save is followed by its checklist. Nothing can be out of date: the figures, the
scorecards and the edition are compared, not a version that somebody may have forgotten to move.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from disclosure.document import Report, write_preview, write_report
from disclosure.editions import Edition
from disclosure.findings import findings_of
from disclosure.parts import Document
from finance.checks.registry import Finding
from finance.classification import UnknownCode
from finance.figures import Figures
from finance.transfers import Summing
from performance.scorecards import Scorecards

_MOST = 16  # accounts; a large one takes some megabytes


class Draft:
    """A report and its findings, each made when it is first asked for."""

    def __init__(self, figures: Figures, scorecards: Scorecards, edition: Edition) -> None:
        self.figures, self.scorecards, self.edition = figures, scorecards, edition
        self._report: Report | str | None = None
        self._findings: tuple[tuple[Figures | None, Summing | None], tuple[Finding, ...]] | None = None

    def is_of(self, figures: Figures, scorecards: Scorecards, edition: Edition) -> bool:
        return self.edition is edition and self.figures == figures and self.scorecards == scorecards

    @property
    def report(self) -> Report | str:
        """Or what keeps it from being written: a code that the year does not have. Raises EditionError."""
        if self._report is None:
            try:
                self._report = write_report(self.figures, self.scorecards, self.edition)
            except UnknownCode as error:
                self._report = str(error)
        return self._report

    def document(self, is_wanted: Callable[[str], bool]) -> Document | None:
        """The text, and at least the tables and scorecards that print a wanted figure; None where a code that the year
        does not have keeps it from being written. Raises EditionError."""
        if isinstance(self._report, Report):
            return self._report.document
        try:
            return write_preview(self.figures, self.scorecards, self.edition, is_wanted)
        except UnknownCode:
            return None

    def findings(self, before: Figures | None, summing: Summing | None = None) -> tuple[Finding, ...]:
        """Against last year's own account and the units below, where there are any."""
        if self._findings is None or self._findings[0] != (before, summing):
            report = self.report if isinstance(self.report, Report) else None
            found = findings_of(self.figures, self.scorecards, report, before, summing)
            self._findings = (before, summing), found
        return self._findings[1]


_drafts: OrderedDict[int, Draft] = OrderedDict()  # by the account's number, the last used last
_lock = Lock()


def draft_of(account: int, figures: Figures, scorecards: Scorecards, edition: Edition) -> Draft:
    """The draft of this account, made anew where anything in it differs."""
    with _lock:
        known = _drafts.get(account)
    made = known if known and known.is_of(figures, scorecards, edition) else Draft(figures, scorecards, edition)
    with _lock:
        _drafts[account] = made
        _drafts.move_to_end(account)
        while len(_drafts) > _MOST:
            _drafts.popitem(last=False)
    return made
