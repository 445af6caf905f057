"""python manage.py create_users PATH --passwords FILE [--dry-run]: users and roles from a spreadsheet."""

import csv
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from units.enrolment.sheets import Refused, read_sheet
from units.enrolment.users import OPTIONAL, REQUIRED, Plan, carry_out, give_passwords, plan
from units.models import User


class Command(BaseCommand):
    help = (
        f"从表格（.xlsx、.csv）建立用户和任职。列：{'、'.join(REQUIRED)}，可有 {'、'.join(OPTIONAL)}；一人多职写多行。"
        "新用户的一次性密码只写进 --passwords 指定的文件，几天内有效，首次登录必须更改"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="表格文件")
        parser.add_argument("--passwords", type=Path, metavar="FILE", help="一次性密码写到这个新文件（仅本人可读）")
        parser.add_argument("--dry-run", action="store_true", help="只说会做什么，什么也不改")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = plan(read_sheet(options["path"], required=REQUIRED, optional=OPTIONAL))
        except Refused as error:
            raise CommandError(f"什么也没有改动，请改正后再执行：\n{error}") from error
        if made.new and not options["dry_run"]:
            self._with_passwords(made, options["passwords"])
        elif not options["dry_run"]:
            carry_out(made)
        for line in made.said:
            self.stdout.write(line)
        counts = f"新建用户 {len(made.new)} 个，任职 {len(made.memberships)} 项，已有且相同 {made.unchanged} 行"
        self.stdout.write(f"{'试运行，没有改动：将' if options['dry_run'] else '已'}{counts}")

    def _with_passwords(self, made: Plan, passwords: Path | None) -> None:
        if passwords is None:
            raise CommandError("有新用户，请用 --passwords 指定存放一次性密码的新文件。什么也没有改动")
        given = give_passwords(made)
        try:
            # The file first, and not over another: users whose passwords nobody knows would be of no use.
            descriptor = os.open(passwords, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"不能写 {passwords}：{error.strerror}。什么也没有改动") from error
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file, transaction.atomic():
                lines = csv.writer(file)
                lines.writerow(("用户名", "姓名", "一次性密码", "有效至"))
                lines.writerows((name, user.full_name, given[name], _until(user)) for name, user in made.new.items())
                carry_out(made)
        except BaseException:
            passwords.unlink()
            raise
        self.stdout.write(f"一次性密码在 {passwords}：请分别交给本人，然后删除")


def _until(user: User) -> str:
    return f"{timezone.localtime(user.one_time_until):%Y-%m-%d %H:%M}"
