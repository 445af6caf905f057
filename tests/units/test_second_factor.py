"""Two-step verification: a code is good once, for this user, now; who must have it sets it up before anything else."""

import base64
import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from tests.factories import make_user
from units.models import RecoveryCode, SecondFactor, User
from units.sign_in import code_views, second_factor, totp
from units.sign_in.sealing import seal, unseal

PASSWORD = "Zhong-xue 71 he"
SECRET = base64.b32encode(b"12345678901234567890").decode()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands still: a slow machine would see a code grow old within a test."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)


@pytest.fixture
def zhang() -> User:
    return make_user("zhang", password=PASSWORD)


@pytest.fixture
def codes(zhang: User) -> list[str]:
    """Recovery codes of zhang, who has two-step verification. The code of its setting up is an old one."""
    given = second_factor.new_recovery_codes(zhang)
    SecondFactor.objects.create(user=zhang, sealed_secret=seal(SECRET, zhang.pk))
    return given


def current(ago: int = 0) -> str:
    return totp.code_of(SECRET, int(time.time() // totp.STEP) - ago)


def give_password(client: Client, where: str = "") -> Any:
    return client.post("/login/", {"username": "zhang", "password": PASSWORD, "next": where})


def give_code(client: Client, code: str) -> Any:
    return client.post("/login/code/", {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/desk/accounts/").status_code == 200


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, the last six digits."""
    assert totp.code_of(SECRET, seconds // totp.STEP) == code


def test_code_is_taken_one_step_early_or_late_and_no_more() -> None:
    now = 1_800_000_000.0
    step = int(now // totp.STEP)
    taken = [ago for ago in range(-3, 4) if totp.step_of(SECRET, totp.code_of(SECRET, step + ago), now=now)]
    assert taken == [-1, 0, 1]


@pytest.mark.usefixtures("codes")
def test_password_alone_signs_nobody_in(client: Client) -> None:
    assert give_password(client)["Location"] == "/login/code/"
    assert not is_in(client)
    assert give_code(client, "000000").status_code == 200
    assert not is_in(client)
    before = client.cookies["sessionid"].value
    assert give_code(client, current())["Location"] == "/desk/"
    assert is_in(client)
    assert client.cookies["sessionid"].value != before


@pytest.mark.usefixtures("codes")
def test_sign_in_goes_on_to_the_page_that_was_asked_for_and_to_no_other_site(client: Client) -> None:
    give_password(client, "/desk/accounts/")
    assert give_code(client, current(1))["Location"] == "/desk/accounts/"
    other = Client()
    give_password(other, "https://evil.example/")
    assert give_code(other, current())["Location"] == "/desk/"


@pytest.mark.usefixtures("codes")
def test_code_is_good_once(client: Client) -> None:
    give_password(client)
    code = current()
    assert give_code(client, code).status_code == 302
    other = Client()
    give_password(other)
    assert "已经用过" in give_code(other, code).content.decode()
    assert give_code(other, current(1)).status_code == 200  # nor one before it
    assert not is_in(other)


def test_recovery_code_is_good_once(client: Client, codes: list[str]) -> None:
    give_password(client)
    assert give_code(client, codes[3].upper().replace("-", " ")).status_code == 302
    other = Client()
    give_password(other)
    assert give_code(other, codes[3]).status_code == 200
    assert RecoveryCode.objects.filter(used_at=None).count() == second_factor.CODES - 1


def test_recovery_code_of_another_user_is_none(client: Client, codes: list[str]) -> None:
    others = second_factor.new_recovery_codes(make_user("li"))
    give_password(client)
    assert give_code(client, others[0]).status_code == 200


def test_recovery_codes_are_kept_as_hashes(codes: list[str]) -> None:
    kept = set(RecoveryCode.objects.values_list("sha256", flat=True))
    assert len(kept) == second_factor.CODES
    assert not any(code in text or code.replace("-", "") in text for code in codes for text in kept)


@pytest.mark.usefixtures("codes")
def test_codes_are_throttled(client: Client) -> None:
    give_password(client)
    for _ in range(5):
        assert "验证码不对" in give_code(client, "000000").content.decode()
    assert "错的次数太多" in give_code(client, current()).content.decode()
    give_password(client)  # the password again does not open it
    assert "错的次数太多" in give_code(client, current()).content.decode()
    assert not is_in(client)


@pytest.mark.usefixtures("codes")
def test_password_given_is_forgotten_after_five_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(client)
    monkeypatch.setattr(code_views, "_PATIENCE", -1)
    assert give_code(client, current())["Location"] == "/login/"
    assert not is_in(client)


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize("meanwhile", ["password", "inactive"])
def test_password_changed_or_user_gone_meanwhile_ends_the_sign_in(client: Client, zhang: User, meanwhile: str) -> None:
    give_password(client)
    if meanwhile == "password":
        zhang.set_password("another")
    else:
        zhang.is_active = False
    zhang.save()
    assert give_code(client, current())["Location"] == "/login/"


def test_code_page_is_nothing_without_a_password(client: Client) -> None:
    assert client.get("/login/code/")["Location"] == "/login/"
    assert give_code(client, "000000")["Location"] == "/login/"


def set_up(client: Client) -> Any:
    page = client.get("/password/second-factor/").content.decode()
    secret = unseal(client.session["new_secret"], User.objects.get(pk=client.session["_auth_user_id"]).pk)
    assert secret in page
    assert 'src="data:image/svg+xml' in page
    return client.post("/password/second-factor/", {"code": totp.code_of(secret, int(time.time() // totp.STEP))})


def test_setting_up_wants_a_code_of_the_secret_that_was_shown(client: Client, zhang: User) -> None:
    client.force_login(zhang)
    client.get("/password/second-factor/")
    assert "验证码不对" in client.post("/password/second-factor/", {"code": "000000"}).content.decode()
    assert not SecondFactor.objects.exists()
    shown = set_up(client).content.decode()
    assert shown.count("<code>") == second_factor.CODES
    assert "new_secret" not in client.session
    assert SecondFactor.objects.get().last_step > 0  # the code of the setting up is used, too


def test_who_must_have_it_sets_it_up_before_anything_else(client: Client, zhang: User) -> None:
    User.objects.update(must_use_second_factor=True)
    assert give_password(client)["Location"] == "/desk/"
    assert client.get("/desk/accounts/")["Location"] == "/password/second-factor/"
    assert client.post("/entry/amount-unit/").status_code == 403
    set_up(client)
    assert is_in(client)


def test_it_can_be_required_of_staff_or_of_everybody(zhang: User, settings: Settings) -> None:
    staff = make_user("admin", is_staff=True)
    for word, expected in {"nobody": (False, False), "staff": (False, True), "everybody": (True, True)}.items():
        settings.SECOND_FACTOR = word
        assert (second_factor.is_required_of(zhang), second_factor.is_required_of(staff)) == expected


@pytest.mark.usefixtures("codes")
def test_ending_it_or_new_codes_want_a_code(client: Client, zhang: User) -> None:
    client.force_login(zhang)
    before = set(RecoveryCode.objects.values_list("sha256", flat=True))
    for action in ("remove", "codes"):
        client.post("/password/second-factor/", {"action": action, "code": "000000"})
    assert set(RecoveryCode.objects.values_list("sha256", flat=True)) == before
    shown = client.post("/password/second-factor/", {"action": "codes", "code": current(1)}).content.decode()
    assert shown.count("<code>") == second_factor.CODES
    assert not before & set(RecoveryCode.objects.values_list("sha256", flat=True))
    assert client.post("/password/second-factor/", {"action": "remove", "code": current()}).status_code == 302
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()


@pytest.mark.usefixtures("codes")
def test_who_must_have_it_cannot_end_it(client: Client, zhang: User) -> None:
    User.objects.update(must_use_second_factor=True)
    client.force_login(zhang)
    answer = client.post("/password/second-factor/", {"action": "remove", "code": current()})
    assert "不能停用" in answer.content.decode()
    assert SecondFactor.objects.exists()


@pytest.mark.usefixtures("codes")
def test_operator_lets_in_who_lost_the_telephone(client: Client) -> None:
    give_password(client)
    for _ in range(6):
        give_code(client, "000000")
    out = StringIO()
    call_command("unlock", "zhang", second_factor=True, stdout=out)
    assert "两步验证已取消" in out.getvalue()
    assert give_password(client)["Location"] == "/desk/"
    with pytest.raises(CommandError, match="没有用户 nobody"):
        call_command("unlock", "nobody")


@pytest.mark.usefixtures("codes")
def test_codes_stand_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    give_password(client)
    give_code(client, "000000")
    code = current()
    give_code(client, code)
    events = [record.getMessage() for record in caplog.records if record.name == "security"]
    assert events == ["code_failed", "sign_in"]
    assert code not in " ".join(str(vars(record)) for record in caplog.records if record.name == "security")
