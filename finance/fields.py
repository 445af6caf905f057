"""Database columns of the trade: amounts in 元, counts, and free text that is clean however it arrives."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from finance.classification import UnknownYear, classification_of
from finance.free_text import clean_name, clean_text
from finance.money import ZERO
from finance.terms import Term

# 15 digits are what SQLite keeps exactly (it stores a number as a double): 9,999,999,999,999.99 元. With one
# more the 分 would be lost without a word, so validation refuses it.
MAX_DIGITS = 15
_NOT_NEGATIVE = MinValueValidator(0, message="不能为负数")

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
    _CharField = models.CharField[str, str]
else:
    _TextField = models.TextField
    _CharField = models.CharField


def validate_fiscal_year(fiscal_year: int) -> None:
    """A year without 科目表 is refused: no code could be checked or named. Raises ValidationError."""
    try:
        classification_of(fiscal_year)
    except UnknownYear as error:
        raise ValidationError(str(error)) from error


def amount_field(label: str, *, signed: bool = False) -> "models.DecimalField[Any, Decimal]":
    """金额（元）, kept to the 分, 0.00 unless entered; not negative unless `signed` (rules.md, rule 6)."""
    return models.DecimalField(
        label,
        max_digits=MAX_DIGITS,
        decimal_places=2,
        default=ZERO,
        validators=() if signed else (_NOT_NEGATIVE,),
        error_messages={"invalid": "不是金额"},
    )


def optional_amount_field(label: str) -> "models.DecimalField[Any, Decimal | None]":
    """金额（元）, not negative; null: not filled in yet, which is not the same as zero."""
    return models.DecimalField(
        label,
        max_digits=MAX_DIGITS,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(_NOT_NEGATIVE,),
        error_messages={"invalid": "不是金额"},
    )


def optional_score_field(label: str) -> "models.DecimalField[Any, Decimal | None]":
    """得分, to two decimals, 100 at most; null: not filled in yet."""
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(_NOT_NEGATIVE, MaxValueValidator(100, message="不能超过 100")),
        error_messages={"invalid": "不是得分"},
    )


def optional_count_field(label: str) -> "models.PositiveIntegerField[Any, int | None]":
    """人数, 辆数, 批次 …; null: not filled in yet."""
    return models.PositiveIntegerField(label, null=True, blank=True, validators=(_NOT_NEGATIVE,))


def term_field(label: str, terms: type[Term], default: Term | None = None) -> "models.CharField[Any, str]":
    """One of a closed list (finance.terms)."""
    choices = terms.choices()
    if default is None:
        return models.CharField(label, max_length=40, choices=choices)
    return models.CharField(label, max_length=40, choices=choices, default=default.value)


class FreeTextField(_TextField):
    """文字说明. Cleaned by validation and again by every save, so bulk_create brings nothing in unclean."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return clean_text(text) if isinstance(text, str) else text


class FreeCharField(_CharField):
    """名称: one line, without marks nobody sees."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return clean_name(text) if isinstance(text, str) else text
