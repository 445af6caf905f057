"""公开前检查: what is looked at before anything becomes public, each with what is wrong and where it is mended."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from disclosure.differences import differences
from disclosure.entry.links import Links
from disclosure.passages import read_passages
from disclosure.reports import judged_findings
from finance.models import FinalAccount
from publication.contents import Contents, sha256_of
from publication.models import Acknowledgement, Publication, Standing
from publication.reading_back import fonts_not_embedded, read_back
from publication.sensitive import Found, masked, personal_data, secrecy_words
from review.models import Release
from review.workflow import Status

_MOST_SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """What is wrong, in words, and the address where it is mended."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that is checked."""

    key: str
    title: str
    problems: tuple[Problem, ...] = ()
    said: str = ""  # what the check found, where it passed
    mend: str = ""  # what to do, where it did not

    @property
    def is_passed(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Place:
    """Where something sensitive stands."""

    found: Found
    text: str  # the sentence or cell
    where: str
    address: str

    @property
    def digest(self) -> str:
        return sha256_of(f"{self.found.shown}\n{self.text}")

    @property
    def around(self) -> str:
        """The sentence as it is shown beside the question: of a person's number, most is hidden."""
        before, after = self.text[: self.found.start], self.text[self.found.end :]
        return f"{masked(before)}【{self.found.shown}】{masked(after)}"


def gate(release: Release, contents: Contents) -> tuple[Item, ...]:
    """All that can be said before files are made. Raises IncompleteReport."""
    places = list(sensitive_places(release, contents))
    return (
        _approved(release, contents),
        _cleared(release),
        _found_nothing(release.account),
        _no_personal_data(places),
        _no_secrecy(release, places),
        *_corrects_something(release, contents),
    )


def pdf_gate(pdf: bytes, contents: Contents) -> tuple[Item, ...]:
    """What the PDF itself must stand up to. That nothing was logged while it was made is seen to by the making."""
    missing = fonts_not_embedded(pdf)
    read = read_back(pdf, contents.subject.document)
    shown = (*read.problems[:_MOST_SHOWN], *_more(len(read.problems)))
    return (
        Item(
            "fonts",
            "PDF 已嵌入全部字体，排版没有任何告警",
            tuple(Problem(f"字体“{name}”没有嵌入") for name in missing),
            mend="请联系系统管理员检查字体文件",
        ),
        Item(
            "numbers",
            "从 PDF 读回的数字与决算一致",
            tuple(map(Problem, shown)),
            said=f"{read.pages} 页，{read.numbers} 个数字：{read.bound} 个出自决算数据，其余属于固定行文",
            mend="PDF 与数据不符，请联系系统管理员，不要用其他途径公开这份文件",
        ),
    )


def words_of(items: Iterable[Item]) -> list[str]:
    """All that is wrong, each with the title of what was checked."""
    return [f"{item.title}：{problem.words}" for item in items for problem in item.problems]


def _more(count: int) -> tuple[str, ...]:
    return (f"……共 {count} 处",) if count > _MOST_SHOWN else ()


def _approved(release: Release, contents: Contents) -> Item:
    title, where = "审核通过的内容没有变动", _review(release.account)
    mend = "请取回修改并重新提交审核"
    if release.status != Status.APPROVED.value:
        words = f"现在的状态是“{Status(release.status).label}”，审核通过以后才能公开"
        return Item("approved", title, (Problem(words, where),), mend="请先办完审核")
    if release.seen != contents.seen:
        return Item("approved", title, (Problem("审核通过之后，内容又有变动", where),), mend=mend)
    reviewer = release.reviewer
    return Item("approved", title, said=f"{reviewer} 审核通过" if reviewer else "")


def _cleared(release: Release) -> Item:
    missing = [
        words
        for words, value in (
            ("保密审查人", release.secrecy_reviewed_by),
            ("保密审查日期", release.secrecy_reviewed_on),
            ("签发负责人", release.signed_by),
            ("签发日期", release.signed_on),
        )
        if not value
    ]
    problems = (Problem(f"没有登记：{'、'.join(missing)}", _review(release.account)),) if missing else ()
    said = f"{release.secrecy_reviewed_by} 保密审查，{release.signed_by} 签发"
    return Item("cleared", "已登记保密审查和负责人签发", problems, said, "请在“审核与公开”页登记")


def _found_nothing(account: FinalAccount) -> Item:
    links = Links(account)
    judged = judged_findings(account)
    problems = tuple(
        Problem(
            f"{one.finding.message}（{one.standing.label}）", next(filter(None, map(links.to, one.finding.figures)), "")
        )
        for one in judged
        if one.standing.is_open
    )
    explained = sum(one.explanation is not None for one in judged)
    said = f"没有错误，{explained} 条提醒已说明" if explained else "没有错误"
    return Item("findings", "数据核对没有错误，提醒已说明", problems, said, "请取回修改，改正或说明后重新提交审核")


def sensitive_places(release: Release, contents: Contents) -> Iterator[Place]:
    """Every place where something sensitive stands: in what is printed, in what only the data package has, and in the
    reason of a correction."""
    account = release.account
    links = Links(account)
    page = reverse("account", args=(account.unit.code, account.fiscal_year))
    printed = set[str]()
    for passage in contents.passages:
        for line in passage.lines:
            printed.add(line.text)
            address = next(filter(None, map(links.to, line.figures)), f"{page}#{passage.key}")
            where = f"{passage.title} {line.label}".strip()
            yield from (Place(found, line.text, where, address) for found in _sensitive(line.text))
    known = "\n".join(printed)
    for text in _texts(json.loads(contents.package)):
        if text not in known:
            unprinted = (found for found in _sensitive(text) if text[found.start : found.end] not in known)
            yield from (Place(found, text, "数据包（没有印出来的文字）", page) for found in unprinted)
    yield from (Place(found, release.reason, "更正原因", _review(account)) for found in _sensitive(release.reason))


def _sensitive(text: str) -> Iterator[Found]:
    yield from personal_data(text)
    yield from secrecy_words(text)


_A_TEXT = re.compile(r"[\u4e00-\u9fff]|\d{10}")


def _texts(value: object) -> Iterator[str]:
    """Entered texts of the package; codes and amounts are none."""
    match value:
        case str() if _A_TEXT.search(value):
            yield value
        case dict():
            yield from (text for entry in value.values() for text in _texts(entry))
        case list():
            yield from (text for entry in value for text in _texts(entry))


def _no_personal_data(places: list[Place]) -> Item:
    problems = tuple(
        Problem(f"{place.where}：有疑似{place.found.kind.label}“{place.found.shown}”", place.address)
        for place in places
        if place.found.kind.is_personal
    )
    return Item(
        "personal",
        "文字里没有身份证号、手机号、银行卡号",
        problems,
        mend="请取回修改，删去号码后重新提交审核；本项不能用说明代替",
    )


def _no_secrecy(release: Release, places: list[Place]) -> Item:
    problems = tuple(
        Problem(f"{place.where}：有“{place.found.shown}”字样，还没有说明", place.address)
        for place in to_acknowledge(release, places)
    )
    count = sum(not place.found.kind.is_personal for place in places)
    said = f"{count} 处已有说明" if count else "没有此类字样"
    return Item("secrecy", "涉密字样已逐处确认", problems, said, "请在下面逐处确认并写明可以公开的理由，或取回修改")


def to_acknowledge(release: Release, places: list[Place]) -> list[Place]:
    """Words of secrecy that nobody has answered for in the words they now stand in, each once."""
    answered = Acknowledgement.objects.filter(release__account=release.account_id).values_list("digest", flat=True)
    seen = set(answered)
    found = []
    for place in places:
        if not place.found.kind.is_personal and place.digest not in seen:
            seen.add(place.digest)
            found.append(place)
    return found


def _corrects_something(release: Release, contents: Contents) -> Iterator[Item]:
    """A correction that changes nothing would supersede what is public for nothing."""
    before = Publication.objects.filter(release__account=release.account_id, standing=Standing.CURRENT).first()
    if before is None or before.release_id == release.pk:
        return
    count = len(differences(read_passages(before.passages), contents.passages))
    problem = Problem(f"与现行的第 {before.number} 版没有任何不同", _review(release.account))
    yield Item(
        "corrects",
        "更正版与现行版本有不同",
        () if count else (problem,),
        said=f"共 {count} 处不同，将逐处列在更正说明里",
        mend="没有需要更正的内容，不必公开更正版",
    )


def _review(account: FinalAccount) -> str:
    return reverse("review", args=(account.unit.code, account.fiscal_year))
