"""The desk: what waits for this person, notices, and the board of all units."""

import io
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from disclosure.entry.access import signed_in
from review.deadline import deadline_of
from review.filters import BoardFilter
from review.models import Notice
from review.queues import board as board_rows
from review.queues import to_do, to_review, years
from review.tables import BoardTable, state_words
from units.administration.rules import may_administer
from units.asked import BoundedPaginator, number_in
from units.models import BudgetUnit, Membership, Role

SHOWN = 30  # of each queue; the rest is on the board
NOTICES = 20
ROWS = 50


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What to do next, first."""
    user = signed_in(request)
    today = timezone.localdate()
    doing = [(account, deadline_of(account.replied_on, today)) for account in to_do(user)[:SHOWN]]
    waiting = [(account, deadline_of(account.replied_on, today)) for account in to_review(user)[:SHOWN]]
    notices = Notice.objects.filter(user=user).select_related("account__unit")
    context = {
        "to_do": doing,
        "to_do_count": to_do(user).count() if len(doing) == SHOWN else len(doing),
        "to_review": waiting,
        "to_review_count": to_review(user).count() if len(waiting) == SHOWN else len(waiting),
        "notices": notices.filter(read_at=None)[:NOTICES],
        "read": notices.exclude(read_at=None)[:NOTICES],
        "may_start": BudgetUnit.objects.editable_by(user).exists(),
        "is_reviewer": Membership.objects.filter(user=user, role=Role.REVIEWER).exists(),
        "today": today,
        "may_administer": may_administer(user),
    }
    return render(request, "review/desk.html", context)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """One notice, or all, marked as read; on to where the one leads."""
    notices = Notice.objects.filter(user=signed_in(request), read_at=None)
    name = request.POST.get("notice", "")
    if (pk := number_in(name)) is not None:
        notices = notices.filter(pk=pk)
    notices.update(read_at=timezone.now())
    to = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return redirect(to if is_ours and to.startswith("/") else "desk")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """All units of one year with where they stand: sorted, narrowed and paged by the address."""
    narrowed, year, all_years = _narrowed(request)
    table = BoardTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": ROWS, "paginator_class": BoundedPaginator}).configure(table)
    context = {"table": table, "filter": narrowed, "year": year, "years": all_years, "query": request.GET.urlencode()}
    return render(request, "review/board.html", context)


@require_safe
def board_workbook(request: HttpRequest) -> HttpResponseBase:
    """The whole list, as narrowed, as a workbook."""
    narrowed, year, _ = _narrowed(request)
    content = _workbook(narrowed.qs)
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=f"{year}年度部门决算公开进度.xlsx")


def _narrowed(request: HttpRequest) -> tuple[Any, int, list[int]]:
    user = signed_in(request)
    found = years(user) or [timezone.localdate().year - 1]
    wanted = request.GET.get("year", "")
    year = asked if (asked := number_in(wanted)) in found else found[0]
    return BoardFilter(request.GET, queryset=board_rows(user, year)), year, found


_HEADS = (
    *("单位编码", "单位", "行政区划", "年度", "状态", "版次", "提交人", "提交日期", "审核人"),
    *("批复日期", "应公开日期", "剩余天数", "公开日期"),
)


def _workbook(rows: Any) -> bytes:
    """Text is written as text whatever it begins with."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("公开进度")
    sheet.write_row(0, 0, _HEADS, head)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, len(_HEADS) - 1, 14)
    last = 0
    for last, row in enumerate(rows.iterator(), 1):
        for column, value in enumerate(_cells(row)):
            if value is not None and hasattr(value, "year"):
                sheet.write_datetime(last, column, value, day)
            elif value is not None:
                sheet.write(last, column, value)
    sheet.autofilter(0, 0, last, len(_HEADS) - 1)
    book.close()
    return stream.getvalue()


def _cells(row: Any) -> tuple[Any, ...]:
    published = timezone.localtime(row.published_at).date() if row.published_at else None
    deadline = deadline_of(row.replied_on, published or timezone.localdate())
    return (
        row.code,
        row.name,
        row.region,
        row.fiscal_year,
        state_words(row.status, row.number),
        row.number,
        row.author_name,
        timezone.localtime(row.submitted_at).date() if row.submitted_at else None,
        row.reviewer_name,
        row.replied_on,
        deadline.due if deadline else None,
        deadline.left if deadline and not published else None,
        published,
    )
