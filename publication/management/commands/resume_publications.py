"""`manage.py resume_publications`: queues again what a worker that is gone left behind. Run it before a worker starts,
or every minute."""

from typing import Any

from django.core.management import BaseCommand

from publication.tasks import resume


class Command(BaseCommand):
    """接续中断的公开任务."""

    help = "接续中断的公开任务（后台程序启动前运行，也可每分钟运行一次）"

    def handle(self, *args: Any, **options: Any) -> None:
        count = resume()
        self.stdout.write(f"接续了 {count} 个公开任务" if count else "没有中断的公开任务")
