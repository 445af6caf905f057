"""`manage.py verify_files`: whether what is public still is what was published; fails, naming what is not."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from publication.models import Publication
from publication.verifying import faults_of, unlisted_files


class Command(BaseCommand):
    """核对已公开的文件."""

    help = "逐个核对已公开的文件和数据：有没有被改动、损坏或丢失"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--unlisted", action="store_true", help="列出存储中没有公开的文件（中断的任务留下的，无害）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        publications = Publication.objects.select_related("release").prefetch_related("files").order_by("pk")
        count = files = faults = 0
        for publication in publications.iterator(chunk_size=100):
            count += 1
            files += len(publication.files.all())
            for fault in faults_of(publication):
                faults += 1
                self.stderr.write(fault)
        if options["unlisted"]:
            for path in unlisted_files():
                self.stdout.write(f"未公开：{path}")
        if faults:
            raise CommandError(f"{faults} 处不符")
        self.stdout.write(f"{count} 份公开的决算，{files} 个文件，全部相符")
