"""What people do with comments: pin one, answer it, resolve it, open it again. Keyword-only, always `by=`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from disclosure.passages import Line, Passage
from finance.free_text import clean_text
from finance.models import FinalAccount
from review.actions import Refused
from review.marking import line_id
from review.models import Comment, Release
from review.situations import release_of, roles_of
from review.workflow import CLERK, REVIEWER, UNDER_WAY, Status
from units.models import User

MOST_CHARACTERS = 2000
_QUOTED = 500


@dataclass(frozen=True)
class Pin:
    """Where a comment is pinned: a line of a passage, a passage as a whole (no key), or the document (neither)."""

    passage: str = ""
    key: str = ""
    quoted: str = ""


def pin_named(name: str, passages: Sequence[Passage]) -> Pin:
    """The place with this id, as a form sends it: a line's, a passage's key, or nothing for the document.
    Raises Refused where it is not there any more."""
    if not name:
        return Pin()
    for passage in passages:
        if passage.key == name:
            return Pin(passage.key, "", passage.title[:_QUOTED])
        for line in passage.lines:
            if line_id(passage.key, line.key) == name:
                return pin_of(passage, line)
    raise Refused("所指的内容刚刚被改动，请刷新页面，重新选择位置")


def pin_of(passage: Passage, line: Line) -> Pin:
    """A line with its words; a cell's with what heads it."""
    quoted = f"{line.label}：{line.text}" if line.label and line.label != line.text else line.text
    return Pin(passage.key, line.key, quoted[:_QUOTED])


def why_not_comment(roles: frozenset[str], release: Release) -> str:
    """Why this person may not write a comment now; empty where they may."""
    if REVIEWER not in roles:
        return "只有审核人可以提出审核意见"
    if release.status not in (Status.SUBMITTED.value, Status.APPROVED.value):
        return f"现在的状态是“{release.get_status_display()}”，提交审核后才能提出意见"
    return ""


def why_not_answer(roles: frozenset[str], release: Release) -> str:
    """Why this person may not answer a comment now."""
    if not roles & {CLERK, REVIEWER}:
        return "只有本单位的经办人和审核人可以答复"
    if Status(release.status) not in UNDER_WAY:
        return "这一版已经办结，不再答复"
    return ""


@transaction.atomic
def comment(*, account: FinalAccount, by: User, pin: Pin, body: str) -> Comment:
    """A new comment. Raises Refused."""
    release = release_of(account)
    _refuse(why_not_comment(roles_of(account.unit, by), release))
    return Comment.objects.create(
        release=release, passage=pin.passage, key=pin.key, quoted=pin.quoted, body=_words(body), by=by
    )


@transaction.atomic
def answer(*, comment: Comment, by: User, body: str) -> Comment:
    """答复. It resolves nothing: that is for the reviewer to say. Raises Refused."""
    _refuse(why_not_answer(roles_of(comment.release.account.unit, by), comment.release))
    return Comment.objects.create(
        release=comment.release, parent=comment, passage=comment.passage, key=comment.key, body=_words(body), by=by
    )


@transaction.atomic
def resolve(*, comment: Comment, by: User) -> None:
    """已解决, said by a reviewer. Raises Refused."""
    _settle(comment, by)
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(resolved_by=by, resolved_at=timezone.now())


@transaction.atomic
def reopen_comment(*, comment: Comment, by: User) -> None:
    """Not resolved after all. Raises Refused."""
    _settle(comment, by)
    Comment.objects.filter(pk=comment.pk).update(resolved_by=None, resolved_at=None)


def _settle(comment: Comment, by: User) -> None:
    if REVIEWER not in roles_of(comment.release.account.unit, by):
        raise Refused("意见是否解决，由审核人确认")
    if Status(comment.release.status) not in UNDER_WAY:
        raise Refused("这一版已经办结，意见不能再改")


def _words(body: str) -> str:
    words = clean_text(body).strip()
    if not words:
        raise Refused("请写明意见")
    if len(words) > MOST_CHARACTERS:
        raise Refused(f"意见有 {len(words)} 个字，最多 {MOST_CHARACTERS} 个字")
    return words


def _refuse(words: str) -> None:
    if words:
        raise Refused(words)
