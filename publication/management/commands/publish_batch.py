"""`manage.py publish_batch YEAR (--under CODE | --list FILE | --all) --by USERNAME [--dry-run] [--wait]`."""

import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from finance.models import FinalAccount
from publication.batch import Outcome, Verdict, looked_through, progress, publish
from publication.models import JobState, PublicationJob
from units.administration.staffing import at_and_below
from units.enrolment.sheets import Problem, Refused, read_sheet
from units.models import BudgetUnit, User

CODE = "单位编码"
_LOOK_EVERY = 5  # seconds
_OPEN = (JobState.QUEUED, JobState.RUNNING)


class Command(BaseCommand):
    """批量公开. Run again, it queues what is approved and not public yet, failed ones among them, and nothing twice."""

    help = "把一个年度审核通过的决算成批排队公开；已公开的、已在排队的不重复。再执行一次，没有成功的会再试"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fiscal_year", type=int, help="年度，如 2023")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--under", metavar="CODE", help="这个单位和它的全部下级")
        which.add_argument("--list", type=Path, metavar="FILE", help=f"表格（.xlsx、.csv），有“{CODE}”一列")
        which.add_argument("--all", action="store_true", help="全部单位")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="由谁公开：这些单位的经办人或审核人")
        parser.add_argument("--dry-run", action="store_true", help="只逐份做公开前检查并说出结果，什么也不改")
        parser.add_argument(
            "--wait", action="store_true", help="等到全部完成，边等边说进度；按 Ctrl+C 只是不再等，任务照做"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"没有在用的用户“{options['by']}”")
        accounts = self._accounts(options)
        work = looked_through if options["dry_run"] else publish
        counts = Counter[Verdict]()
        for outcome in work(accounts, by=by):
            counts[outcome.verdict] += 1
            self._say(outcome)
        told = "，".join(f"{verdict.label} {counts[verdict]} 份" for verdict in Verdict if counts[verdict])
        self.stdout.write(("试运行，没有改动：" if options["dry_run"] else "") + (told or "没有这一年度的决算"))
        failed = counts[Verdict.REFUSED]
        if options["wait"] and not options["dry_run"]:
            failed += self._wait(accounts)
        if failed:
            raise CommandError(f"{failed} 份没有公开，原因见上")

    def _accounts(self, options: dict[str, Any]) -> QuerySet[FinalAccount]:
        accounts = FinalAccount.objects.filter(fiscal_year=options["fiscal_year"])
        if options["all"]:
            return accounts
        if options["list"]:
            return accounts.filter(unit__in=self._listed(options["list"], options["fiscal_year"]))
        units = at_and_below(BudgetUnit.objects.all(), options["under"])
        if not units.exists():
            raise CommandError(f"没有编码为“{options['under']}”的单位")
        return accounts.filter(unit__in=units)

    def _listed(self, path: Path, fiscal_year: int) -> list[int]:
        """Ids of the units; a list with a mistake in it is not half obeyed."""
        try:
            rows = read_sheet(path, required=(CODE,))
            units = dict(BudgetUnit.objects.filter(final_accounts__fiscal_year=fiscal_year).values_list("code", "pk"))
            unknown = [row for row in rows if row[CODE] not in units]
            if unknown:
                words = f"没有这个单位 {fiscal_year} 年度的决算"
                raise Refused(Problem(row.number, CODE, f"{row[CODE]}：{words}") for row in unknown)
        except Refused as error:
            raise CommandError(f"什么也没有改动，请改正后再执行：\n{error}") from error
        return [units[row[CODE]] for row in rows]

    def _say(self, outcome: Outcome) -> None:
        stream = self.stderr if outcome.verdict is Verdict.REFUSED else self.stdout
        stream.write(str(outcome))

    def _wait(self, accounts: QuerySet[FinalAccount]) -> int:
        """Until nothing of these is under way; how many came to nothing."""
        jobs = PublicationJob.objects.filter(release__account__in=accounts.order_by(), state__in=_OPEN)
        waited_for, told = list(jobs.values_list("pk", flat=True)), Counter[JobState]()
        while True:
            states = progress(waited_for)
            if states != told:
                self.stdout.write("，".join(f"{state.label} {states[state]}" for state in JobState if states[state]))
                self.stdout.flush()
                told = states
            if not any(states[state] for state in _OPEN):
                break
            time.sleep(_LOOK_EVERY)
        failed = PublicationJob.objects.filter(pk__in=waited_for, state__in=(JobState.STOPPED, JobState.FAILED))
        for job in failed.select_related("release__account__unit"):
            account = job.release.account
            self.stderr.write(
                f"{account.unit.code} {account.unit_name} {job.get_state_display()}：{'；'.join(job.problems)}"
            )
        return len(failed)
