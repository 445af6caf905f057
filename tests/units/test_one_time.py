"""One-time passwords: good for their days, refused in words after, and at an end with the user's own."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import make_user
from units.administration import people
from units.models import User
from units.sign_in.one_time import FIELDS, give_password

OWN = "Qing-shan 38 lv"


@pytest.fixture
def zhang(db: None) -> User:
    return make_user("zhang")


@pytest.fixture
def given(zhang: User, settings: Settings) -> str:
    """As in production: with the first sign-in the quick hash is replaced, in its days or after."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    password = give_password(zhang)
    zhang.save(update_fields=FIELDS)
    return password


def sign_in(client: Client, password: str) -> tuple[int, str]:
    answer = client.post("/login/", {"username": "zhang", "password": password})
    return answer.status_code, answer.content.decode()


def pass_days(**much: float) -> None:
    user = User.objects.get(username="zhang")
    assert user.one_time_until
    User.objects.update(one_time_until=user.one_time_until - timedelta(**much))


def test_one_time_password_not_used_in_its_days_is_refused_in_words(client: Client, given: str) -> None:
    pass_days(days=6, hours=23)
    assert authenticate(username="zhang", password=given) is not None  # and its hash is another now
    pass_days(hours=1)
    for _ in range(7):  # it locks nobody: what was typed is right
        status, page = sign_in(client, given)
        assert status == 200
        assert "一次性密码已过期" in page
        assert "请与管理员联系" in page
    assert "_auth_user_id" not in client.session


def test_lapsed_password_is_told_to_nobody_who_does_not_know_it(client: Client, given: str) -> None:
    pass_days(days=8)
    _, page = sign_in(client, given[:-1])
    assert "过期" not in page
    assert "用户名或密码不对" in page


def test_lapsed_password_is_made_good_by_a_reset(client: Client, given: str, zhang: User) -> None:
    pass_days(days=8)
    new = people.reset_password(user=zhang, by=make_user("root", is_superuser=True))
    assert sign_in(client, new)[0] == 302


def test_password_chosen_for_good_has_no_term(
    client: Client, given: str, zhang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, given)
    assert User.objects.get(pk=zhang.pk).one_time_until is not None  # to sign in is not to choose
    changed = {"old_password": given, "new_password1": OWN, "new_password2": OWN}
    assert client.post("/password/", changed)["Location"] == "/desk/"
    assert User.objects.get(pk=zhang.pk).one_time_until is None

    give_password(zhang)
    zhang.save(update_fields=FIELDS)
    pass_days(days=8)
    monkeypatch.setattr("getpass.getpass", lambda **_: OWN)
    call_command("changepassword", "zhang", stdout=StringIO())
    assert authenticate(username="zhang", password=OWN) == zhang


def test_days_are_those_that_the_operator_set(zhang: User, settings: Settings) -> None:
    settings.ONE_TIME_PASSWORD_DAYS = 2
    give_password(zhang)
    assert zhang.one_time_until
    assert timedelta(days=1, hours=23) < zhang.one_time_until - timezone.now() <= timedelta(days=2)
