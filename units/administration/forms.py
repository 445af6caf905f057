"""Forms of the administrator's pages. A unit is typed: its code, its full name, or both as the list offers them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from units.models import BudgetUnit, Membership, Role, User


def offered(unit: BudgetUnit) -> str:
    """523001 某某中心: as a list of units offers it, and as UnitField reads it back."""
    return f"{unit.code} {unit.name}"


class UnitField(forms.CharField):
    """A unit by code or full name; empty is None."""

    def prepare_value(self, value: Any) -> Any:
        return offered(value) if isinstance(value, BudgetUnit) else value

    def clean(self, value: Any) -> BudgetUnit | None:
        typed = super().clean(value)
        if not typed:
            return None
        unit = BudgetUnit.objects.filter(code=typed.partition(" ")[0]).first()
        if unit is not None:
            return unit
        named = list(BudgetUnit.objects.filter(name=typed)[:2])
        if len(named) == 1:
            return named[0]
        if named:
            raise ValidationError(f"不止一个单位叫“{typed}”，请填单位编码")
        raise ValidationError(f"没有编码或全称为“{typed[:40]}”的单位")

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial.code if isinstance(initial, BudgetUnit) else str(initial or "").partition(" ")[0]
        return bool(before != str(data or "").strip().partition(" ")[0])


def _prepare(form: forms.ModelForm) -> None:
    """What the page showed comes back beside what was typed; an empty box is told by its name."""
    for field in form.fields.values():
        field.show_hidden_initial = bool(form.instance.pk)
        field.error_messages["required"] = f"请填{field.label}"


class UnitForm(forms.ModelForm):
    """单位: added, renamed, moved. Only what this person changed is saved (places.change_unit)."""

    parent = UnitField(
        label="上级单位",
        required=False,
        help_text="填编码或全称；没有上级就留空",
    )

    class Meta:
        model = BudgetUnit
        fields = ("code", "name", "kind", "region", "parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        if self.instance.pk:
            del self.fields["code"]  # it stands in addresses and in what is published
            self.initial["parent"] = self.instance.parent
        self.fields["parent"].widget.attrs |= {"list": "units", "autocomplete": "off"}
        _prepare(self)


class UserForm(forms.ModelForm):
    """用户: added, or name and address changed."""

    class Meta:
        model = User
        fields = ("username", "full_name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        if self.instance.pk:
            del self.fields["username"]  # what they did stands under it
        else:
            self.fields["username"].help_text = "登录时用，建立后不能改；如姓名的拼音或工号"
        _prepare(self)

    def clean_username(self) -> str:
        username: str = User.normalize_username(self.cleaned_data["username"])
        if twin := User.objects.filter(username__iexact=username).first():
            raise ValidationError(f"已有用户“{twin.username}”（{twin.full_name}）")
        return username


class RoleForm(forms.Form):
    """任职: one more role for a user."""

    unit = UnitField(label="单位", help_text="填编码或全称", error_messages={"required": "请填单位编码或全称"})
    role = forms.ChoiceField(label="角色", choices=Role.choices)

    def __init__(self, data: Any = None, *, may_make_administrators: bool, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.fields["unit"].widget.attrs |= {"list": "units", "autocomplete": "off"}
        if not may_make_administrators:
            left = [(value, label) for value, label in Role.choices if value != Role.ADMINISTRATOR]
            self.fields["role"].choices = left  # type: ignore[attr-defined]


def roles_of(user: User) -> list[Membership]:
    """The user's roles, by unit."""
    return list(Membership.objects.filter(user=user).select_related("unit", "user").order_by("unit__code", "role"))
