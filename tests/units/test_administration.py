"""What administrators may do to users and units, and that each change leaves its record."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from tests.factories import make_unit, make_user
from units.administration import people, places
from units.administration.forms import UnitForm, UserForm
from units.administration.rules import is_guarded, may_administer, two_hats
from units.administration.staffing import at_and_below, without_clerk, without_reviewer
from units.models import AdministrationRecord, BudgetUnit, Membership, RecoveryCode, Role, SecondFactor, User
from units.sign_in import throttle
from units.sign_in.second_factor import is_required_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> BudgetUnit:
    return make_unit("100", "示例局")


@pytest.fixture
def superuser() -> User:
    return make_user("root", is_superuser=True)


@pytest.fixture
def administrator(unit: BudgetUnit) -> User:
    return make_user("administrator", role=Role.ADMINISTRATOR, unit=unit)


@pytest.fixture
def clerk(unit: BudgetUnit) -> User:
    return make_user("zhangsan", role=Role.CLERK, unit=unit)


def words() -> list[str]:
    return [record.words for record in AdministrationRecord.objects.order_by("pk")]


def test_who_administers(superuser: User, administrator: User, clerk: User) -> None:
    assert [may_administer(user) for user in (superuser, administrator, clerk)] == [True, True, False]
    User.objects.update(is_active=False)
    for user in (superuser, administrator):
        user.refresh_from_db()
        assert not may_administer(user)


def test_administrator_leaves_administrators_staff_and_superusers_alone(
    superuser: User, administrator: User, clerk: User, unit: BudgetUnit
) -> None:
    """Whoever resets such a password has their power; and nobody gives it to themselves."""
    staff = make_user("staff", is_staff=True)
    for user in (superuser, staff, administrator):
        assert is_guarded(user)
        for deed in (
            lambda user=user: people.reset_password(user=user, by=administrator),
            lambda user=user: people.unlock(user=user, by=administrator),
            lambda user=user: people.remove_second_factor(user=user, by=administrator),
            lambda user=user: people.require_second_factor(user=user, required=True, by=administrator),
            lambda user=user: people.set_active(user=user, active=False, by=administrator),
            lambda user=user: people.set_active(user=user, active=True, by=administrator),
            lambda user=user: people.change_user(user=user, fields=["email"], by=administrator),
            lambda user=user: people.give_role(user=user, unit=unit, role=Role.REVIEWER, by=administrator),
        ):
            with pytest.raises(PermissionDenied, match=r"超级管理员|不能停用自己"):
                deed()
    with pytest.raises(PermissionDenied, match="超级管理员"):
        people.give_role(user=clerk, unit=unit, role=Role.ADMINISTRATOR, by=administrator)
    with pytest.raises(PermissionDenied, match="超级管理员"):
        people.take_role(membership=administrator.memberships.get(), by=administrator)
    assert words() == []
    assert people.give_role(user=clerk, unit=unit, role=Role.ADMINISTRATOR, by=superuser)


def test_nobody_deactivates_themselves(superuser: User) -> None:
    with pytest.raises(PermissionDenied, match="不能停用自己"):
        people.set_active(user=superuser, active=False, by=superuser)


def test_reset_password_ends_the_sign_ins_and_must_be_changed(administrator: User, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    for _ in range(throttle.OF_ONE_PLACE):
        throttle.begin("zhangsan", "10.0.0.1")
    assert throttle.locked_names() == {"zhangsan"}
    password = people.reset_password(user=clerk, by=administrator)
    assert client.get("/desk/").status_code == 302
    assert throttle.locked_names() == set()
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert clerk.must_change_password
    assert words() == ["重置密码"]
    assert password not in str(list(AdministrationRecord.objects.values()))


def test_deactivated_user_is_out_at_once_and_comes_back_whole(administrator: User, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    people.set_active(user=clerk, active=False, by=administrator)
    people.set_active(user=clerk, active=False, by=administrator)
    assert client.get("/desk/").status_code == 302
    people.set_active(user=clerk, active=True, by=administrator)
    assert clerk.memberships.count() == 1
    assert words() == ["停用", "恢复使用"]


def test_second_factor_is_required_and_taken_away(administrator: User, clerk: User) -> None:
    people.require_second_factor(user=clerk, required=True, by=administrator)
    clerk.refresh_from_db()
    assert is_required_of(clerk)
    SecondFactor.objects.create(user=clerk)
    RecoveryCode.objects.create(user=clerk, sha256="0" * 64)
    people.remove_second_factor(user=clerk, by=administrator)
    people.remove_second_factor(user=clerk, by=administrator)
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert words() == ["要求使用两步验证", "取消其两步验证（手机和恢复码丢失）"]


def test_locked_are_those_who_could_not_sign_in() -> None:
    for _ in range(throttle.OF_ONE_PLACE - 1):
        throttle.begin("lisi", "10.0.0.1")
    assert throttle.locked_names() == set()
    throttle.begin(f"{throttle.CODE}lisi", "10.0.0.1")
    throttle.begin("Lisi", "10.0.0.1")
    assert throttle.locked_names() == {"lisi"}
    assert throttle.unlock("lisi") == throttle.OF_ONE_PLACE + 1


def test_role_twice_is_one_and_one_record(administrator: User, clerk: User, unit: BudgetUnit) -> None:
    assert people.give_role(user=clerk, unit=unit, role=Role.REVIEWER, by=administrator)
    assert not people.give_role(user=clerk, unit=unit, role=Role.REVIEWER, by=administrator)
    people.take_role(membership=Membership.objects.get(user=clerk, role=Role.REVIEWER), by=administrator)
    assert words() == ["任职：示例局（100）审核人", "取消任职：示例局（100）审核人"]


def test_two_hats_are_seen_through_the_units_above(clerk: User, unit: BudgetUnit) -> None:
    assert two_hats(clerk) == []
    below = make_unit("100001", parent=unit)
    Membership.objects.create(user=clerk, unit=below, role=Role.CLERK)
    Membership.objects.create(user=clerk, unit=unit, role=Role.REVIEWER)
    assert [found.code for found in two_hats(clerk)] == ["100", "100001"]


def test_staffing_counts_active_people_and_reviewers_above(clerk: User, unit: BudgetUnit) -> None:
    below, alone = make_unit("100001", parent=unit), make_unit("200")
    reviewer = make_user("reviewer", role=Role.REVIEWER, unit=unit)
    everything = BudgetUnit.objects.order_by("code")
    assert list(without_clerk(everything)) == [below, alone]
    assert list(without_reviewer(everything)) == [alone]
    assert list(at_and_below(everything, "100")) == [unit, below]
    User.objects.filter(pk__in=(clerk.pk, reviewer.pk)).update(is_active=False)
    assert list(without_clerk(everything)) == [unit, below, alone]
    assert list(without_reviewer(everything)) == [unit, below, alone]


def posted(unit: BudgetUnit, **typed: str) -> dict[str, str]:
    """The form as the page of this unit sends it, some of it typed over."""
    form = UnitForm(instance=unit)
    shown = {name: str(form[name].value() or "") for name in form.fields}
    return shown | {f"initial-{name}": value for name, value in shown.items()} | typed


def test_what_somebody_else_changed_meanwhile_is_not_written_over(administrator: User, unit: BudgetUnit) -> None:
    stale = posted(unit, name="示例委")
    BudgetUnit.objects.filter(pk=unit.pk).update(region="别的州")
    form = UnitForm(stale, instance=BudgetUnit.objects.get(pk=unit.pk))
    assert form.is_valid()
    places.change_unit(unit=form.instance, fields=form.changed_data, by=administrator)
    unit.refresh_from_db()
    assert (unit.name, unit.region) == ("示例委", "别的州")
    assert words() == ["单位全称 示例局 → 示例委"]


def test_unit_moves_but_not_below_itself(administrator: User, unit: BudgetUnit) -> None:
    other = make_unit("200", "另一局")
    below = make_unit("100001", "示例中心", parent=unit)
    form = UnitForm(posted(below, parent="另一局"), instance=below)
    assert form.is_valid()
    places.change_unit(unit=below, fields=form.changed_data, by=administrator)
    assert words() == ["主管部门或上级单位 示例局（100） → 另一局（200）"]
    form = UnitForm(posted(other, parent="100001 示例中心"), instance=other)
    assert form.errors == {"parent": ["“示例中心”是本单位的下级，不能作为上级"]}
    form = UnitForm(posted(other, parent="200"), instance=other)
    assert not form.is_valid()


def test_two_moved_at_once_become_no_circle(administrator: User, unit: BudgetUnit) -> None:
    """Both forms were right when they were checked."""
    other = make_unit("200", "另一局")
    moves = [
        UnitForm(posted(unit, parent="200"), instance=BudgetUnit.objects.get(code="100")),
        UnitForm(posted(other, parent="100"), instance=BudgetUnit.objects.get(code="200")),
    ]
    assert all(form.is_valid() for form in moves)
    places.change_unit(unit=moves[0].instance, fields=["parent"], by=administrator)
    with pytest.raises(ValidationError, match="下级"):
        places.change_unit(unit=moves[1].instance, fields=["parent"], by=administrator)
    other.refresh_from_db()
    assert other.parent is None


def test_unit_is_typed_by_code_or_full_name_and_named_when_there_is_none(unit: BudgetUnit) -> None:
    make_unit("300", "同名中心")
    make_unit("301", "同名中心")
    below = make_unit("100001", "示例中心")
    for typed, told in (("没有的", "没有编码或全称为“没有的”的单位"), ("同名中心", "不止一个单位叫“同名中心”")):
        form = UnitForm(posted(below, parent=typed), instance=below)
        assert told in form.errors["parent"][0]


def test_user_name_that_differs_by_case_only_is_refused(clerk: User) -> None:
    form = UserForm({"username": "ZhangSan", "full_name": "张三"})
    assert "已有用户“zhangsan”" in form.errors["username"][0]
