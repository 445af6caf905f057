"""The review page's content: the account read once, and from it the document, its marks and all the panels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe

from disclosure.document import Report
from disclosure.editions import EditionError
from disclosure.entry.links import Links
from disclosure.explanations import Judged
from disclosure.intake.sources import account_figures
from disclosure.passages import Line, Passage, digest_of, passages_of
from disclosure.reports import draft_report, judged_findings
from finance.classification import UnknownCode
from finance.models import FinalAccount
from performance.ledger import scorecards_of
from review.commenting import pin_of
from review.last_year import LastYear, compared_with_last_year
from review.marking import figure_ids, line_id, line_ids, marked_html
from review.models import Comment, Release
from review.readiness import Obstacle, obstacles_among
from review.risks import Level, Risk, risks_of
from review.seen import lapsed_passages
from review.since import Since, changes_since_review


@dataclass(frozen=True)
class ShownComment:
    """A comment with its answers and the way to its place. `now`: what stands there today, where that is not what
    the comment was written for."""

    comment: Comment
    answers: tuple[Comment, ...]
    title: str
    href: str
    now: str
    is_gone: bool


class ReviewPage:
    """Made for one request."""

    def __init__(self, account: FinalAccount, release: Release) -> None:
        self.account, self.release = account, release
        self.problem = ""
        try:
            self.report: Report | None = draft_report(account)
        except (EditionError, UnknownCode) as error:
            self.report, self.problem = None, str(error)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return passages_of(self.report.document) if self.report else ()

    @cached_property
    def seen(self) -> str:
        """The hash of what this page shows."""
        return digest_of(self.passages)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        return judged_findings(self.account) if self.report else ()

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        if self.report is None:
            return (Obstacle(self.problem),)
        return obstacles_among(self.report, self.judged, Links(self.account))

    @cached_property
    def figure_ids(self) -> dict[str, str]:
        return figure_ids(self.passages)

    @cached_property
    def since(self) -> Since:
        return changes_since_review(self.account, self.passages)

    @cached_property
    def last_year(self) -> LastYear | None:
        if self.report is None:
            return None
        before = FinalAccount.objects.filter(unit=self.account.unit_id, fiscal_year=self.account.fiscal_year - 1)
        last = before.first()
        figures = account_figures(last) if last else None
        return compared_with_last_year(self.report.figures, figures, self.passages, self.figure_ids)

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        if self.report is None:
            return ()
        cards = scorecards_of(self.account)
        return risks_of(self.account, self.report.figures, cards, self.judged, self.figure_ids)

    @property
    def grave_risks(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.risks if risk.level is not Level.LOW)

    @property
    def small_risks(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.risks if risk.level is Level.LOW)

    @cached_property
    def lapsed(self) -> tuple[Passage, ...]:
        """Passages whose approval has lapsed."""
        if self.release._state.adding:
            return ()
        keys = lapsed_passages(self.release, self.passages)
        return tuple(passage for passage in self.passages if passage.key in keys)

    @cached_property
    def comments(self) -> tuple[ShownComment, ...]:
        """Those of this release, open ones first."""
        if self.release._state.adding:
            return ()
        rows = self.release.comments.select_related("by", "resolved_by").order_by("pk")
        answers: dict[int, list[Comment]] = {}
        for row in rows:
            if row.parent_id:
                answers.setdefault(row.parent_id, []).append(row)
        roots = sorted((row for row in rows if not row.parent_id), key=lambda row: row.resolved_at is not None)
        return tuple(self._shown(row, answers.get(row.pk, ())) for row in roots)

    @property
    def open_comments(self) -> tuple[ShownComment, ...]:
        return tuple(shown for shown in self.comments if shown.comment.resolved_at is None)

    @property
    def resolved_comments(self) -> tuple[ShownComment, ...]:
        return tuple(shown for shown in self.comments if shown.comment.resolved_at is not None)

    def _shown(self, comment: Comment, answers: Sequence[Comment]) -> ShownComment:
        passage = next((passage for passage in self.passages if passage.key == comment.passage), None)
        line = _line(passage, comment.key)
        href, now = "", ""
        if passage and line:
            href = f"#{line_id(passage.key, line.key)}"
        elif passage and passage.lines:
            href = f"#{line_id(passage.key, passage.lines[0].key)}"
        if passage and line:
            standing = pin_of(passage, line).quoted
            now = "" if standing == comment.quoted else line.text
        is_gone = bool(comment.passage) and (passage is None or bool(comment.key and line is None))
        title = passage.title if passage else ""
        return ShownComment(comment, tuple(answers), title, href, now, is_gone)

    @cached_property
    def document_html(self) -> SafeString:
        if self.report is None:
            return SafeString()
        marks = dict.fromkeys(self.since.ids, "changed")
        known = line_ids(self.passages)
        for shown in self.open_comments:
            name = shown.href[1:]
            if name in known:
                marks[name] = f"{marks.get(name, '')} commented".strip()
        return mark_safe(marked_html(self.report.document, self.passages, marks))  # noqa: S308 - our own templates


def _line(passage: Passage | None, key: str) -> Line | None:
    return next((line for line in passage.lines if line.key == key), None) if passage and key else None
