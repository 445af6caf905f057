"""python manage.py edition new|check|take|names|move: an edition made, worked on, looked over, given to an account."""

import re
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from disclosure import editions
from disclosure.edition_check import differences_of, faults_of
from disclosure.editions import Edition, EditionError
from disclosure.moving import lacking_in, move_to_edition
from finance.ledger import ChangedMeanwhile
from finance.models import FinalAccount
from finance.names import names

_SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_YEAR = re.compile(r"(20\d\d)$")
_NEW = """\
# {name}。没有写在这里的，都照上级版本 {parent}；要改什么就写什么，写法见 docs/editions.md。
name = "{name}"
{year}parent = "{parent}"

# [wording]          句子的开关，可改的各项见 base/edition.toml
# [tables]           九张表的版式，可改的各项见 finance/tables/layout.py
# [[parts]]          各部分的顺序；一改就要把全部都写上，可从上级版本的 edition.toml 抄来
"""


class Command(BaseCommand):
    help = "决算公开的版本：新建、检查、取来改写、给一份决算换版本（docs/editions.md）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        new = commands.add_parser("new", help="新建一个版本，内容与上级版本相同")
        new.add_argument("slug", help="文件夹名，如 beijing_2025")
        new.add_argument("--from", dest="parent", required=True, help="上级版本，如 national_2023")
        new.add_argument("--name", default="", help="人读的名字，如“北京 2025”")
        check = commands.add_parser("check", help="检查一个版本；不写名字则检查全部")
        check.add_argument("slug", nargs="?", help="版本")
        take = commands.add_parser("take", help="把上级版本的一个文件取到这个版本里来改写")
        take.add_argument("slug", help="版本")
        take.add_argument("file", help="如 07_three_public_expenses、_phrases 或 glossary")
        listing = commands.add_parser("names", help="查一个数在句子里怎么写，如 names 三公")
        listing.add_argument("words", nargs="?", default="", help="名称里的字；不写则全部列出")
        move = commands.add_parser("move", help="给一份未公开的决算换版本，并列出还缺什么")
        move.add_argument("unit_code", help="单位编码")
        move.add_argument("fiscal_year", type=int, help="年度")
        move.add_argument("slug", help="换到哪个版本")
        move.add_argument("--dry-run", action="store_true", help="只列出还缺什么，不换")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['command']}")(**options)
        except EditionError as error:
            raise CommandError(str(error)) from error

    def _new(self, *, slug: str, parent: str, name: str, **_options: Any) -> None:
        inherited = editions.edition(parent)
        folder = editions.ROOT / slug
        if not _SLUG.fullmatch(slug) or slug == editions.BASE:
            raise CommandError(f"“{slug}”不能作文件夹名：用小写字母、数字和下划线，如 beijing_2025")
        if folder.exists():
            raise CommandError(f"已经有名为“{slug}”的版本")
        year = _YEAR.search(slug)
        folder.mkdir()
        text = _NEW.format(name=name or slug, parent=parent, year=f"fiscal_year = {year[1]}\n" if year else "")
        (folder / "edition.toml").write_text(text, encoding="utf-8")
        editions.edition.cache_clear()
        if faults := faults_of(editions.edition(slug)):
            shutil.rmtree(folder)
            raise CommandError(f"上级版本 {parent} 有问题，没有新建：\n" + "\n".join(map(str, faults)))
        self.stdout.write(f"已新建 {_place(folder)}，现在与“{inherited.name}”一字不差。")
        self.stdout.write(f"改一句话：先 python manage.py edition take {slug} <章节文件>，再改取来的文件。")
        self.stdout.write(f"改完检查：python manage.py edition check {slug}")

    def _check(self, *, slug: str | None, **_options: Any) -> None:
        subjects = [editions.edition(name) for name in ([slug] if slug else editions.available())]
        found = sum(self._checked(subject) for subject in subjects)
        if found:
            raise CommandError(f"共有 {found} 处要改")

    def _checked(self, subject: Edition) -> int:
        """Prints what differs from the parent and what is wrong; how much is."""
        self.stdout.write(f"{subject.slug}（{subject.name}，上级 {subject.parent}，指纹 {subject.fingerprint[:12]}）")
        for line in differences_of(subject):
            self.stdout.write(f"  {line}")
        faults = faults_of(subject)
        for fault in faults:
            self.stdout.write(self.style.ERROR(f"  要改：{fault}"))
        if not faults:
            self.stdout.write("  没有发现问题")
        return len(faults)

    def _take(self, *, slug: str, file: str, **_options: Any) -> None:
        subject = editions.edition(slug)
        bare = file.removesuffix(".txt").rpartition("/")[2]
        name = "glossary.txt" if bare == "glossary" else f"narrative/{bare}.txt"
        source, target = subject.find(name), subject.folders[0] / name
        if source == target:
            raise CommandError(f"{slug} 已有自己的 {name}，直接改它就行")
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, target)
        self.stdout.write(f"已从 {_place(source)} 取来，请改 {_place(target)}")

    def _names(self, *, words: str, **_options: Any) -> None:
        for name, label in names():
            if words in label:
                self.stdout.write(f"{name}  {label}")

    def _move(self, *, unit_code: str, fiscal_year: int, slug: str, dry_run: bool, **_options: Any) -> None:
        account = FinalAccount.objects.select_related("unit").filter(unit__code=unit_code, fiscal_year=fiscal_year)
        found = account.first()
        if found is None:
            raise CommandError(f"没有单位编码为“{unit_code}”的 {fiscal_year} 年度决算")
        lacking = lacking_in(found, slug)
        if not dry_run:
            try:
                move_to_edition(found, slug)
            except (ChangedMeanwhile, ValidationError) as error:
                reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
                raise CommandError(f"{found}没有换版本：{''.join(reasons)}") from error
            self.stdout.write(f"{found}已换到“{editions.edition(slug).name}”")
        for section, what in lacking:
            self.stdout.write(f"  {section}：{what}")
        self.stdout.write(f"还缺 {len(lacking)} 处" if lacking else "什么都不缺")


def _place(path: Path) -> str:
    """A path as the one who works in this folder writes it."""
    return path.relative_to(editions.ROOT.parent.parent).as_posix()
