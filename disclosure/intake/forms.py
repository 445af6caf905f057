"""The form that a file is handed in with."""

from django import forms

from disclosure.intake.opening import MAX_BYTES
from disclosure.intake.preview import Purpose
from finance.terms import BudgetStage


class UploadForm(forms.Form):
    """File, what it is for, and what 预算数 of its 公开07表 means."""

    file = forms.FileField(
        label="文件", error_messages={"required": "请选择一个文件", "empty": "文件是空的", "missing": "请选择一个文件"}
    )
    purpose = forms.ChoiceField(
        label="这个文件是",
        choices=[(p.value, p.label) for p in (Purpose.THIS_YEAR, Purpose.LAST_YEAR)],
        widget=forms.RadioSelect,
        initial=Purpose.THIS_YEAR.value,
        error_messages={"required": "请选择文件的用途"},
    )
    stage = forms.ChoiceField(
        label="“三公”经费表的预算数是",
        choices=BudgetStage.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择预算数的口径"},
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"文件有 {file.size / 1024 / 1024:.1f} MB，最多 {MAX_BYTES // 1024 // 1024} MB")
        return file
