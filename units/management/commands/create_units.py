"""python manage.py create_units PATH [--dry-run] [--update]: units from a spreadsheet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.enrolment.sheets import Refused, read_sheet
from units.enrolment.units import PARENT, REQUIRED, carry_out, plan


class Command(BaseCommand):
    help = (
        f"从表格（.xlsx、.csv）建立单位。列：{'、'.join(REQUIRED)}，可有 {PARENT}。"
        "有一处不对就什么也不改；再执行一次不变"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="表格文件")
        parser.add_argument("--dry-run", action="store_true", help="只说会做什么，什么也不改")
        parser.add_argument("--update", action="store_true", help="已有的单位按表格修改；不加则与表格不同就是错误")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = plan(read_sheet(options["path"], required=REQUIRED, optional=(PARENT,)), update=options["update"])
        except Refused as error:
            raise CommandError(f"什么也没有改动，请改正后再执行：\n{error}") from error
        if not options["dry_run"]:
            carry_out(made)
        for line in made.said:
            self.stdout.write(line)
        counts = f"新建 {len(made.new)} 个，修改 {len(made.changed)} 个，已有且相同 {made.unchanged} 个"
        self.stdout.write(f"{'试运行，没有改动：将' if options['dry_run'] else '已'}{counts}")
