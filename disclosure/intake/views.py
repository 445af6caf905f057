"""Pages to take a file in: hand it in, see what it would change, take it or leave it."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.entry.access import signed_in, visible_account
from disclosure.entry.screen import Screen
from disclosure.exports.own_workbook.writing import own_workbook, own_workbook_name
from disclosure.exports.package import is_package
from disclosure.intake.came import came_from
from disclosure.intake.filled_in.comparing import Comparison
from disclosure.intake.filled_in.recognising import is_filled_in
from disclosure.intake.filled_in.shown import shown_filled
from disclosure.intake.filled_in.taking import comparison_of, take_filled
from disclosure.intake.forms import UploadForm
from disclosure.intake.opening import Unreadable, open_workbook
from disclosure.intake.package_preview import PackagePreview
from disclosure.intake.packages import preview_package_file, take_pages
from disclosure.intake.preview import NothingFound, Preview, Purpose
from disclosure.intake.shown import Shown, shown
from disclosure.intake.taking import NotTaken, Taken, default_stage, keep, preview_of, take
from disclosure.models import IntakeFile
from finance.ledger import figures_of
from finance.models import FinalAccount
from finance.terms import BudgetStage
from finance.typed_numbers import AmountUnit
from units.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """Hand in a file; below, those that came before."""
    account = visible_account(request, unit_code, fiscal_year)
    stage = default_stage(account, figures_of(account))
    form = UploadForm(initial={"stage": stage.value})
    problem, status = "", 200
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if why_not := _why_not(request, account):
            problem, status = why_not, 403
        elif not form.is_valid():
            status = 422
        else:
            try:
                return redirect("intake_file", unit_code, fiscal_year, _handed_in(request, account, form).pk)
            except (Unreadable, NothingFound) as error:
                problem, status = str(error), 422
    files = account.intake_files.defer("content").select_related("uploaded_by", "taken_by")
    context = {
        "account": account,
        "form": form,
        "problem": problem,
        "files": files,
        "may_edit": not _why_not(request, account),
    }
    return render(request, "intake/intake.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_file(request: HttpRequest, unit_code: str, fiscal_year: int, pk: int) -> HttpResponse:
    """What the file would change, old → new; then take all, take these tables, or cancel."""
    account = visible_account(request, unit_code, fiscal_year)
    file = get_object_or_404(IntakeFile.objects.select_related("account__unit"), account=account, pk=pk)
    if request.method != "POST":
        return _shown(request, account, file)
    if why_not := _why_not(request, account):
        return _shown(request, account, file, problem=why_not, status=403)
    action = request.POST.get("action", "")
    if action in ("cancel", "back"):
        if action == "cancel":
            messages.info(request, "没有导入，什么也没有改动")
        if file.taken_at is None:
            file.delete()
        return redirect("intake", unit_code, fiscal_year)
    chosen = request.POST.getlist("table") if action == "take_some" else None
    if action not in ("take_all", "take_some") or chosen == []:
        return _shown(request, account, file, problem="请先选中要导入的表", status=422)
    try:
        taken = _take(file, chosen, request.POST.getlist("overrule"), request.POST.get("shown", ""), signed_in(request))
    except (NotTaken, Unreadable, NothingFound) as error:
        return _shown(request, account, file, problem=f"没有导入，什么也没有改动：\n{error}", status=409)
    messages.success(request, _done(file, taken))
    return redirect("intake_file", unit_code, fiscal_year, file.pk)


@require_safe
def issue_workbook(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponseBase:
    """填报工作簿 of the account as it now is."""
    account = visible_account(request, unit_code, fiscal_year)
    content = io.BytesIO(own_workbook(account, signed_in(request)))
    return FileResponse(content, as_attachment=True, filename=own_workbook_name(account))


@require_safe
def intake_content(request: HttpRequest, unit_code: str, fiscal_year: int, pk: int) -> HttpResponseBase:
    """The file as it came."""
    account = visible_account(request, unit_code, fiscal_year)
    file = get_object_or_404(IntakeFile, account=account, pk=pk)
    content = io.BytesIO(bytes(file.content))
    return FileResponse(content, as_attachment=True, filename=file.name, content_type="application/octet-stream")


def _handed_in(request: HttpRequest, account: FinalAccount, form: UploadForm) -> IntakeFile:
    """Kept only if something in it is understood. What a package or a workbook of ours is for, it says itself."""
    upload = form.cleaned_data["file"]
    content = upload.read()
    purpose = _purpose(content) or Purpose(form.cleaned_data["purpose"])
    stage = BudgetStage(form.cleaned_data["stage"])
    _previewed(account, content, purpose, stage)
    return keep(account, name=upload.name, content=content, purpose=purpose, stage=stage, by=signed_in(request))


def _purpose(content: bytes) -> Purpose | None:
    """What the file itself says it is for."""
    if is_package(content):
        return Purpose.PACKAGE
    return Purpose.FILLED_IN if is_filled_in(content) else None


def _previewed(
    account: FinalAccount, content: bytes, purpose: Purpose, stage: BudgetStage
) -> Preview | PackagePreview | Comparison:
    """What taking this content would do now. Raises Unreadable and NothingFound."""
    match purpose:
        case Purpose.PACKAGE:
            return preview_package_file(account, content)
        case Purpose.FILLED_IN:
            return comparison_of(account, open_workbook(content))
    return preview_of(account, content, purpose, stage)


def _take(file: IntakeFile, chosen: list[str] | None, overrule: list[str], shown_before: str, by: User) -> Taken:
    match Purpose(file.purpose):
        case Purpose.PACKAGE:
            return take_pages(file, pages=chosen, shown=shown_before, by=by)
        case Purpose.FILLED_IN:
            return take_filled(file, pages=chosen, overrule=overrule, shown=shown_before, by=by)
    return take(file, tables=chosen, shown=shown_before, by=by)


def _done(file: IntakeFile, taken: Taken) -> str:
    """What is said once it is taken."""
    if not taken.titles:
        return f"“{file.name}”与现有的数完全一致，没有改动"
    gone = f"，删去 {taken.gone} 行" if taken.gone else ""
    return f"已导入“{file.name}”：改动 {taken.changed} 格{gone}（{'、'.join(taken.titles)}）"


def _why_not(request: HttpRequest, account: FinalAccount) -> str:
    return Screen(account, signed_in(request)).why_not_edit


def _shown(
    request: HttpRequest, account: FinalAccount, file: IntakeFile, *, problem: str = "", status: int = 200
) -> HttpResponse:
    unit = AmountUnit(signed_in(request).amount_unit)
    context: dict[str, Any] = {
        "account": account,
        "file": file,
        "problem": problem,
        "may_edit": not _why_not(request, account),
        "unit": unit,
    }
    if file.taken_at:
        context["came"] = came_from(file, unit)
    try:
        found = _previewed(account, bytes(file.content), Purpose(file.purpose), BudgetStage(file.stage))
    except (Unreadable, NothingFound) as error:
        return render(request, "intake/file.html", context | {"problem": str(error)}, status=422)
    return render(request, "intake/file.html", context | {"shown": _in_words(found, unit)}, status=status)


def _in_words(found: Preview | PackagePreview | Comparison, unit: AmountUnit) -> Shown:
    return shown_filled(found, unit) if isinstance(found, Comparison) else shown(found, unit)
