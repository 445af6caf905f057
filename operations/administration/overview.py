"""概况: what an administrator has to see to, one next step each; and the record of what administrators changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from finance.models import FinalAccount
from operations.administration.access import administered
from operations.administration.editions import unknown_editions
from operations.administration.filters import IDLE, LAPSED, LOCKED, RecordFilter
from operations.administration.listing import listed
from operations.administration.queue import PART_NAMES, workers
from operations.administration.tables import RecordTable
from operations.health import readiness
from publication.models import JobState, PublicationJob
from review.deadline import DAYS
from review.models import Release
from units.administration.staffing import without_clerk, without_reviewer
from units.models import AdministrationRecord, BudgetUnit, Membership, User
from units.sign_in.throttle import locked_names


@dataclass(frozen=True)
class Duty:
    """Something to be seen to: what, and the one next step."""

    words: str
    step: str
    address: str
    is_urgent: bool = False


@require_safe
@administered
def overview(request: HttpRequest) -> HttpResponse:
    counts = (
        ("单位", BudgetUnit.objects.count(), reverse("administration_units")),
        ("在用的用户", User.objects.filter(is_active=True).count(), reverse("administration_users")),
        ("决算", FinalAccount.objects.count(), reverse("account_list")),
    )
    return render(request, "administration/overview.html", {"duties": list(duties()), "counts": counts})


def duties() -> Iterator[Duty]:
    """The most pressing first."""
    yield from _machine()
    yield from _people()
    yield from _late()


def _machine() -> Iterator[Duty]:
    queue = reverse("administration_queue")
    if broken := [PART_NAMES[name] for name, works in readiness().items() if not works]:
        yield Duty(f"{'、'.join(broken)}不正常，原因在系统日志里", "看运行情况", queue, is_urgent=True)
    seen = workers()
    if seen.are_missing:
        words = f"有 {seen.waiting} 项任务在等，没有后台程序来做。请在服务器上启动 manage.py db_worker"
        yield Duty(words, "看队列", queue, is_urgent=True)
    if failed := PublicationJob.objects.filter(state=JobState.FAILED).count():
        yield Duty(f"{failed} 个公开任务出错", "看原因，再试一次", f"{queue}?state=failed", is_urgent=True)
    if unknown := unknown_editions():
        count = FinalAccount.objects.filter(edition__in=unknown).count()
        address = reverse("administration_editions")
        yield Duty(f"{count} 份决算的版式已经没有了，印不出来", "换版式", address, is_urgent=True)


def _people() -> Iterator[Duty]:
    units, users = reverse("administration_units"), reverse("administration_users")
    if count := without_clerk(BudgetUnit.objects.all()).count():
        yield Duty(f"{count} 个单位没有经办人，没有人能填报", "看这些单位", f"{units}?lacking=clerk")
    if count := without_reviewer(BudgetUnit.objects.all()).count():
        words = f"{count} 个单位没有审核人，上级也没有，提交了没有人能审核"
        yield Duty(words, "看这些单位", f"{units}?lacking=reviewer")
    active = User.objects.filter(is_active=True)
    if count := active.alias(name=Lower("username")).filter(name__in=locked_names()).count():
        yield Duty(f"{count} 个用户因输错密码被锁定", "看是谁，解锁", f"{users}?state={LOCKED}")
    if count := active.filter(one_time_until__lte=timezone.now()).count():
        words = f"{count} 个用户的一次性密码过期了还没有用，登不进来"
        yield Duty(words, "看是谁，重置", f"{users}?state={LAPSED}")
    held = Membership.objects.order_by().values("user")
    if count := active.filter(is_superuser=False).exclude(pk__in=held).count():
        yield Duty(f"{count} 个用户没有任职，登录后什么也看不到", "加上任职，或停用", f"{users}?state={IDLE}")


def _late() -> Iterator[Duty]:
    last_day = timezone.localdate() - timedelta(days=DAYS)
    public = Release.objects.filter(published_at__isnull=False).order_by().values("account")
    late = FinalAccount.objects.filter(replied_on__lt=last_day).exclude(pk__in=public).order_by("-fiscal_year")
    for year, count in late.values_list("fiscal_year").annotate(count=Count("pk")):
        address = f"{reverse('board')}?year={year}&deadline=overdue"
        yield Duty(f"{year} 年度有 {count} 份决算超过批复后二十日还没有公开", "看是哪些单位", address)


@require_safe
@administered
def records(request: HttpRequest) -> HttpResponse:
    narrowed = RecordFilter(request.GET, queryset=AdministrationRecord.objects.select_related("by"))
    return render(request, "administration/records.html", listed(request, RecordTable(narrowed.qs), narrowed))
