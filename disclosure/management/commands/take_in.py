"""python manage.py take_in PATH [UNIT_CODE YEAR --by USERNAME]: an account from its package, or its figures from the
nine-table workbook; prints UNIT_CODE YEAR last."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from disclosure.exports.package import PackageError, read_package
from disclosure.intake import packages, taking
from disclosure.intake.filled_in.recognising import is_filled_in
from disclosure.intake.filled_in.taking import compare_file, take_filled
from disclosure.intake.official.table import Remark
from disclosure.intake.opening import Unreadable, is_workbook
from disclosure.intake.packages import take_package
from disclosure.intake.preview import NothingFound, Purpose
from disclosure.intake.taking import Taken, default_stage, keep, preview_file, take
from disclosure.models import IntakeFile
from finance.ledger import figures_of
from finance.models import FinalAccount
from units.models import User


class Command(BaseCommand):
    help = (
        "载入一份部门决算数据包（render --format json 的逆操作）：没有的决算建立起来，已有的改成数据包中的样子；"
        "或把决算报表工作簿（.xlsx、.xls）、填报工作簿导入已有的决算"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="数据包或工作簿")
        parser.add_argument("unit_code", nargs="?", help="导入工作簿：单位编码")
        parser.add_argument("fiscal_year", nargs="?", type=int, help="导入工作簿：年度")
        parser.add_argument("--by", metavar="USERNAME", help="记在谁名下；导入工作簿必须写明")
        parser.add_argument("--last-year", action="store_true", help="工作簿是上年的，填入上年决算数")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"不能读取 {path}：{error.strerror}") from error
        try:
            with_account = options["unit_code"] or is_workbook(content)
            take_in = self._workbook if with_account else self._package
            account = take_in(path.name, content, options)
        except (PackageError, packages.NotTaken, taking.NotTaken, Unreadable, NothingFound) as error:
            raise CommandError(f"{path.name} 没有载入，什么也没有改动：\n{error}") from error
        except ValidationError as error:
            raise CommandError(f"{path.name} 没有载入，什么也没有改动：\n{''.join(error.messages)}") from error
        self.stdout.write(f"{account.unit.code} {account.fiscal_year}")

    def _package(self, name: str, content: bytes, options: dict[str, Any]) -> FinalAccount:
        user = _user(options) if options["by"] else None
        taken = take_package(read_package(content), content=content, name=name, by=user)
        done = "已按数据包更新" if taken.has_changed else "没有变化，未作改动："
        self.stdout.write(f"{'已载入' if taken.is_new else done}{taken.account}")
        return taken.account

    def _workbook(self, name: str, content: bytes, options: dict[str, Any]) -> FinalAccount:
        account, user = _account(options), _user(options)
        account.refuse_closed()
        file = keep(
            account,
            name=name,
            content=content,
            purpose=_purpose(content, options),
            stage=default_stage(account, figures_of(account)),
            by=user,
        )
        try:
            taken = self._filled_in(file, user) if file.purpose == Purpose.FILLED_IN else self._tables(file, user)
        except (Unreadable, NothingFound, taking.NotTaken):
            if file.taken_at is None:
                file.delete()
            raise
        self.stdout.write(f"已导入{account}：改动 {taken.changed} 格，删去 {taken.gone} 行")
        return account

    def _tables(self, file: IntakeFile, user: User) -> Taken:
        found = preview_file(file)
        self._say(remark for table in found.tables for remark in (*table.errors, *table.mismatches))
        return take(file, tables=None, shown=found.fingerprint, by=user)

    def _filled_in(self, file: IntakeFile, user: User) -> Taken:
        """A workbook of ours. What others changed meanwhile stays as it is."""
        found = compare_file(file)
        self._say(remark for _, remark in found.remarks)
        for change in found.conflicts:
            self.stdout.write(f"没有导入 {change.entered.place}：发出工作簿以后又改过这一格")
        return take_filled(file, pages=None, overrule=(), shown=found.fingerprint, by=user)

    def _say(self, remarks: Iterable[Remark]) -> None:
        for remark in remarks:
            self.stdout.write(f"{remark.gravity.label} {remark.place}：{remark.words}")


def _purpose(content: bytes, options: dict[str, Any]) -> Purpose:
    if is_filled_in(content):
        return Purpose.FILLED_IN
    return Purpose.LAST_YEAR if options["last_year"] else Purpose.THIS_YEAR


def _account(options: dict[str, Any]) -> FinalAccount:
    unit_code, fiscal_year = options["unit_code"], options["fiscal_year"]
    if not unit_code or not fiscal_year:
        raise CommandError("导入工作簿要写明单位编码和年度：take_in 文件 单位编码 年度 --by 用户名")
    accounts = FinalAccount.objects.select_related("unit")
    account = accounts.filter(unit__code=unit_code, fiscal_year=fiscal_year).first()
    if account is None:
        raise CommandError(f"没有单位编码为“{unit_code}”的 {fiscal_year} 年度决算")
    return account


def _user(options: dict[str, Any]) -> User:
    user = User.objects.filter(username=options["by"] or "").first()
    if user is None:
        asked = f"没有用户“{options['by']}”" if options["by"] else "导入工作簿要写明记在谁名下"
        raise CommandError(f"{asked}：--by 用户名")
    return user
