"""An account written to its rows: whole, checked, or not at all."""

from collections.abc import Iterator
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from finance import models
from finance.consolidation import is_same_sum
from finance.figures import Figures
from finance.ledger.mapping import title_of
from finance.ledger.reading import figures_of
from finance.ledger.rewriting import log_rewriting, texts_of
from finance.ledger.rows import Rows
from finance.sections import SECTIONS
from finance.summed import SUMMED
from units.models import User

_MODELS: tuple[type[Model], ...] = (
    models.UnitProfile,
    models.IncomeLine,
    models.ExpenditureLine,
    models.CarryOverLine,
    models.BudgetLine,
    models.PreviousLine,
    models.EconomicLine,
    models.ThreePublicItem,
    models.ThreePublicCounts,
    models.Procurement,
    models.Assets,
    models.PerformanceManagement,
    models.PreviousYear,
    models.Reason,
    models.Texts,
)
_SAY_IT_THEMSELVES = (NON_FIELD_ERRORS, "item_code", "economic_code", "figure")


class ChangedMeanwhile(Exception):
    """Somebody else wrote the account after it was read."""

    def __init__(self, account: models.FinalAccount) -> None:
        super().__init__(f"{account}已被他人修改，请刷新后重试")


def write_figures(
    account: models.FinalAccount,
    figures: Figures,
    *,
    by: User | None = None,
    is_sum: bool = False,
    over_sums: bool = False,
) -> None:
    """Replaces everything entered for the account by these figures; what they name missing is left null. The
    inverse of `figures_of`. Every cell that changes is logged, `by` a person, or by a command if None. `is_sum`: they
    are the account's units added up, which nothing else may write over, but `over_sums`: what is public is put back.

    Raises ValidationError with every fault found, each naming its line and code in Chinese, and writes
    nothing, as for an account that is closed; raises ChangedMeanwhile where the account's version has moved on
    since it was read."""
    unit = account.unit
    if (figures.unit.code, figures.fiscal_year) != (unit.code, account.fiscal_year):
        raise ValidationError(
            f"数据属于{figures.unit.name}（{figures.unit.code}）{figures.fiscal_year} 年度，"
            f"不能写入{unit.name}（{unit.code}）{account.fiscal_year} 年度"
        )
    making = Rows(account, figures)
    rows, header = _checked(account, making), making.header()
    with transaction.atomic():
        before = texts_of(account, SECTIONS)
        found = models.FinalAccount.objects.filter(pk=account.pk, version=account.version)
        if not found.update(**header, version=F("version") + 1, updated=timezone.now()):
            raise ChangedMeanwhile(account)
        account.refuse_closed()
        if over_sums:
            models.ConsolidatedUnit.objects.filter(consolidation__account=account).update(version=0, digest="")
        elif not is_sum:
            _refuse_other_sums(account, figures)
        for model in _MODELS:
            model._default_manager.filter(account=account).delete()
        for model in _MODELS:
            model._default_manager.bulk_create([row for row in rows if type(row) is model])
        account.refresh_from_db()
        kind = models.CellChange.Kind.SUM if is_sum else models.CellChange.Kind.SET
        log_rewriting(account, SECTIONS, before, by=by, kind=kind)


def _refuse_other_sums(account: models.FinalAccount, figures: Figures) -> None:
    """Raises ValidationError where these figures contradict what the account's units add up to."""
    if not account.is_consolidated:
        return
    if not is_same_sum(figures, figures_of(account), keeps_previous=account.keeps_previous):
        raise ValidationError(f"这份决算由所属单位汇总，数字不能另外写入。{SUMMED}")


def _checked(account: models.FinalAccount, making: Rows) -> list[Model]:
    """All rows, validated. Raises ValidationError with every fault."""
    header = models.FinalAccount(
        unit=account.unit, fiscal_year=account.fiscal_year, edition=account.edition, **making.header()
    )
    rows = making.all()
    faults = list(making.faults)
    faults += _faults(header, "部门决算", "unit")
    for row, title in rows:
        faults += _faults(row, title, "account")
    if faults:
        raise ValidationError(faults)
    return [row for row, _ in rows]


def _faults(row: Model, title: str, exclude: str) -> Iterator[str]:
    """What is wrong with a row. Uniqueness and constraints are left to the database here: each would cost a
    query a row, the rows are known to differ, and the constraints only repeat the fields' validators."""
    try:
        row.full_clean(exclude={exclude}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                yield f"{title}：{_said(row, name, message)}"


def _said(row: Model, name: str, message: str) -> str:
    if name in _SAY_IT_THEMSELVES:
        return message
    value = getattr(row, name)
    shown = f"（{value}）" if isinstance(value, Decimal | int) else ""
    return f"{title_of(type(row), name)}{shown}{message}"
