"""用户 and their roles from a spreadsheet: 用户名, 姓名, 邮箱, 单位编码, 角色; a row for each role."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from units.administration.rules import why_not_give, why_not_touch
from units.enrolment.sheets import Problem, Refused, Row
from units.models import BudgetUnit, Membership, Role, User
from units.sign_in.one_time import give_password

REQUIRED = ("用户名", "姓名")
OPTIONAL = ("邮箱", "单位编码", "角色")
_FIELDS = {"username": "用户名", "full_name": "姓名", "email": "邮箱"}
_ROLES = {str(role.label): role.value for role in Role}


@dataclass
class Plan:
    """What will be done."""

    new: dict[str, User] = field(default_factory=dict)
    memberships: list[tuple[str, str, str]] = field(default_factory=list)  # username, unit code, role
    said: list[str] = field(default_factory=list)
    unchanged: int = 0


def plan(rows: list[Row], *, by: User | None = None) -> Plan:
    """`by` an administrator, within what they may; by the operator of the server if None. Raises Refused with
    everything that is wrong."""
    existing = {user.username: user for user in User.objects.all()}
    lowered = {name.lower(): name for name in existing}
    codes = set(BudgetUnit.objects.values_list("code", flat=True))
    held = set(Membership.objects.values_list("user__username", "unit__code", "role"))
    problems: list[Problem] = []
    made = Plan()
    for row in rows:
        username = User.normalize_username(row["用户名"])
        user = made.new.get(username) or existing.get(username)
        if user is not None:
            problems += _otherwise(row, user)
        elif (other := lowered.setdefault(username.lower(), username)) != username:
            problems.append(row.problem("用户名", f"与“{other}”只差大小写"))
        else:
            problems += _new(row, username, made)
        problems += _role(row, codes)
        problems += _beyond(row, user, by) if by else []
        if row["单位编码"] and row["角色"] in _ROLES:
            wanted = (username, row["单位编码"], _ROLES[row["角色"]])
            if wanted in held:
                made.unchanged += 1
            else:
                held.add(wanted)
                made.memberships.append(wanted)
                made.said.append(f"任职 {username}：{row['单位编码']} {row['角色']}")
        elif username in existing:
            made.unchanged += 1
    if problems:
        raise Refused(problems)
    return made


def _new(row: Row, username: str, made: Plan) -> list[Problem]:
    user = User(username=username, full_name=row["姓名"], email=row["邮箱"])
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        return [row.problem(_FIELDS.get(f, f), "；".join(words)) for f, words in error.message_dict.items()]
    made.new[username] = user
    made.said.append(f"新建用户 {username} {user.full_name}")
    return []


def _otherwise(row: Row, user: User) -> list[Problem]:
    told = [("姓名", user.full_name), ("邮箱", user.email)]
    differing = [(column, now) for column, now in told if row[column] and row[column] != now]
    problems = [row.problem(c, f"已有用户的是“{now or '（无）'}”；要改请到“管理”页") for c, now in differing]
    if not user.is_active:
        problems.append(row.problem("用户名", f"用户 {user.username} 已停用；要恢复请到“管理”页"))
    return problems


def _beyond(row: Row, user: User | None, by: User) -> list[Problem]:
    """What only a superuser may do. A user who is in the file only as they are may stand there."""
    if row["角色"] in _ROLES and (words := why_not_give(by, _ROLES[row["角色"]])):
        return [row.problem("角色", words)]
    if row["角色"] and user is not None and user.pk and (words := why_not_touch(by, user)):
        return [row.problem("用户名", words)]
    return []


def _role(row: Row, codes: set[str]) -> list[Problem]:
    code, role = row["单位编码"], row["角色"]
    if not code and not role:
        return []
    problems = []
    if code not in codes:
        problems.append(row.problem("单位编码", f"没有编码为“{code}”的单位" if code else "填了角色，就要填单位编码"))
    if role not in _ROLES:
        problems.append(row.problem("角色", f"“{role}”不是：{'、'.join(_ROLES)}"))
    return problems


def give_passwords(made: Plan) -> dict[str, str]:
    """Username → one-time password; the users get its hash."""
    return {username: give_password(user) for username, user in made.new.items()}


def carry_out(made: Plan) -> None:
    """All or nothing; inside the caller's transaction, if there is one."""
    with transaction.atomic():
        User.objects.bulk_create(made.new.values(), batch_size=500)
        names = {username for username, _, _ in made.memberships}
        users = {user.username: user for user in User.objects.filter(username__in=names)}
        units = BudgetUnit.objects.in_bulk({code for _, code, _ in made.memberships}, field_name="code")
        Membership.objects.bulk_create(
            [Membership(user=users[name], unit=units[code], role=role) for name, code, role in made.memberships],
            batch_size=500,
        )
