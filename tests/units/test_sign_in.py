"""Signing in: how often it may fail, what ends it, what must be done first, and what is written down of it."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import make_user
from units.models import SignInFailure, User
from units.sign_in import throttle

PASSWORD = "Zhong-xue 71 he"
WRONG = "wrong"


@pytest.fixture
def zhang(db: None) -> User:
    return make_user("zhang", password=PASSWORD)


def sign_in(client: Client, username: str = "zhang", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/login/", {"username": username, "password": password}, **more)


def fail(client: Client, times: int, username: str = "zhang", **more: Any) -> str:
    for _ in range(times):
        answer = sign_in(client, username, WRONG, **more)
        assert answer.status_code == 200
    return str(answer.content.decode())


def is_in(client: Client) -> bool:
    return client.get("/password/").status_code == 200


def pass_time(**much: float) -> None:
    """As if the failures were so much longer ago."""
    for failure in SignInFailure.objects.all():
        SignInFailure.objects.filter(pk=failure.pk).update(at=failure.at - timedelta(**much))


@pytest.mark.usefixtures("zhang")
def test_sign_in_is_locked_after_five_failures_and_open_again_after_a_quarter_of_an_hour(client: Client) -> None:
    assert "用户名或密码不对" in fail(client, 5)
    said = sign_in(client).content.decode()
    assert "已暂停登录" in said
    assert not is_in(client)
    pass_time(minutes=14)
    assert sign_in(client).status_code == 200
    pass_time(minutes=1, seconds=1)
    assert sign_in(client).status_code == 302
    assert is_in(client)


@pytest.mark.usefixtures("zhang")
def test_name_is_locked_in_capitals_too(client: Client) -> None:
    fail(client, 5, "ZHANG")
    assert "已暂停登录" in sign_in(client).content.decode()


@pytest.mark.usefixtures("zhang")
def test_knocking_at_a_locked_door_does_not_lock_it_longer(client: Client) -> None:
    fail(client, 5)
    pass_time(minutes=10)
    fail(client, 20)
    pass_time(minutes=5, seconds=1)
    assert sign_in(client).status_code == 302


@pytest.mark.usefixtures("zhang")
def test_stranger_elsewhere_does_not_lock_a_clerk_out_by_five_tries(client: Client) -> None:
    fail(client, 6, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client).status_code == 302


@pytest.mark.usefixtures("zhang")
def test_stranger_with_many_addresses_is_locked_by_the_name(client: Client) -> None:
    for n in range(throttle.OF_ONE_NAME):
        fail(client, 1, REMOTE_ADDR=f"203.0.113.{n}")
    assert "已暂停登录" in sign_in(client).content.decode()


@pytest.mark.usefixtures("zhang")
def test_stranger_with_many_names_is_locked_by_the_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "OF_ONE_ADDRESS", 10)
    for n in range(10):
        fail(client, 1, f"user{n}")
    assert "已暂停登录" in sign_in(client).content.decode()
    assert sign_in(client, REMOTE_ADDR="203.0.113.9").status_code == 302


@pytest.mark.usefixtures("zhang")
def test_name_nobody_has_answers_as_any_other(client: Client) -> None:
    def words(answer: HttpResponse) -> str:
        return answer.content.decode().partition('role="alert">')[2].partition("<")[0]

    for _ in range(5):
        assert words(sign_in(client, "zhang", WRONG)) == words(sign_in(client, "nobody", WRONG))
    assert words(sign_in(client, "zhang", WRONG)) == words(sign_in(client, "nobody", WRONG))


@pytest.mark.usefixtures("zhang")
def test_success_forgets_the_failures_before_it(client: Client) -> None:
    fail(client, 4)
    assert sign_in(client).status_code == 302
    client.post("/logout/")
    fail(client, 4)
    assert sign_in(client).status_code == 302
    assert not SignInFailure.objects.exists()


@pytest.mark.django_db
def test_try_counts_from_its_beginning_so_that_many_at_once_are_counted_together() -> None:
    """None of these has been answered yet."""
    for _ in range(throttle.OF_ONE_PLACE):
        throttle.begin("zhang", "203.0.113.9")
    with pytest.raises(throttle.Locked):
        throttle.begin("zhang", "203.0.113.9")


@pytest.mark.usefixtures("zhang")
def test_throttle_holds_wherever_a_password_is_asked() -> None:
    for _ in range(5):
        assert authenticate(username="zhang", password=WRONG) is None
    assert authenticate(username="zhang", password=PASSWORD) is None


def test_administration_has_no_door_of_its_own(client: Client, zhang: User) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/login/?next=/admin/"
    client.force_login(zhang)
    turned_away = client.get("/admin/", follow=True)
    assert turned_away.status_code == 403
    assert "管理后台只对管理员开放" in turned_away.content.decode()


def test_sign_in_begins_a_new_session(client: Client, zhang: User) -> None:
    other = make_user("li")
    client.force_login(other)
    fixed = client.cookies["sessionid"].value
    client.post("/logout/")
    client.cookies["sessionid"] = fixed
    assert sign_in(client).status_code == 302
    assert client.cookies["sessionid"].value != fixed
    assert not Session.objects.filter(session_key=fixed).exists()


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
@pytest.mark.usefixtures("zhang")
def test_sign_in_leads_to_no_other_site(client: Client, where: str) -> None:
    answer = client.post("/login/", {"username": "zhang", "password": PASSWORD, "next": where})
    assert answer["Location"] == "/desk/"


def set_clock(client: Client, **seconds_ago: int) -> None:
    session = client.session
    for name, ago in seconds_ago.items():
        session[name] = int(time.time()) - ago
    session.save()


def test_sign_in_ends_when_nothing_is_done(client: Client, zhang: User, settings: Settings) -> None:
    settings.SESSION_IDLE = 600
    sign_in(client)
    assert is_in(client)
    set_clock(client, seen=500)
    assert is_in(client)
    set_clock(client, seen=601)
    assert client.get("/password/")["Location"] == "/login/?next=/password/"


def test_sign_in_ends_after_a_day_of_work_however_busy(client: Client, zhang: User, settings: Settings) -> None:
    sign_in(client)
    assert is_in(client)
    set_clock(client, began=settings.SESSION_LONGEST + 1, seen=1)
    assert not is_in(client)


def test_saving_after_the_end_is_told_to_the_page_as_before(client: Client, zhang: User, settings: Settings) -> None:
    sign_in(client)
    assert is_in(client)
    set_clock(client, seen=settings.SESSION_IDLE + 1)
    answer = client.post("/entry/100/2023/changes/", "{}", content_type="application/json")
    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith("/login/?next=")


def test_asking_how_long_is_left_does_not_make_it_longer(client: Client, zhang: User, settings: Settings) -> None:
    settings.SESSION_IDLE = 600
    assert client.get("/session/").json() == {"left": 0}
    sign_in(client)
    assert is_in(client)
    set_clock(client, seen=500)
    for _ in range(2):
        assert 50 <= client.get("/session/").json()["left"] <= 100
    assert client.post("/session/").json()["left"] > 500
    set_clock(client, seen=601)
    assert client.get("/session/").json() == {"left": 0}


def test_page_of_a_stranger_touches_no_session(client: Client, db: None) -> None:
    answer = client.get("/healthz")
    assert "Cookie" not in answer.get("Vary", "")
    assert "sessionid" not in client.cookies


def test_one_time_password_must_be_changed_before_anything_else(client: Client, zhang: User) -> None:
    User.objects.update(must_change_password=True)
    sign_in(client)
    assert client.get("/desk/accounts/")["Location"] == "/password/"
    assert client.post("/entry/amount-unit/").status_code == 403
    new = {"new_password1": "Qing-shan 38 lv", "new_password2": "Qing-shan 38 lv"}
    assert client.post("/password/", {"old_password": PASSWORD, **new})["Location"] == "/desk/"
    assert client.get("/desk/accounts/").status_code == 200
    assert not User.objects.get().must_change_password


def test_changed_password_ends_the_other_sign_ins(client: Client, zhang: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    new = {"new_password1": "Qing-shan 38 lv", "new_password2": "Qing-shan 38 lv"}
    before = client.cookies["sessionid"].value
    client.post("/password/", {"old_password": PASSWORD, **new})
    assert is_in(client)
    assert client.cookies["sessionid"].value != before
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Ab1!efgh", "至少"),
        ("hongqiaojichang", "三种"),
        ("Password2026!", "常用词"),
        ("Juesuan@20260", "常用词"),
        ("Hq-12345-xmwz", "连续"),
        ("Qwert-8061-xm", "连续"),
        ("AAaa11!!AAaa", "重复"),
        ("Wangxiaoming-71", "姓名"),
    ],
)
def test_password_easily_guessed_is_refused(password: str, words: str) -> None:
    user = User(username="clerk07", full_name="wangxiaoming")
    with pytest.raises(ValidationError) as caught:
        validate_password(password, user)
    assert words in "".join(caught.value.messages)


@pytest.mark.parametrize("password", [PASSWORD, "Tian8-kong-lan", "the river is cold in spring"])
def test_password_hard_to_guess_is_taken(password: str) -> None:
    validate_password(password, User(username="clerk07", full_name="王小明"))


def test_events_are_written_down_without_a_password(
    client: Client, zhang: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "security")
    fail(client, 5)
    sign_in(client)
    throttle.forget("zhang")
    sign_in(client)
    client.post(
        "/password/", {"old_password": PASSWORD} | dict.fromkeys(("new_password1", "new_password2"), "Qs-38 lvyou")
    )
    client.post(
        "/password/", {"old_password": PASSWORD} | dict.fromkeys(("new_password1", "new_password2"), "Qs-38 lvyouX")
    )
    client.post("/logout/")
    told = [record for record in caplog.records if record.name == "security"]
    events = ["sign_in_failed"] * 5 + ["sign_in_locked", "sign_in", "password_changed", "sign_out"]
    assert [record.getMessage() for record in told] == events
    assert {vars(record)["username"] for record in told} == {"zhang"}
    assert {vars(record)["address"] for record in told} == {"127.0.0.1"}
    everything = " ".join(str(vars(record)) for record in told)
    assert WRONG not in everything
    assert PASSWORD not in everything


def test_old_failures_are_cleared_away(client: Client, zhang: User) -> None:
    fail(client, 3, "nobody")
    SignInFailure.objects.update(at=timezone.now() - timedelta(days=2))
    sign_in(client)
    assert not SignInFailure.objects.exists()
