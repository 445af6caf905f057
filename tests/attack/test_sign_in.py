"""Guessing, replaying and reading along at the sign-in: tests/units holds what it promises besides."""

import base64
import json
import logging
import time
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from operations.logs import JsonLines
from tests.factories import make_user
from units.models import SecondFactor, SignInFailure, User
from units.sign_in import second_factor, throttle, totp
from units.sign_in.sealing import CannotOpen, seal, unseal

PASSWORD = "Zhong-xue 71 he"
SECRET = base64.b32encode(b"12345678901234567890").decode()

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhang() -> User:
    return make_user("zhang", password=PASSWORD)


def sign_in(client: Client, username: str, password: str, **more: Any) -> Any:
    return client.post("/login/", {"username": username, "password": password}, **more)


# Guessing ---


def change_password(client: Client, old: str) -> str:
    new = dict.fromkeys(("new_password1", "new_password2"), "Qing-shan 38 lv")
    return str(client.post("/password/", {"old_password": old} | new).content.decode())


def test_old_password_cannot_be_guessed_at_a_page_left_open(client: Client, zhang: User) -> None:
    client.force_login(zhang)
    for _ in range(throttle.OF_ONE_PLACE):
        assert "错的次数太多" not in change_password(client, "wrong")
    assert "错的次数太多" in change_password(client, PASSWORD)
    zhang.refresh_from_db()
    assert zhang.check_password(PASSWORD)
    assert "已暂停登录" in sign_in(Client(), "zhang", PASSWORD).content.decode()


def test_network_of_ipv6_is_one_place(client: Client, zhang: User) -> None:
    for n in range(throttle.OF_ONE_PLACE):
        sign_in(client, "zhang", "wrong", REMOTE_ADDR=f"2001:db8::{n:x}")
    assert "已暂停登录" in sign_in(client, "zhang", PASSWORD, REMOTE_ADDR="2001:db8::ffff:1").content.decode()
    assert sign_in(client, "zhang", PASSWORD, REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


def test_answer_tells_nobody_who_is_a_user(zhang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by its words nor by the work that was done for it: a password is hashed once, whoever asks."""
    make_user("gone", password=PASSWORD, is_active=False)
    User.objects.create(username="never", full_name="某", password=hashers.make_password(None))
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: Any, password: str, *args: Any, **more: Any) -> str:
        hashed.append(password)
        return str(encode(self, password, *args, **more))

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    told = {}
    for username, password in (("zhang", "wrong"), ("nobody", "wrong"), ("gone", PASSWORD), ("never", "wrong")):
        hashed.clear()
        page = sign_in(Client(), username, password).content.decode()
        told[username] = (page.partition('role="alert">')[2].partition("<")[0], len(hashed))
    assert len(set(told.values())) == 1, told


def test_strangers_fill_no_table_for_ever(client: Client, zhang: User) -> None:
    for n in range(throttle.OF_ONE_ADDRESS + 20):
        sign_in(client, f"name{n}", "wrong")
    assert SignInFailure.objects.count() == throttle.OF_ONE_ADDRESS


def test_sending_the_same_code_twice_at_once_signs_in_once(zhang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read the row before either writes: the later write finds the step used."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    SecondFactor.objects.create(user=zhang, sealed_secret=seal(SECRET, zhang.pk))
    read_before = SecondFactor.objects.get()
    code = totp.code_of(SECRET, int(now // totp.STEP))
    assert second_factor.is_right(zhang, code)
    monkeypatch.setattr(second_factor, "factor_of", lambda _: read_before)
    assert not second_factor.is_right(zhang, code)


# Reading along ---


def test_secret_of_two_step_verification_stands_nowhere_as_it_is(client: Client, zhang: User) -> None:
    client.force_login(zhang)
    client.get("/password/second-factor/")
    secret = unseal(client.session["new_secret"], zhang.pk)
    code = totp.code_of(secret, int(time.time() // totp.STEP))
    assert client.post("/password/second-factor/", {"code": code}).status_code == 200
    assert unseal(SecondFactor.objects.get().sealed_secret, zhang.pk) == secret
    with connection.cursor() as cursor:
        for table in ("units_secondfactor", "django_session"):
            cursor.execute(f"SELECT * FROM {table}")
            assert secret not in str(cursor.fetchall())


def test_sealed_secret_opens_for_its_user_alone(zhang: User) -> None:
    """Who can write to the database cannot give another user his own authenticator."""
    li = make_user("li")
    with pytest.raises(CannotOpen):
        unseal(seal(SECRET, li.pk), zhang.pk)
    SecondFactor.objects.create(user=zhang, sealed_secret=seal(SECRET, li.pk))
    assert not second_factor.is_right(zhang, totp.code_of(SECRET, int(time.time() // totp.STEP)))
    (code, *_) = second_factor.new_recovery_codes(zhang)
    assert second_factor.is_right(zhang, code)


def test_change_of_keys_loses_no_second_factor(zhang: User, settings: Settings) -> None:
    SecondFactor.objects.create(user=zhang, sealed_secret=seal(SECRET, zhang.pk))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "new" * 20
    with pytest.raises(CommandError, match="zhang"):
        call_command("reseal", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("reseal", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(SecondFactor.objects.get().sealed_secret, zhang.pk) == SECRET
    settings.SECOND_FACTOR_KEY = "own" * 20  # sealed before with the other
    call_command("reseal", stdout=StringIO())
    settings.SECRET_KEY = "another" * 10
    assert unseal(SecondFactor.objects.get().sealed_secret, zhang.pk) == SECRET


def test_session_of_before_the_sign_in_is_worth_nothing_after(client: Client, zhang: User) -> None:
    """Fixation: at each step up the key is another, and the one before is gone."""
    SecondFactor.objects.create(user=zhang, sealed_secret=seal(SECRET, zhang.pk))
    keys = []
    sign_in(client, "zhang", PASSWORD)
    keys.append(client.cookies["sessionid"].value)
    client.post("/login/code/", {"code": totp.code_of(SECRET, int(time.time() // totp.STEP))})
    keys.append(client.cookies["sessionid"].value)
    change_password(client, PASSWORD)
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 3
    for key in keys[:-1]:
        thief = Client()
        thief.cookies["sessionid"] = key
        assert thief.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200


# What is written down ---


def test_line_of_the_log_is_one_line_to_every_viewer() -> None:
    forged = "a\r\nb\x85c\u2028d\u2029e\x9b31mf\u202eg\x1b[2Jh\udcffi"
    record = logging.LogRecord("security", logging.INFO, "", 0, "%s", (forged,), None)
    record.username = forged
    line = JsonLines().format(record)
    assert line.splitlines() == [line]
    assert not set(line) & set("\x85\x9b\x1b\u2028\u2029\u202e\udcff")
    assert json.loads(line)["username"] == forged


def test_no_log_has_a_password_or_a_code(zhang: User, caplog: pytest.LogCaptureFixture) -> None:
    """What was typed by mistake into the name's box is what a name's box holds: only what is no name is kept back."""
    caplog.set_level(logging.DEBUG)
    client = Client()
    for path in ("/login/", "/password/", "/login/code/", "/password/second-factor/"):
        sent = dict.fromkeys(("password", "old_password", "new_password1", "new_password2", "code"), "S3cret-word")
        client.post(f"{path}?token=S3cret-word", sent | {"username": "zhang"})
        client.force_login(zhang)
    lines = [JsonLines().format(record) for record in caplog.records if record.name in ("request", "security")]
    assert len(lines) > 4
    assert not [line for line in lines if "S3cret" in line]
