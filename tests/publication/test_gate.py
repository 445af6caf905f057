"""公开前检查: each item passes for a sound release and fails for the smallest thing that is wrong."""

from collections.abc import Callable
from datetime import date

import pytest

from finance.figures import Figures
from finance.models import FinalAccount, Texts, UnitProfile
from publication.actions import acknowledge
from publication.contents import Contents
from publication.gate import Item, gate, sensitive_places, to_acknowledge
from publication.publishing import publish_now
from review.actions import Refused, correct
from review.models import Release
from review.situations import release_of
from tests.factories import make_unit
from tests.publication.making import approved, entered, staff
from tests.samples import first_year, zero

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("approved_once"),
    pytest.mark.only_on("sqlite", "words and findings, judged above the database; test_jobs asks the gate on both"),
]
IDENTITY = "11010519491231002X"  # the example of GB 11643


def items(release: Release) -> dict[str, Item]:
    return {item.key: item for item in gate(release, Contents.of(release.account))}


def failed(release: Release) -> list[str]:
    return [key for key, item in items(release).items() if not item.is_passed]


def another(build: Callable[[], Figures] = zero) -> FinalAccount:
    """Of another unit than the approved one that the tests share."""
    return entered(build, unit=make_unit("700001"))


def with_functions(text: str) -> Release:
    """An approved release whose 主要职能 say this."""
    account = another()
    UnitProfile.objects.filter(account=account).update(functions=text)
    return approved(account)


def test_a_sound_release_passes(release: Release) -> None:
    found = items(release)
    assert list(found) == ["approved", "cleared", "findings", "personal", "secrecy"]
    assert all(item.is_passed for item in found.values())


def test_what_was_changed_after_the_approval_is_not_published(release: Release) -> None:
    UnitProfile.objects.filter(account=release.account).update(functions="改过的职能。")
    assert failed(release) == ["approved"]


def test_a_release_that_is_not_approved_is_not_published() -> None:
    assert "approved" in failed(release_of(another()))


def test_without_clearance_nothing_is_published() -> None:
    release = approved(another(), cleared=False)
    assert failed(release) == ["cleared"]
    release.secrecy_reviewed_by, release.secrecy_reviewed_on, release.signed_by = "某人", date(2024, 8, 1), "某人"
    (problem,) = items(release)["cleared"].problems
    assert problem.words == "没有登记：签发日期"


def test_a_warning_that_nobody_explained_stops_it() -> None:
    release = release_of(another(first_year))
    (problem,) = items(release)["findings"].problems
    assert problem.words.endswith("（待说明）")
    assert problem.address.startswith("/entry/")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"联系人{IDENTITY}。", "身份证号"),
        ("电话138 1234 5678。", "手机号"),
        ("账号4111111111111111。", "银行卡号"),
    ],
)
def test_personal_data_stops_it_and_cannot_be_explained_away(text: str, kind: str) -> None:
    release = with_functions(text)
    item = items(release)["personal"]
    assert failed(release) == ["personal"]
    (problem,) = item.problems
    assert f"疑似{kind}" in problem.words
    assert problem.address.startswith(f"/entry/{release.account.unit.code}/2023/profile/")
    assert "5678" not in problem.words
    assert IDENTITY not in problem.words
    assert to_acknowledge(release, list(sensitive_places(release, Contents.of(release.account)))) == []


def test_personal_data_in_what_only_the_package_holds_stops_it_too() -> None:
    account = another()
    texts, _ = Texts.objects.get_or_create(account=account)
    Texts.objects.filter(pk=texts.pk).update(overseas_travel="联系13812345678")
    (problem,) = items(approved(account))["personal"].problems
    assert problem.words.startswith("数据包")


def test_personal_data_in_the_reason_of_a_correction_stops_it(release: Release, light: None) -> None:
    clerk, reviewer = staff(release.account)
    publish_now(release, by=reviewer)
    correct(account=release.account, by=clerk, why="应13812345678要求更正")
    assert "更正原因" in items(release_of(release.account))["personal"].problems[0].words


def test_a_word_of_secrecy_wants_a_word() -> None:
    release = with_functions("管理机密文件。开展内部控制。")
    (place,) = to_acknowledge(release, list(sensitive_places(release, Contents.of(release.account))))
    assert place.around == "管理【机密】文件。"
    assert failed(release) == ["secrecy"]
    reviewer = staff(release.account)[1]
    with pytest.raises(Refused, match="理由"):
        acknowledge(release=release, places=[place], why=" ", by=reviewer)
    acknowledge(release=release, places=[place], why="法定职责，已在三定方案公开", by=reviewer)
    assert failed(release) == []
    UnitProfile.objects.filter(account=release.account).update(functions="管理机密档案。")
    assert "secrecy" in failed(release)  # other words, another answer


def test_a_correction_that_corrects_nothing_is_not_published(release: Release, light: None) -> None:
    account = release.account
    clerk, reviewer = staff(account)
    publish_now(release, by=reviewer)
    correct(account=account, by=clerk, why="数字有误")
    again = approved(account)
    assert failed(again) == ["corrects"]
    UnitProfile.objects.filter(account=account).update(functions="改过的职能。")
    assert items(again)["corrects"].said == "共 1 处不同，将逐处列在更正说明里"
