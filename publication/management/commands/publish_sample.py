"""`manage.py publish_sample NAME`: a sample on its whole road by the demo users, so that the public site has something
to show. An account somebody has begun to work on is left alone."""

from io import StringIO
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.utils import timezone

from disclosure.samples import SAMPLES
from finance.models import FinalAccount
from publication.actions import start_publication
from publication.models import Publication, PublicationJob
from publication.publishing import make
from review.actions import Refused, approve, record_clearance, submit
from review.models import Event
from review.seen import keep_seen, passages_now
from units.models import User


class Command(BaseCommand):
    """公开示例."""

    help = "由演示用户提交、审核并公开一份示例决算，让公开网站有内容可看；已有人办理的不改动"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(SAMPLES), help="示例名称")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("sample", options["name"], stdout=StringIO())
        figures, _ = SAMPLES[options["name"]].build()
        account = FinalAccount.objects.select_related("unit").get(
            unit__code=figures.unit.code, fiscal_year=figures.fiscal_year
        )
        if Publication.objects.filter(release__account=account).exists():
            self.stdout.write(f"{account}已经公开，未作改动")
            return
        if Event.objects.filter(account=account).exists():
            self.stdout.write(f"{account}已在办理，未作改动")
            return
        self.stdout.write(f"正在公开{account}（约一分钟，只在第一次运行时）……")
        self.stdout.flush()
        try:
            job = self._publish(account)
        except Refused as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        job.refresh_from_db()
        if job.problems:
            raise CommandError("没有公开：\n" + "\n".join(job.problems))
        self.stdout.write(f"{account}已公开")

    def _publish(self, account: FinalAccount) -> PublicationJob:
        clerk, reviewer = _demo_user("clerk"), _demo_user("reviewer")
        today = timezone.localdate()
        submit(account=account, by=clerk)
        approve(account=account, by=reviewer, seen=keep_seen(passages_now(account)))
        record_clearance(
            account=account,
            by=reviewer,
            secrecy_reviewed_by="演示保密审查人",
            secrecy_reviewed_on=today,
            signed_by="演示负责人",
            signed_on=today,
        )
        job = start_publication(account=account, by=reviewer)
        make(job.pk)
        return job


def _demo_user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True, full_name__startswith="演示").first()
    if user is None:
        raise CommandError(f"没有演示用户 {username}，不能公开示例")
    return user
