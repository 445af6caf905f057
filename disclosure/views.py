"""Pages: the list of accounts, an account to read, its files to take away."""

import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from disclosure.editions import EditionError
from disclosure.entry.access import visible_account
from disclosure.exports.accounts import exported
from disclosure.exports.formats import FORMATS, REFUSALS
from disclosure.filters import AccountFilter
from disclosure.rendering import to_html
from disclosure.reports import draft_report
from disclosure.tables import AccountTable
from finance.classification import UnknownCode
from finance.models import FinalAccount
from units.asked import BoundedPaginator
from units.models import BudgetUnit


class AccountList(LoginRequiredMixin, SingleTableMixin, FilterView):
    """All accounts the user may see."""

    table_class = AccountTable
    filterset_class = AccountFilter
    template_name = "disclosure/account_list.html"
    paginate_by = 50
    paginator_class = BoundedPaginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_start = BudgetUnit.objects.editable_by(self.request.user).exists()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"may_start": may_start}

    def get_queryset(self) -> QuerySet[FinalAccount]:
        return FinalAccount.objects.visible_to(self.request.user).select_related("unit")


@require_safe
@login_required
def account_page(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The account as it will print, in the browser; what is not filled in is marked and listed."""
    account = visible_account(request, unit_code, fiscal_year)
    try:
        report = draft_report(account)
    except (EditionError, UnknownCode) as error:
        return _refused(request, account, error)
    html = mark_safe(to_html(report.document, standalone=False))  # noqa: S308 - made by our own autoescaped templates
    context = {
        "account": account,
        "report": report,
        "document_html": html,
        "formats": [format for format in FORMATS.values() if format.is_offered and format.key != "pdf"],
    }
    return render(request, "disclosure/account.html", context)


@require_safe
@login_required
def download(request: HttpRequest, unit_code: str, fiscal_year: int, format_key: str) -> HttpResponseBase:
    """A file to keep, under a name to file it by. An account with gaps is sent back to the list of them."""
    account = visible_account(request, unit_code, fiscal_year)
    chosen = FORMATS[format_key]
    try:
        subject = exported(account)
        content = chosen.make(subject)
    except REFUSALS as error:
        return _refused(request, account, error)
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=chosen.file_name(subject))


def _refused(request: HttpRequest, account: FinalAccount, error: Exception) -> HttpResponse:
    """What stands in the way of the document, in the words of the error."""
    context = {"account": account, "problem": str(error)}
    return render(request, "disclosure/not_rendered.html", context, status=409)
