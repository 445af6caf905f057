"""新建年度: which unit and year, from last year's account or from nothing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from disclosure.editions import available, edition
from disclosure.entry.access import signed_in
from finance.classification.tree import FIRST_YEAR
from finance.models import FinalAccount
from finance.starting import AlreadyThere, start_account
from performance.starting import start_scorecards
from units.models import BudgetUnit, User

_LAST = "last"
_SOURCES = ((_LAST, "由上年决算开始（带来单位概况、科目、项目名称和上年数）"), ("nothing", "从空白开始"))


class StartForm(forms.Form):
    """The units are the clerk's own: another's is no choice, and looks like none."""

    unit = forms.ModelChoiceField(
        BudgetUnit.objects.none(),
        label="单位",
        empty_label=None,
        error_messages={"required": "请选择单位", "invalid_choice": "请选择你所在的单位"},
    )
    fiscal_year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=2100,
        error_messages={
            "required": "请填写年度，如 2024",
            "invalid": "年度填四位数字，如 2024",
            "min_value": f"年度从 {FIRST_YEAR} 起",
            "max_value": "年度填四位数字，如 2024",
        },
    )
    edition = forms.ChoiceField(label="版本", help_text="决定行文和表式")
    source = forms.ChoiceField(label="从哪里开始", choices=_SOURCES, widget=forms.RadioSelect)

    def __init__(self, user: User, data: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["unit"].queryset = BudgetUnit.objects.editable_by(user)  # type: ignore[attr-defined]
        self.fields["edition"].choices = [(slug, edition(slug).name) for slug in available()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """From last year only where there is a last year."""
        data = super().clean() or {}
        unit, year = data.get("unit"), data.get("fiscal_year")
        if unit and year:
            found = FinalAccount.objects.filter(unit=unit, fiscal_year=year).first()
            if found:
                raise AlreadyThere(found)
            data["before"] = FinalAccount.objects.filter(unit=unit, fiscal_year=year - 1).first()
            if data.get("source") == _LAST and data["before"] is None:
                self.add_error("source", f"系统里没有 {year - 1} 年度的决算，请选“从空白开始”")
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form; once sent, on to the new account. Someone who is clerk nowhere is told so."""
    user = signed_in(request)
    form = StartForm(user, request.POST or None, initial=_initial(user, request))
    if request.method == "POST" and form.is_valid():
        account = _started(form)
        if account is not None:
            return redirect("entry", account.unit.code, account.fiscal_year)
    twin = _twin(form)
    context = {"form": form, "twin": twin, "may_start": BudgetUnit.objects.editable_by(user).exists()}
    return render(request, "entry/start.html", context, status=422 if form.errors else 200)


def _started(form: StartForm) -> FinalAccount | None:
    """The new account; None, with the form saying why, where it cannot be."""
    data = form.cleaned_data
    before = data["before"] if data["source"] == _LAST else None
    try:
        with transaction.atomic():
            account = start_account(data["unit"], data["fiscal_year"], data["edition"], before=before)
            if before:
                start_scorecards(account, before)
    except IntegrityError:  # somebody else was quicker
        form.add_error(None, "这个单位这个年度的决算刚刚由别人建立，请打开已有的继续填写。")
    except ValidationError as error:
        form.add_error(None, error)
    else:
        return account
    return None


def _twin(form: StartForm) -> FinalAccount | None:
    """The account that is there already."""
    data = getattr(form, "cleaned_data", {})
    unit, year = data.get("unit"), data.get("fiscal_year")
    if not form.errors or not unit or not year:
        return None
    return FinalAccount.objects.filter(unit=unit, fiscal_year=year).first()


def _initial(user: User, request: HttpRequest) -> dict[str, Any]:
    """The year after the latest account of the unit, in its edition; else last calendar year."""
    units = BudgetUnit.objects.editable_by(user)
    code = request.GET.get("unit", "")
    unit = units.filter(code=code).first() or units.first()
    latest = FinalAccount.objects.filter(unit=unit).order_by("-fiscal_year").first() if unit else None
    return {
        "unit": unit,
        "fiscal_year": latest.fiscal_year + 1 if latest else timezone.localdate().year - 1,
        "edition": latest.edition if latest else available()[0],
        "source": _LAST if latest else "nothing",
    }
