"""python manage.py restore PATH: what backup made, into an empty database, compared with what was backed up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup.archive import BackupError
from operations.backup.making import restore


class Command(BaseCommand):
    help = "把备份恢复到空数据库，并与备份时逐表核对行数、逐个核对文件"
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="backup 写的文件")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            manifest, waiting = restore(options["path"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest.rows.values()), len(manifest.sha256) - 1
        self.stdout.write(f"已恢复并核对：{len(manifest.rows)} 张表 {rows:,} 行，{files:,} 个文件")
        if not manifest.has_files:
            self.stdout.write("备份时没有包含已公开的文件，请另行恢复，再运行 manage.py verify_files")
        if waiting:
            self.stdout.write(f"程序比备份新，还有 {len(waiting)} 项迁移：请运行 manage.py migrate")
