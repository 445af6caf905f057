"""Sign-in, sign-out, one's own password, and how long the sign-in lasts."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.models import User
from units.sign_in import oidc, throttle
from units.sign_in.code_views import ask_for_code
from units.sign_in.events import address_of, note
from units.sign_in.second_factor import factor_of
from units.sign_in.sessions import seconds_left


class SignInForm(AuthenticationForm):
    """One text for a wrong name and a wrong password: nobody learns who is a user here."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": f"用户名或密码不对。连续错 {throttle.OF_ONE_PLACE} 次，要等 "
        f"{throttle.WINDOW.seconds // 60} 分钟才能再试。"
    }

    def get_invalid_login_error(self) -> ValidationError:
        if getattr(self.request, "has_lapsed_password", False):  # told to nobody but who knows it
            return ValidationError("这个一次性密码已过期，不能再用。请与管理员联系，领取新的。", code="lapsed")
        until = getattr(self.request, "locked_until", None)
        if until is None:
            return super().get_invalid_login_error()
        return ValidationError(f"已暂停登录：{_locked_words(until)}", code="locked")


def _locked_words(until: datetime) -> str:
    at = timezone.localtime(until).strftime("%H:%M")
    return f"错的次数太多，{at} 以后再试；忘记密码请与管理员联系。"


class OwnPasswordForm(PasswordChangeForm):
    """The old password is a try like any other: at a page left open nobody guesses on for ever."""

    def __init__(self, user: User, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        username = self.user.get_username()
        try:
            throttle.begin(username, address_of(self.request))
        except throttle.Locked as locked:
            note("password_locked", self.request, username=username)
            raise ValidationError(_locked_words(locked.until), code="locked") from locked
        try:
            old: str = super().clean_old_password()
        except ValidationError:
            note("password_wrong", self.request, username=username)
            raise
        throttle.succeeded(username)
        return old


class SignIn(LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(oidc=settings.OIDC_LABEL if oidc.is_configured() else "", **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        if factor_of(user) is not None:
            return ask_for_code(self.request, user, self.get_success_url())
        note("sign_in", self.request, username=user.username)
        return super().form_valid(form)


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            note("sign_out", request, username=request.user.get_username())
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'  # at a shared computer the way back shows the next person nothing
        return answer


@login_not_required
def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The administration has no door of its own."""
    if request.user.is_authenticated:
        raise PermissionDenied("管理后台只对管理员开放，您现在登录的用户不能进入")
    return redirect_to_login(request.GET.get("next", reverse("admin:index")))


class PasswordChange(PasswordChangeView):
    """Ends every other sign-in of the user (their sessions hold a hash of the old password)."""

    template_name = "registration/password_change.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("desk")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        answer = super().form_valid(form)
        assert isinstance(self.request.user, User)
        User.objects.filter(pk=self.request.user.pk).update(must_change_password=False)
        note("password_changed", self.request, username=self.request.user.username)
        messages.success(self.request, "密码已更改。其他地方的登录都已退出。")
        return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """Seconds until the sign-in ends. To ask (GET) is no use of the site; POST goes on with it."""
    return JsonResponse({"left": seconds_left(request)})
