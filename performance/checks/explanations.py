"""What the clerk wrote about the accounts — 主要原因, 绩效管理情况, 其他说明 — against the amounts it quotes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from finance.checks.causes import likely_cause, with_cause
from finance.checks.registry import Found, Severity
from finance.checks.words import amount_words
from finance.figures import Figures
from performance.checks.evaluation import Evaluation, check
from performance.checks.texts import quote
from performance.matching import FigureMatch, NamedFigure, figure_matches
from performance.scoring import plain

# Names under which a text may quote a figure, the longer before the shorter. 基本支出, 项目支出 and 其他收入 are not
# among them: in a text they are as often a part as the whole.
_TOTALS = {
    "income_grand_total": ("收入总计",),
    "expenditure_grand_total": ("支出总计",),
    "three_public.total": ("“三公”经费支出", "“三公”经费", "三公经费"),
    "agency_operating_costs": ("机关运行经费",),
    "procurement.total": ("政府采购支出总额", "政府采购总额"),
}
_AMOUNTS = {
    **_TOTALS,
    "income.total": ("本年收入合计", "本年总收入", "本年收入"),
    "expenditure.total": ("本年支出合计", "本年总支出", "本年支出"),
    "income.fiscal_appropriation": ("财政拨款收入",),
    "opening_carry_over.total": ("年初结转和结余",),
    "closing_carry_over.total": ("年末结转和结余",),
    "three_public.official_reception": ("公务接待费",),
    "three_public.vehicle_running": ("公务用车运行维护费",),
    "assets.fixed_assets": ("固定资产原值",),
}
_COUNTS = {
    "profile.staff": ("实有人数",),
    "profile.on_duty": ("在职人员", "在职人数"),
    "profile.retired": ("退休人员", "退休人数"),
}
_TEXTS = (
    "performance_results",
    "performance_problems",
    "performance_measures",
    "performance_suggestions",
    "other_notes",
)


@check("P421", Severity.ERROR, rules=(54,))
def amounts_quoted_in_explanations_are_those_of_the_accounts(e: Evaluation) -> Iterator[Found]:
    """主要原因、绩效管理情况和其他说明中写到的收入、支出、经费、人数应与决算一致。

    Rule 54. Only what is called by its full name is compared, and in a 主要原因, which speaks of parts, only totals.
    """
    f = e.figures
    reasons = [(f"reasons.{key}", text) for key, text in f.reasons.items()]
    notes = [(f"texts.{name}", _joined(getattr(f.texts, name))) for name in _TEXTS]
    for texts, named in ((reasons, _named(f, _TOTALS)), (notes, _all(e))):
        for figure, text in texts:
            for match in figure_matches(text, named, (f.unit.name,)):
                if not match.agrees and (match.quantity.unit.is_money or not match.quantity.after):
                    yield _disagreement(figure, match)


def _joined(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else "\n".join(text)


def _named(f: Figures, names: Mapping[str, tuple[str, ...]], unit: str = "元") -> tuple[NamedFigure, ...]:
    return tuple(NamedFigure(name, _amount(f, name), called, unit) for name, called in names.items())


def _all(e: Evaluation) -> tuple[NamedFigure, ...]:
    f, overall = e.figures, e.overall
    named = (*_named(f, _AMOUNTS), *_named(f, _COUNTS, "人"))
    if overall is None:
        return named
    return (
        *named,
        NamedFigure(f"{overall.figure}.adjusted_budget", overall.card.adjusted_budget, ("全年预算总额",)),
        NamedFigure(f"{overall.figure}.executed", overall.card.executed, ("实际执行总额",)),
    )


def _amount(f: Figures, name: str) -> Decimal:
    return f.amount(name) or Decimal(0)


def _disagreement(figure: str, match: FigureMatch) -> Found:
    quantity = match.quantity
    if quantity.unit.is_money:
        value, difference = amount_words(match.value), amount_words(abs(quantity.scaled - match.value))
    else:
        value = f"{plain(match.value)}{quantity.unit.name}"
        difference = f"{plain(abs(quantity.scaled - match.value))}{quantity.unit.name}"
    cause = with_cause(likely_cause(quantity.scaled, match.value, is_money=quantity.unit.is_money))
    return Found(
        f"文字写“{quote(quantity)}”，决算为{value}，相差{difference}。{cause}请改正其中一处。",
        (figure, match.figure),
    )
