"""单位: the list, one unit with its tree and people, adding, renaming and moving; the list as a workbook."""

import io
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.entry.access import signed_in
from finance.models import FinalAccount
from operations.administration.access import administered
from operations.administration.filters import UnitFilter
from operations.administration.listing import listed, offered_units
from operations.administration.tables import UnitTable
from units.administration.forms import UnitForm
from units.administration.places import add_unit, change_unit
from units.administration.records import of_unit
from units.administration.staffing import without_reviewer
from units.enrolment.units import PARENT, REQUIRED
from units.models import AdministrationRecord, BudgetUnit, Membership, Role

RECORDS = 10


@require_safe
@administered
def units(request: HttpRequest) -> HttpResponse:
    narrowed = UnitFilter(request.GET, queryset=_rows())
    return render(request, "administration/units.html", listed(request, UnitTable(narrowed.qs), narrowed))


def _rows() -> Any:
    active = Q(memberships__user__is_active=True)
    lacking = without_reviewer(BudgetUnit.objects.all()).order_by().values("pk")
    return (
        BudgetUnit.objects.select_related("parent")
        .annotate(
            clerks=Count("memberships", filter=active & Q(memberships__role=Role.CLERK)),
            reviewers=Count("memberships", filter=active & Q(memberships__role=Role.REVIEWER)),
            is_lacking_reviewer=Case(
                When(pk__in=lacking, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
        )
        .order_by("code")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def new_unit(request: HttpRequest) -> HttpResponse:
    """Below the unit from whose page one comes."""
    superior = BudgetUnit.objects.filter(code=request.GET.get("under", "")).first()
    initial = {"parent": superior, "region": superior.region if superior else ""}
    form = UnitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        unit = form.save(commit=False)
        add_unit(unit=unit, by=signed_in(request))
        messages.success(request, f"已建立“{unit.name}”。下一步：给它加上经办人和审核人。")
        return redirect("administration_unit", unit.code)
    context = {"form": form, "units": offered_units()}
    return render(request, "administration/unit_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def unit(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(BudgetUnit.objects.select_related("parent"), code=code)
    form = UnitForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_unit(unit=found, fields=form.changed_data, by=signed_in(request))
        except ValidationError as error:
            form.add_error("parent", error.messages[0])
        else:
            messages.success(request, _said(found, form.changed_data))
            return redirect("administration_unit", code)
    # The form has written what was typed into `found`; the heading says what it is called.
    shown = BudgetUnit.objects.select_related("parent").get(pk=found.pk)
    context = {
        "unit": shown,
        "form": form,
        "units": offered_units(),
        "above": _above(shown),
        "below": BudgetUnit.objects.filter(parent=shown).order_by("code"),
        "people": Membership.objects.filter(unit=shown).select_related("user").order_by("role", "user__username"),
        "accounts": FinalAccount.objects.filter(unit=shown).order_by("-fiscal_year"),
        "is_lacking_reviewer": without_reviewer(BudgetUnit.objects.filter(pk=shown.pk)).exists(),
        "records": AdministrationRecord.objects.filter(subject=of_unit(shown)).select_related("by")[:RECORDS],
    }
    return render(request, "administration/unit.html", context, status=422 if form.errors else 200)


def _said(unit: BudgetUnit, changed: list[str]) -> str:
    if "name" not in changed:
        return "已保存。" if changed else "没有改动。"
    drafts = FinalAccount.objects.filter(unit=unit, is_open=True).exclude(unit_name=unit.name)
    years = "、".join(f"{year} 年度" for year in drafts.order_by("fiscal_year").values_list("fiscal_year", flat=True))
    told = f"正在填报的{years}决算也还是原名，要改请经办人在“单位概况”页改。" if years else ""
    return f"已改名为“{unit.name}”。已有的决算仍用当年的名称。{told}"


def _above(unit: BudgetUnit) -> list[BudgetUnit]:
    """From the top down to the one right above."""
    found: list[BudgetUnit] = []
    at = unit.parent
    while at is not None and at not in found:
        found.insert(0, at)
        at = at.parent
    return found


@require_safe
@administered
def units_workbook(request: HttpRequest) -> HttpResponseBase:
    """The list as narrowed, with the heads that the import reads: changed, it can be handed in again."""
    rows = UnitFilter(request.GET, queryset=BudgetUnit.objects.select_related("parent").order_by("code")).qs
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("单位")
    sheet.write_row(0, 0, (*REQUIRED, PARENT), book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 4, 20)
    sheet.set_column(1, 1, 40)
    for number, row in enumerate(rows.iterator(), 1):
        superior = row.parent.code if row.parent else ""
        cells = (row.code, row.name, row.get_kind_display(), row.region, superior)
        for column, value in enumerate(cells):
            sheet.write_string(number, column, value)
    book.close()
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename="单位.xlsx")
