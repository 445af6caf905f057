"""python manage.py render UNIT_CODE YEAR --format pdf|docx|xlsx|csv|json|html|txt --output PATH"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.exports.accounts import exported
from disclosure.exports.formats import FORMATS, REFUSALS
from finance.models import FinalAccount


class Command(BaseCommand):
    help = f"生成一个单位一个年度的部门决算公开说明、报表或数据包（{'、'.join(FORMATS)}）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit_code", help="单位编码")
        parser.add_argument("fiscal_year", type=int, help="年度")
        parser.add_argument("--format", choices=sorted(FORMATS), default="pdf", help="格式")
        parser.add_argument("--output", default="-", help="写到这个文件；- 为标准输出")

    def handle(self, *args: Any, **options: Any) -> None:
        unit_code, fiscal_year = options["unit_code"], options["fiscal_year"]
        account = (
            FinalAccount.objects.select_related("unit").filter(unit__code=unit_code, fiscal_year=fiscal_year).first()
        )
        if account is None:
            raise CommandError(f"没有单位编码为“{unit_code}”的 {fiscal_year} 年度决算")
        try:
            content = FORMATS[options["format"]].make(exported(account))
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        if options["output"] == "-":
            sys.stdout.buffer.write(content)
            return
        output = Path(options["output"])
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"不能写入 {output}：{error.strerror}") from error
