"""用户: the list, one user with roles and sign-in, adding, and what is done to one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.entry.access import signed_in
from operations.administration.access import administered
from operations.administration.filters import UserFilter
from operations.administration.listing import listed, offered_units
from operations.administration.slips import slips
from operations.administration.tables import UserTable
from units.administration import people
from units.administration.forms import RoleForm, UserForm, offered, roles_of
from units.administration.records import of_user
from units.administration.rules import two_hats, why_not_deactivate, why_not_give, why_not_touch
from units.models import AdministrationRecord, Membership, Role, User
from units.sign_in.second_factor import factor_of, is_required_of
from units.sign_in.throttle import locked_names

RECORDS = 10


@require_safe
@administered
def users(request: HttpRequest) -> HttpResponse:
    rows = User.objects.select_related("second_factor").prefetch_related("memberships__unit").order_by("username")
    narrowed = UserFilter(request.GET, queryset=rows)
    table = UserTable(narrowed.qs, locked=locked_names())
    return render(request, "administration/users.html", listed(request, table, narrowed))


@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
@administered
def new_user(request: HttpRequest) -> HttpResponse:
    """The one-time password is shown once, on the page that answers."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        password = people.add_user(user=user, by=signed_in(request))
        return slips(request, [(user, password)])
    return render(request, "administration/user_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@administered
def user(request: HttpRequest, username: str) -> HttpResponse:
    """One user; posted, name and address are changed."""
    found = get_object_or_404(User, username=username)
    form = UserForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        people.change_user(user=found, fields=form.changed_data, by=signed_in(request))
        messages.success(request, "已保存。" if form.changed_data else "没有改动。")
        return redirect("administration_user", username)
    return _shown(request, User.objects.get(pk=found.pk), form=form)


@sensitive_variables("password")
@require_POST
@administered
def act(request: HttpRequest, username: str) -> HttpResponse:
    """One of the buttons of a user's page."""
    found, by = get_object_or_404(User, username=username), signed_in(request)
    match request.POST.get("action", ""):
        case "reset_password":
            return slips(request, [(found, people.reset_password(user=found, by=by))])
        case "unlock":
            people.unlock(user=found, by=by)
            said = "已解除锁定，可以马上再试登录。"
        case "require_second_factor":
            people.require_second_factor(user=found, required=True, by=by)
            said = "已要求使用两步验证：还没有设置的，下次登录先设置。"
        case "release_second_factor":
            people.require_second_factor(user=found, required=False, by=by)
            said = "不再要求两步验证；已经启用的，仍由本人决定停不停用。"
        case "remove_second_factor":
            people.remove_second_factor(user=found, by=by)
            said = "已取消两步验证，下次登录只要密码。"
        case "deactivate":
            people.set_active(user=found, active=False, by=by)
            said = "已停用：马上不能再登录，做过的事和任职都留着。"
        case "activate":
            people.set_active(user=found, active=True, by=by)
            said = "已恢复使用，密码和任职照旧。"
        case _:
            return _shown(request, found, problem="没有这个操作，请刷新页面", status=422)
    messages.success(request, said)
    return redirect("administration_user", username)


@require_POST
@administered
def add_role(request: HttpRequest, username: str) -> HttpResponse:
    found, by = get_object_or_404(User, username=username), signed_in(request)
    form = RoleForm(request.POST, may_make_administrators=by.is_superuser)
    if not form.is_valid():
        return _shown(request, found, role_form=form, status=422)
    unit, role = form.cleaned_data["unit"], Role(form.cleaned_data["role"])
    is_new = people.give_role(user=found, unit=unit, role=role, by=by)
    messages.success(request, f"{'已加上' if is_new else '本来就有'}：{unit.name} {role.label}。")
    return redirect("administration_user", username)


@require_POST
@administered
def remove_role(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """Taken by mistake it is given back with one press: the form comes filled in."""
    held = Membership.objects.select_related("user", "unit").filter(user__username=username)
    membership = get_object_or_404(held, pk=pk)
    people.take_role(membership=membership, by=signed_in(request))
    messages.success(
        request, f"已取消：{membership.unit.name} {membership.get_role_display()}。取消错了，按“加上任职”就恢复。"
    )
    back = urlencode({"unit": offered(membership.unit), "role": membership.role})
    return redirect(f"{reverse('administration_user', args=(username,))}?{back}#add-role")


def _shown(
    request: HttpRequest,
    found: User,
    *,
    form: UserForm | None = None,
    role_form: RoleForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    by = signed_in(request)
    again = {"unit": request.GET.get("unit", ""), "role": request.GET.get("role", "")}
    memberships = roles_of(found)
    context: dict[str, Any] = {
        "person": found,
        "form": form or UserForm(instance=found),
        "role_form": role_form or RoleForm(initial=again, may_make_administrators=by.is_superuser),
        "roles": [(one, why_not_give(by, one.role)) for one in memberships],
        "units": offered_units(),
        "why_not": why_not_touch(by, found),
        "why_not_deactivate": why_not_deactivate(by, found),
        "is_locked": found.username.lower() in locked_names(),
        "has_factor": factor_of(found) is not None,
        "must_use_factor": is_required_of(found),
        "two_hats": two_hats(found),
        "records": AdministrationRecord.objects.filter(subject=of_user(found)).select_related("by")[:RECORDS],
        "problem": problem,
    }
    return render(request, "administration/user.html", context, status=422 if form and form.errors else status)
