"""Units and users from a spreadsheet, in the browser: first what would be done, then all of it or nothing. What is
done is that of create_units and create_users; a workbook is opened in the child process that opens any upload."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from disclosure.entry.access import signed_in
from disclosure.intake.opening import MAX_BYTES, Unreadable, is_workbook, open_workbook
from operations.administration.access import administered
from operations.administration.slips import slips
from units.administration.records import of_unit, record
from units.enrolment import units as unit_sheet
from units.enrolment import users as user_sheet
from units.enrolment.sheets import Cells, Problem, Refused, Row, csv_cells, rows_of
from units.models import Role, User

_SALT = "administration.enrolling"
MOST_ROWS = 20_000  # what is shown comes back with the answer, and must fit into one
_SHOWN = 300  # of the lines that say what would be done


class SheetForm(forms.Form):
    """The file; units may also be changed by it."""

    file = forms.FileField(
        label="表格", help_text=".xlsx 或 .csv，第一行是列名", error_messages={"required": "请选择一个文件"}
    )
    update = forms.BooleanField(label="已有的单位按表格修改（不勾时，与表格不同的算错误）", required=False)


@dataclass(frozen=True)
class Shown:
    """What the file would do, and the file itself to be sent back; signed, so that what is done is what was shown."""

    said: Sequence[str]
    counts: str
    sheet: str

    @property
    def more(self) -> int:
        return max(0, len(self.said) - _SHOWN)

    @property
    def first(self) -> Sequence[str]:
        return self.said[:_SHOWN]


class UnitSheet:
    """单位."""

    kind = "units"
    required, optional = unit_sheet.REQUIRED, (unit_sheet.PARENT,)

    def plan(self, rows: list[Row], *, update: bool, by: User) -> unit_sheet.Plan:
        return unit_sheet.plan(rows, update=update)

    def counts(self, made: unit_sheet.Plan) -> str:
        return f"新建 {len(made.new)} 个单位，修改 {len(made.changed)} 个，已有且相同 {made.unchanged} 个"

    def carry_out(self, made: unit_sheet.Plan, by: User) -> list[tuple[User, str]]:
        """A record a unit, so that it stands in its history."""
        unit_sheet.carry_out(made)
        units = {unit.code: unit for unit in (*made.new, *made.changed.values())}
        for code, said in made.told.items():
            record(by, of_unit(units[code]), f"由表格{said}")
        return []


class UserSheet:
    """用户 and their roles."""

    kind = "users"
    required, optional = user_sheet.REQUIRED, user_sheet.OPTIONAL

    def plan(self, rows: list[Row], *, update: bool, by: User) -> user_sheet.Plan:
        return user_sheet.plan(rows, by=by)

    def counts(self, made: user_sheet.Plan) -> str:
        return f"新建用户 {len(made.new)} 个，任职 {len(made.memberships)} 项，已有且相同 {made.unchanged} 行"

    def carry_out(self, made: user_sheet.Plan, by: User) -> list[tuple[User, str]]:
        """The new users with their one-time passwords, which stand nowhere else; a record a user."""
        passwords = user_sheet.give_passwords(made)
        user_sheet.carry_out(made)
        roles: dict[str, list[str]] = {username: [] for username in made.new}
        for username, code, role in made.memberships:
            roles.setdefault(username, []).append(f"{code} {Role(role).label}")
        for username, held in roles.items():
            began = f"由表格新建用户 {made.new[username].full_name}" if username in made.new else "由表格"
            record(by, f"user:{username}", began + (f"，任职 {'、'.join(held)}" if held else ""))
        return [(made.new[username], password) for username, password in passwords.items()]


type Sheet = UnitSheet | UserSheet


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def import_units(request: HttpRequest) -> HttpResponse:
    return _imported(request, UnitSheet())


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def import_users(request: HttpRequest) -> HttpResponse:
    """Done, it answers with the slips: the one-time passwords are shown this once."""
    return _imported(request, UserSheet())


def _imported(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if request.method != "POST":
        return _page(request, sheet)
    return _confirmed(request, sheet) if "sheet" in request.POST else _previewed(request, sheet)


def _previewed(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES, label_suffix="")
    try:
        rows = _rows(form, sheet)
        update = form.cleaned_data["update"]
        made = sheet.plan(rows, update=update, by=signed_in(request))
    except (Refused, Unreadable) as error:
        return _page(request, sheet, form=form, problems=_words(error), status=422)
    shown = Shown(made.said, sheet.counts(made), _signed(rows, made.said, update=update))  # type: ignore[arg-type]
    return _page(request, sheet, form=form, shown=shown)


@sensitive_variables("given")
def _confirmed(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """As it was shown, or not at all."""
    kept, by = _kept(request), signed_in(request)
    if kept is None:
        return _page(request, sheet, problems=["上次的预览已经过期，请重新选择文件"], status=422)
    rows, update, said = kept
    try:
        with transaction.atomic():
            made = sheet.plan(rows, update=update, by=by)
            if made.said != said:
                raise Refused([Problem(0, "", "预览以后有人改动过，请重新选择文件，再看一遍会做什么")])
            given = sheet.carry_out(made, by)  # type: ignore[arg-type]
    except (Refused, IntegrityError) as error:
        return _page(request, sheet, problems=_words(error), status=409)
    if given:
        return slips(request, given)
    messages.success(request, f"已{sheet.counts(made)}。")  # type: ignore[arg-type]
    return redirect(f"administration_{sheet.kind}")


def _rows(form: SheetForm, sheet: Sheet) -> list[Row]:
    """Raises Refused and Unreadable."""
    if not form.is_valid():
        raise Refused([Problem(0, "", str(words)) for words in form.errors["file"]])
    file = form.cleaned_data["file"]
    if file.size > MAX_BYTES:
        raise Refused([Problem(0, "", f"文件太大，最多 {MAX_BYTES // 1024 // 1024} MB")])
    content = file.read()
    if is_workbook(content):
        found = open_workbook(content).sheets
        cells: Iterable[Cells] = found[0].rows if found else ()
    else:
        cells = csv_cells(content)
    rows = rows_of(cells, required=sheet.required, optional=sheet.optional)
    if len(rows) > MOST_ROWS:
        raise Refused([Problem(0, "", f"有 {len(rows)} 行，一次最多 {MOST_ROWS} 行，请分几次")])
    return rows


def _signed(rows: list[Row], said: list[str], *, update: bool = False) -> str:
    kept = {"rows": [[row.number, row.values] for row in rows], "said": said, "update": update}
    return signing.dumps(kept, salt=_SALT, compress=True)


def _kept(request: HttpRequest) -> tuple[list[Row], bool, list[str]] | None:
    """What was shown, within the hour; None where it is not ours or too old."""
    try:
        kept = signing.loads(request.POST["sheet"], salt=_SALT, max_age=3600)
    except signing.BadSignature:
        return None
    return [Row(number, values) for number, values in kept["rows"]], kept["update"], kept["said"]


def _words(error: Exception) -> list[str]:
    if isinstance(error, Refused):
        return [str(problem) for problem in error.problems]
    if isinstance(error, IntegrityError):
        return ["刚才有人建立了同样的单位、用户或任职，请重新选择文件，再看一遍会做什么"]
    return [str(error)]


def _page(request: HttpRequest, sheet: Sheet, *, status: int = 200, **context: Any) -> HttpResponse:
    """templates/administration/import.html for units or for users."""
    page = {"kind": sheet.kind, "form": SheetForm(label_suffix=""), "heads": (*sheet.required, *sheet.optional)}
    return render(request, "administration/import.html", page | context, status=status)
