"""What is filled in on the review page beside comments."""

from django import forms
from django.utils import timezone


def _date(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class ClearanceForm(forms.Form):
    """保密审查 and 负责人签发, before publication."""

    secrecy_reviewed_by = forms.CharField(label="保密审查人", max_length=50)
    secrecy_reviewed_on = _date("保密审查日期")
    signed_by = forms.CharField(label="签发负责人", max_length=50)
    signed_on = _date("签发日期")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        today = timezone.localdate().isoformat()
        for name in ("secrecy_reviewed_on", "signed_on"):
            self.fields[name].widget.attrs["max"] = today


class ReplyForm(forms.Form):
    """批复日期."""

    replied_on = _date("财政批复日期", "自批复之日起二十日内公开")
