"""python manage.py index_publications [--rebuild]: the search index, brought up to the publications."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.indexing import catch_up, rebuild


class Command(BaseCommand):
    help = "把检索索引与现行的公开版本对齐；平时在公开时自动完成，从备份恢复之后才需要运行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="全部重建")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["rebuild"]:
            self.stdout.write(f"已重建索引，共 {rebuild()} 份")
        elif count := catch_up():
            self.stdout.write(f"已补正 {count} 份")
        else:
            self.stdout.write("索引与公开版本一致")
