"""用户, 预算单位, and the roles that tie them; the one place that says which units a user may see."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone


class AmountUnit(models.TextChoices):
    """金额单位 of a user's screens; the codes are those of finance.cells.AmountUnit (a test holds the two
    together)."""

    YUAN = "yuan", "元"
    WAN = "wan", "万元"


class User(AbstractUser):
    """用户. A Chinese name is one field, not two."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("姓名", max_length=50)
    amount_unit = models.CharField(
        "金额单位", max_length=4, choices=AmountUnit.choices, default=AmountUnit.YUAN, help_text="填报页面上金额的单位"
    )

    must_change_password = models.BooleanField(
        "须更改密码", default=False, help_text="下次登录后先更改密码，才能做别的；给了一次性密码时勾上"
    )

    one_time_until = models.DateTimeField(
        "一次性密码有效至", null=True, blank=True, editable=False, help_text="空：是本人的密码"
    )

    must_use_second_factor = models.BooleanField(
        "须用两步验证", default=False, help_text="还没有设置的，登录后先设置，才能做别的"
    )

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def set_password(self, raw_password: str | None) -> None:
        """Whoever chooses a password for good, on a page or by changepassword, ends the term of the one before."""
        super().set_password(raw_password)
        self.one_time_until = None

    @property
    def has_lapsed_password(self) -> bool:
        """The one-time password was not used in its time."""
        return self.one_time_until is not None and self.one_time_until <= timezone.now()


class SignInFailure(models.Model):
    """A sign-in that failed, or is being tried; units.sign_in.throttle counts them. `username` as typed, in lower
    case: it need not be anybody's."""

    username = models.CharField("用户名", max_length=150)
    address = models.CharField("来源地址", max_length=45)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "登录失败记录"
        verbose_name_plural = "登录失败记录"
        ordering = ("-at",)
        indexes = (
            models.Index(fields=("username", "at"), name="failure_of_name"),
            models.Index(fields=("address", "at"), name="failure_of_address"),
        )

    def __str__(self) -> str:
        return f"{self.username} {self.address}"


class SecondFactor(models.Model):
    """两步验证: the secret that the user's authenticator shares with us, and the last code that was used."""

    user = models.OneToOneField(User, verbose_name="用户", on_delete=models.CASCADE, related_name="second_factor")
    sealed_secret = models.CharField("密钥（已加密）", max_length=255, help_text="units.sign_in.sealing")
    last_step = models.BigIntegerField("用过的最后一个验证码", default=0, help_text="units.sign_in.totp.step_of")
    created = models.DateTimeField("启用时间", auto_now_add=True)

    class Meta:
        verbose_name = "两步验证"
        verbose_name_plural = "两步验证"

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """恢复码: stands in for the authenticator, once. Only its hash is kept."""

    user = models.ForeignKey(User, verbose_name="用户", on_delete=models.CASCADE, related_name="recovery_codes")
    sha256 = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"

    def __str__(self) -> str:
        return str(self.user)


class UnitKind(models.TextChoices):
    """单位性质; the codes are those of finance.terms.UnitKind (a test holds the two together)."""

    ADMINISTRATIVE = "administrative", "行政单位"
    CIVIL_SERVICE_MANAGED = "civil_service_managed", "参照公务员法管理事业单位"
    PUBLIC_WELFARE_ONE = "public_welfare_one", "公益一类事业单位"
    PUBLIC_WELFARE_TWO = "public_welfare_two", "公益二类事业单位"
    OTHER_INSTITUTION = "other_institution", "其他事业单位"


class Role(models.TextChoices):
    """What a user does for a unit."""

    CLERK = "clerk", "经办人"
    REVIEWER = "reviewer", "审核人"
    ADMINISTRATOR = "administrator", "管理员"


class BudgetUnitQuerySet(models.QuerySet["BudgetUnit"]):
    """The one place that decides which units a user may see: every list, page and file is scoped by it."""

    def visible_to(self, user: User | AnonymousUser) -> "BudgetUnitQuerySet":
        """All for a superuser or 管理员; a 经办人's own units; a 审核人's own units and all below them."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        held = Membership.objects.filter(user=user)
        if user.is_superuser or held.filter(role=Role.ADMINISTRATOR).exists():
            return self
        own = models.Q(pk__in=held.filter(role=Role.CLERK).order_by().values("unit"))
        return self.filter(own | models.Q(pk__in=_reviewed_by(user)))

    def reviewable_by(self, user: User | AnonymousUser) -> "BudgetUnitQuerySet":
        """Those the user is 审核人 of, and all below them."""
        return self.filter(pk__in=_reviewed_by(user)) if isinstance(user, User) and user.is_active else self.none()

    def editable_by(self, user: User | AnonymousUser) -> "BudgetUnitQuerySet":
        """Those the user is 经办人 of. Who looks after users or reviews does not type figures."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        held = Membership.objects.filter(user=user, role=Role.CLERK)
        return self.filter(pk__in=held.order_by().values("unit"))


class BudgetUnit(models.Model):
    """预算单位: publishes its own 部门决算. `parent` is its 主管部门 or 上级单位."""

    code = models.CharField(
        "单位编码",
        max_length=20,
        unique=True,
        validators=(RegexValidator(r"\A[0-9A-Za-z]+\Z", "单位编码只能由数字和字母组成"),),
        error_messages={"unique": "该单位编码已经存在"},
    )
    name = models.CharField("单位全称", max_length=200, help_text="与公章一致的全称")
    kind = models.CharField("单位性质", max_length=40, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="主管部门或上级单位",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    region = models.CharField("行政区划", max_length=100, help_text="如：新疆维吾尔自治区昌吉回族自治州")

    objects = BudgetUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "预算单位"
        verbose_name_plural = "预算单位"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="budget_unit_not_its_own_parent",
                violation_error_message="单位不能是自己的上级",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A unit below itself would make the tree endless."""
        above, seen = self.parent, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": f"“{self.parent}”是本单位的下级，不能作为上级"})
            seen.add(above.pk)
            above = above.parent


class Membership(models.Model):
    """A user's role at a unit. One user may hold several; nobody reviews their own work all the same."""

    user = models.ForeignKey(User, verbose_name="用户", on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(BudgetUnit, verbose_name="单位", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ("unit__code", "role", "user__username")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "role"),
                name="membership_once_per_user_unit_and_role",
                violation_error_message="该用户在该单位已有此角色",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}：{self.unit} {self.get_role_display()}"


class AdministrationRecord(models.Model):
    """管理记录: what an administrator changed, and who and when. Written beside the change, in its transaction; never
    changed, never deleted."""

    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(User, verbose_name="管理员", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("对象", max_length=180, help_text="如 user:zhangsan、unit:523001")
    words = models.CharField("做了什么", max_length=1000)

    class Meta:
        verbose_name = "管理记录"
        verbose_name_plural = "管理记录"
        ordering = ("-pk",)
        indexes = (models.Index(fields=("subject", "-id"), name="record_of_subject"),)

    def __str__(self) -> str:
        return self.words


def _reviewed_by(user: User) -> RawSQL:
    """Ids of the units the user reviews and those below: the ORM cannot recurse; UNION ends circles."""
    return RawSQL(
        """
        WITH RECURSIVE reviewed(id) AS (
            SELECT unit_id FROM units_membership WHERE user_id = %s AND role = %s
            UNION
            SELECT unit.id FROM units_budgetunit AS unit JOIN reviewed ON unit.parent_id = reviewed.id
        )
        SELECT id FROM reviewed
        """,
        (user.pk, Role.REVIEWER),
    )
