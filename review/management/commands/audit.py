"""`manage.py audit`: whether every account's history still holds; fails, naming the faults, where one does not."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from finance.models import FinalAccount
from review.auditing import faults_of_history
from review.models import Event


class Command(BaseCommand):
    """核对事件链."""

    help = "核对事件链：有没有被改动、删去或插入的事件、修改记录、审核时看到的内容和版本状态"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", action="store_true", help="列出每条链最后的摘要；请另存他处，供 --against 比对")
        parser.add_argument("--against", type=Path, metavar="FILE", help="与以前用 --heads 另存的摘要比对")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _heads_in(options["against"]) if options["against"] else {}
        accounts = FinalAccount.objects.select_related("unit").order_by("unit__code", "fiscal_year")
        faults = count = 0
        for account in accounts.filter(releases__isnull=False).distinct():
            name = f"{account.unit.code} {account.fiscal_year}"
            for fault in faults_of_history(account, kept.pop(name, "")):
                faults += 1
                self.stderr.write(fault)
            last = Event.objects.filter(account=account).order_by("sequence").last()
            count += last.sequence if last else 0
            if options["heads"] and last:
                self.stdout.write(f"{name} {last.sequence} {last.sha256}")
        for name in kept:
            faults += 1
            self.stderr.write(f"{name}：另存的摘要里有，现在没有这条事件链")
        if faults:
            raise CommandError(f"{faults} 处不符")
        if not options["heads"]:
            self.stdout.write(f"{count} 个事件，全部相符")


def _heads_in(path: Path) -> dict[str, str]:
    """What --heads once printed: unit and year → the hash of the last event."""
    try:
        lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {f"{unit} {year}": sha256 for unit, year, _, sha256 in lines}
    except (OSError, ValueError) as error:
        raise CommandError(f"不能读取 {path}：应当是 audit --heads 列出的内容") from error
