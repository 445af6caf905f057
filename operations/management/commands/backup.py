"""python manage.py backup PATH [--without-files]: database and published files in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup.archive import BackupError
from operations.backup.making import back_up


class Command(BaseCommand):
    help = "把数据库和已公开的文件备份成一个文件；不必停机。里面有全部数据，请妥善保管"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="备份写到这个新文件")
        parser.add_argument("--without-files", action="store_true", help="不含已公开的文件（对象存储另有备份时）")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            manifest = back_up(options["path"], with_files=not options["without_files"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest.rows.values()), len(manifest.sha256) - 1
        self.stdout.write(f"已备份到 {options['path']}：{len(manifest.rows)} 张表 {rows:,} 行，{files:,} 个文件")
