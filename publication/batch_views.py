"""批量公开 in the browser: what may be published, what is on its way, what came to nothing; chosen ones set going."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from disclosure.entry.access import signed_in
from finance.models import FinalAccount
from publication.batch import Verdict, publish
from publication.batch_list import STARTABLE, UNDER_WAY, Stage, counted, releases, startable
from publication.tables import BatchTable
from review.queues import years
from units.asked import BoundedPaginator, number_in

ROWS = 100
AT_ONCE = 500  # accounts of one request; publish_batch has no bound


@require_safe
def publish_batch(request: HttpRequest) -> HttpResponse:
    """The list of a year, narrowed to a stage by the address."""
    user = signed_in(request)
    found = years(user) or [timezone.localdate().year - 1]
    wanted = request.GET.get("year", "")
    year = asked if (asked := number_in(wanted)) in found else found[0]
    rows = releases(user, year)
    stage = request.GET.get("stage", "")
    stage = stage if stage in {one.value for one in Stage} else ""
    counts = counted(rows)
    may_start = startable(rows).exists()
    table = BatchTable(rows.filter(stage=stage) if stage else rows)
    table.may_choose = may_start and stage in ("", *STARTABLE)
    RequestConfig(request, paginate={"per_page": ROWS, "paginator_class": BoundedPaginator}).configure(table)
    context = {
        "table": table,
        "counts": counts,
        "total": sum(count for _, count in counts),
        "is_under_way": any(count for one, count in counts if one.value in UNDER_WAY),
        "year": year,
        "years": found,
        "stage": stage,
        "may_start": may_start,
    }
    return render(request, "publication/batch.html", context)


@require_POST
def publish_batch_start(request: HttpRequest) -> HttpResponse:
    """First asks whether all of these are meant, for what is public stays; then sets them going."""
    user = signed_in(request)
    year = number_in(request.POST.get("year", ""), 9999) or 0
    back = f"{reverse('publish_batch')}?year={year}"
    chosen = [pk for one in request.POST.getlist("release") if (pk := number_in(one, 2**63 - 1))]
    if not chosen:
        messages.error(request, "没有选中任何一份。请先在左边勾选要公开的决算。")
        return redirect(back)
    if len(chosen) > AT_ONCE:
        messages.error(request, f"一次最多公开 {AT_ONCE} 份。更多的请分几次，或请系统管理员用 publish_batch 命令。")
        return redirect(back)
    rows = startable(releases(user, year)).filter(pk__in=chosen)
    if "confirmed" not in request.POST:
        context: dict[str, Any] = {"releases": list(rows), "year": year, "left_out": len(set(chosen)) - len(rows)}
        return render(request, "publication/batch_confirm.html", context)
    outcomes = list(publish(FinalAccount.objects.filter(pk__in=[row.account_id for row in rows]), by=user))
    queued = sum(one.verdict is Verdict.QUEUED for one in outcomes)
    messages.success(request, f"已排队 {queued} 份，由后台程序逐份检查、生成、公开。")
    for one in outcomes:
        if one.words:
            messages.error(request, str(one))
    return redirect(f"{back}&stage={Stage.QUEUED.value}" if queued else back)
