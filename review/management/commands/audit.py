"""`manage.py audit`: whether every chain of events still holds; fails, naming the faults, where one does not."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from finance.models import FinalAccount
from review.events import faults_of_chain
from review.models import Event


class Command(BaseCommand):
    """核对事件链."""

    help = "核对事件链：有没有被改动、删去或插入的事件和修改记录"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", action="store_true", help="列出每条链最后的摘要，可另存他处，日后比对")

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = FinalAccount.objects.filter(releases__isnull=False).distinct().order_by("pk")
        faults = count = 0
        for account in accounts.iterator():
            for fault in faults_of_chain(account):
                faults += 1
                self.stderr.write(fault)
            last = Event.objects.filter(account=account).last()
            count += last.sequence if last else 0
            if options["heads"] and last:
                self.stdout.write(f"{account.unit_id}\t{account.fiscal_year}\t{last.sequence}\t{last.sha256}")
        if faults:
            raise CommandError(f"{faults} 处不符")
        self.stdout.write(f"{count} 个事件，全部相符")
