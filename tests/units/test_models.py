"""预算单位 and roles: what is accepted, and who sees what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from finance import terms
from tests.units.factories import give_role, make_unit, make_user
from units.models import BudgetUnit, Role, UnitKind, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, BudgetUnit]:
    """局 with two 中心, one of which has a 站; and a unit beside them."""
    bureau = make_unit("100")
    centre = make_unit("100001", parent=bureau)
    return {
        "bureau": bureau,
        "centre": centre,
        "other_centre": make_unit("100002", parent=bureau),
        "station": make_unit("100001001", parent=centre),
        "stranger": make_unit("200"),
    }


def codes(user: User | AnonymousUser) -> list[str]:
    return [unit.code for unit in BudgetUnit.objects.visible_to(user)]


def test_visible_to_clerk_is_own_unit_only(tree: dict[str, BudgetUnit]) -> None:
    clerk = make_user()
    give_role(clerk, tree["centre"], Role.CLERK)
    assert codes(clerk) == ["100001"]


def test_visible_to_reviewer_is_own_unit_and_all_below(tree: dict[str, BudgetUnit]) -> None:
    reviewer = make_user()
    give_role(reviewer, tree["bureau"], Role.REVIEWER)
    assert codes(reviewer) == ["100", "100001", "100001001", "100002"]


def test_visible_to_reviewer_below_is_not_the_unit_above(tree: dict[str, BudgetUnit]) -> None:
    reviewer = make_user()
    give_role(reviewer, tree["centre"], Role.REVIEWER)
    assert codes(reviewer) == ["100001", "100001001"]


def test_visible_to_user_with_two_roles_is_both_without_doubles(tree: dict[str, BudgetUnit]) -> None:
    user = make_user()
    give_role(user, tree["stranger"], Role.CLERK)
    give_role(user, tree["centre"], Role.CLERK)
    give_role(user, tree["centre"], Role.REVIEWER)
    assert codes(user) == ["100001", "100001001", "200"]


def test_visible_to_administrator_and_superuser_is_everything(tree: dict[str, BudgetUnit]) -> None:
    administrator = make_user()
    give_role(administrator, tree["station"], Role.ADMINISTRATOR)
    assert len(codes(administrator)) == 5
    assert len(codes(make_user("root", is_superuser=True))) == 5


@pytest.mark.usefixtures("tree")
def test_visible_to_stranger_is_nothing() -> None:
    assert codes(make_user()) == []
    assert codes(AnonymousUser()) == []
    assert codes(make_user("gone", is_superuser=True, is_active=False)) == []


def test_visible_to_ends_when_units_form_a_circle(tree: dict[str, BudgetUnit]) -> None:
    BudgetUnit.objects.filter(code="100").update(parent=tree["station"])
    reviewer = make_user()
    give_role(reviewer, tree["centre"], Role.REVIEWER)
    assert codes(reviewer) == ["100", "100001", "100001001", "100002"]


def test_visible_to_can_be_narrowed_further(tree: dict[str, BudgetUnit]) -> None:
    reviewer = make_user()
    give_role(reviewer, tree["bureau"], Role.REVIEWER)
    assert BudgetUnit.objects.visible_to(reviewer).get(code="100001") == tree["centre"]
    assert BudgetUnit.objects.filter(code="200").visible_to(reviewer).count() == 0


@pytest.mark.parametrize("code", ["", "100-1", "１００", "100\n", "a b"])
def test_unit_code_of_other_signs_is_refused(code: str) -> None:
    unit = BudgetUnit(code=code, name="示例单位", kind=UnitKind.ADMINISTRATIVE, region="示例省")
    with pytest.raises(ValidationError) as caught:
        unit.full_clean()
    assert set(caught.value.message_dict) == {"code"}


def test_unit_code_used_twice_is_refused_in_chinese() -> None:
    make_unit("100")
    with pytest.raises(ValidationError, match="该单位编码已经存在"):
        BudgetUnit(code="100", name="示例单位", kind=UnitKind.ADMINISTRATIVE, region="示例省").full_clean()


def test_unit_below_itself_is_refused(tree: dict[str, BudgetUnit]) -> None:
    tree["bureau"].parent = tree["station"]
    with pytest.raises(ValidationError, match="是本单位的下级"):
        tree["bureau"].full_clean()
    tree["bureau"].parent = tree["bureau"]
    with pytest.raises(ValidationError, match="不能是自己的上级"):
        tree["bureau"].validate_constraints()


def test_unit_with_units_below_cannot_be_deleted(tree: dict[str, BudgetUnit]) -> None:
    with pytest.raises(ProtectedError):
        tree["bureau"].delete()


def test_membership_given_twice_is_refused(tree: dict[str, BudgetUnit]) -> None:
    clerk = make_user()
    membership = give_role(clerk, tree["centre"], Role.CLERK)
    membership.pk, membership._state.adding = None, True
    with pytest.raises(ValidationError, match="该用户在该单位已有此角色"):
        membership.full_clean()


def test_user_is_shown_by_name_or_else_by_sign_in() -> None:
    assert str(User(username="zhang", full_name="张三")) == "张三"
    assert str(User(username="zhang")) == "zhang"


def test_unit_kinds_are_those_of_the_figures() -> None:
    assert UnitKind.choices == terms.UnitKind.choices()
