"""python manage.py sample NAME: a sample report, its unit and demo users; prints UNIT_CODE YEAR last."""

from argparse import ArgumentParser
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from disclosure.moving import move_to_edition
from disclosure.samples import SAMPLES, Sample
from finance.figures import Figures
from finance.ledger import write_figures
from finance.models import FinalAccount
from performance.ledger import write_scorecards
from performance.scorecards import Scorecards
from units.models import BudgetUnit, Membership, Role, User


class DemoUser(NamedTuple):
    """A user for trying things out; the password is known to everyone who reads this."""

    username: str
    full_name: str
    role: Role
    password: str


DEMO_USERS = (
    DemoUser("clerk", "演示经办人", Role.CLERK, "demo-clerk-2023"),
    DemoUser("reviewer", "演示审核人", Role.REVIEWER, "demo-reviewer-2023"),
    DemoUser("admin", "演示管理员", Role.ADMINISTRATOR, "demo-admin-2023"),
)


class Command(BaseCommand):
    help = "载入一份示例决算，连同单位和演示用户；已有的决算不改动，除非加 --reset"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=sorted(SAMPLES), help="示例名称")
        parser.add_argument("--reset", action="store_true", help="把已有的决算恢复为示例数据，覆盖其中的修改")

    def handle(self, *_args: Any, **options: Any) -> None:
        sample = SAMPLES[options["name"]]
        figures, scorecards = sample.build()
        try:
            with transaction.atomic():
                unit = _unit(figures, sample)
                said = [_load(unit, figures, scorecards, sample, reset=options["reset"])]
                said += [_enrol(user, unit) for user in DEMO_USERS]
        except ValidationError as error:
            raise CommandError("示例数据不能写入：\n" + "\n".join(error.messages)) from error
        self.stdout.write("\n".join(said))
        self.stdout.write("演示用户的密码是公开的，请勿用于正式环境。")
        self.stdout.write(f"{unit.code} {figures.fiscal_year}")


def _unit(figures: Figures, sample: Sample) -> BudgetUnit:
    """The sample's unit. Refuses a code that another unit has; once loaded, it may be renamed."""
    defaults = {"name": figures.unit.name, "kind": figures.unit.kind.value, "region": sample.region}
    unit, _ = BudgetUnit.objects.get_or_create(code=figures.unit.code, defaults=defaults)
    is_loaded = unit.final_accounts.filter(fiscal_year=figures.fiscal_year).exists()
    if unit.name != figures.unit.name and not is_loaded:
        raise CommandError(f"单位编码“{unit.code}”已由“{unit.name}”使用，不能载入“{figures.unit.name}”的示例")
    return unit


def _enrol(demo: DemoUser, unit: BudgetUnit) -> str:
    """The demo user with its role, and what was done; a real user of that name gains nothing."""
    is_administrator = demo.role == Role.ADMINISTRATOR
    user = User.objects.filter(username=demo.username).first() or User.objects.create_user(
        demo.username,
        password=demo.password,
        full_name=demo.full_name,
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )
    if user.full_name != demo.full_name:
        return f"{demo.role.label}：用户 {demo.username} 已经存在，不是演示用户，未作改动"
    Membership.objects.get_or_create(user=user, unit=unit, role=demo.role)
    return f"{demo.role.label}：{demo.username}，初始密码 {demo.password}"


def _load(unit: BudgetUnit, figures: Figures, scorecards: Scorecards, sample: Sample, *, reset: bool) -> str:
    """Write the account unless it is there; what was done, in words."""
    account, is_new = FinalAccount.objects.get_or_create(
        unit=unit,
        fiscal_year=figures.fiscal_year,
        defaults={
            "edition": sample.edition,
            "unit_name": figures.unit.name,
            "unit_kind": figures.unit.kind.value,
        },
    )
    if not is_new and not reset:
        return f"{account}已经存在，未作改动（要恢复为示例数据，请加 --reset）"
    if account.edition != sample.edition:
        move_to_edition(account, sample.edition)
    write_figures(account, figures)
    write_scorecards(account, scorecards)
    return f"已载入{account}" if is_new else f"已把{account}恢复为示例数据"
