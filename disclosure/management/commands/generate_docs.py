"""python manage.py generate_docs [--check]: the documents that are written from the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from disclosure.generated import DOCUMENTS


class Command(BaseCommand):
    help = "生成由代码写出的文档；--check 只检查是否为最新"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="不写文件；有过期的文档则失败")

    def handle(self, *_args: Any, **options: Any) -> None:
        stale = []
        for name, write in DOCUMENTS.items():
            path, text = Path(settings.BASE_DIR) / name, write()
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not options["check"]:
                path.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"文档已过期：{'、'.join(stale)}。请运行 python manage.py generate_docs")
        self.stdout.write("、".join(stale) + " 已更新" if stale else "文档都是最新的")
