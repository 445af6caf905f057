"""python manage.py take_in PATH: an account from its package; prints UNIT_CODE YEAR last."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.exports.package import PackageError, read_package
from disclosure.intake.packages import NotTaken, take_package


class Command(BaseCommand):
    help = "载入一份部门决算数据包（render --format json 的逆操作）；已有的决算改成数据包中的样子"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="数据包文件")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"不能读取 {path}：{error.strerror}") from error
        try:
            taken = take_package(read_package(content))
        except (PackageError, NotTaken) as error:
            raise CommandError(f"{path.name} 没有载入，什么也没有改动：\n{error}") from error
        account = taken.account
        done = "已按数据包更新" if taken.has_changed else "没有变化，未作改动："
        said = "已载入" if taken.is_new else done
        self.stdout.write(f"{said}{account}")
        self.stdout.write(f"{account.unit.code} {account.fiscal_year}")
