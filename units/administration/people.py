"""What an administrator does to a user. Keyword-only, always `by=`; PermissionDenied with the words of the rules."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from units.administration.records import of_user, record, title_of
from units.administration.rules import why_not_deactivate, why_not_give, why_not_touch
from units.models import BudgetUnit, Membership, Role, User
from units.sign_in import one_time, second_factor, throttle


def add_user(*, user: User, by: User) -> str:
    """Saves a new user, checked by the form; the one-time password, which stands nowhere else."""
    password = one_time.give_password(user)
    with transaction.atomic():
        user.save()
        record(by, of_user(user), f"新建用户 {user.username} {user.full_name}")
    return password


def change_user(*, user: User, fields: list[str], by: User) -> None:
    """Saves what the form changed: only these fields, for another may have changed others meanwhile."""
    _refuse(why_not_touch(by, user))
    with transaction.atomic():
        before = User.objects.select_for_update().get(pk=user.pk)
        told = [
            f"{title_of(User, name)} {getattr(before, name) or '（无）'} → {getattr(user, name) or '（无）'}"
            for name in fields
            if getattr(before, name) != getattr(user, name)
        ]
        if told:
            user.save(update_fields=fields)
            record(by, of_user(user), "，".join(told))


def reset_password(*, user: User, by: User) -> str:
    """A one-time password, to be changed at the next sign-in; it ends every sign-in of the user."""
    _refuse(why_not_touch(by, user))
    password = one_time.give_password(user)
    with transaction.atomic():
        user.save(update_fields=one_time.FIELDS)
        throttle.unlock(user.username)
        record(by, of_user(user), "重置密码")
    return password


def unlock(*, user: User, by: User) -> None:
    _refuse(why_not_touch(by, user))
    with transaction.atomic():
        throttle.unlock(user.username)
        record(by, of_user(user), "解除锁定")


def require_second_factor(*, user: User, required: bool, by: User) -> None:
    _refuse(why_not_touch(by, user))
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, must_use_second_factor=not required).update(must_use_second_factor=required):
            record(by, of_user(user), "要求使用两步验证" if required else "不再要求两步验证")


def remove_second_factor(*, user: User, by: User) -> None:
    """For one who lost telephone and recovery codes."""
    _refuse(why_not_touch(by, user))
    with transaction.atomic():
        if second_factor.remove(user):
            record(by, of_user(user), "取消其两步验证（手机和恢复码丢失）")


def set_active(*, user: User, active: bool, by: User) -> None:
    """停用 or 恢复. A user is never deleted: what they did stands under their name."""
    _refuse(why_not_touch(by, user) if active else why_not_deactivate(by, user))
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
            record(by, of_user(user), "恢复使用" if active else "停用")


def give_role(*, user: User, unit: BudgetUnit, role: Role, by: User) -> bool:
    """Whether it is new."""
    _refuse(why_not_touch(by, user) or why_not_give(by, role))
    with transaction.atomic():
        _, is_new = Membership.objects.get_or_create(user=user, unit=unit, role=role)
        if is_new:
            record(by, of_user(user), f"任职：{unit.name}（{unit.code}）{role.label}")
    return is_new


def take_role(*, membership: Membership, by: User) -> None:
    """What was done in that role stays done."""
    _refuse(why_not_touch(by, membership.user) or why_not_give(by, membership.role))
    unit = membership.unit
    with transaction.atomic():
        if Membership.objects.filter(pk=membership.pk).delete()[0]:
            words = f"取消任职：{unit.name}（{unit.code}）{membership.get_role_display()}"
            record(by, of_user(membership.user), words)


def _refuse(words: str) -> None:
    if words:
        raise PermissionDenied(words)
