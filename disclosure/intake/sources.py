"""Where figures came from: the file, sheet and cell of each, as long as it still has the value that was taken."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from disclosure.intake.proposal import amount_cells
from disclosure.models import FigureSource, IntakeFile
from finance.figures import Figures
from finance.ledger import figures_of
from finance.models import FinalAccount

# Group of figures, as the checks name them → the cells that belong to it.
_GROUPS = {
    "income_lines": (
        "income",
        "general_public_budget.income",
        "government_fund.income",
        "state_capital_operations.income",
    ),
    "economic_lines": ("basic_expenditure",),
    "previous_lines": ("previous",),
    "previous_year": ("previous",),
}
_ENDS = {"opening": "opening_carry_over", "closing": "closing_carry_over"}
_STAGES = {
    "actual": "three_public",
    "previous": "previous",
    "initial_budget": "initial_budget.three_public",
    "adjusted_budget": "adjusted_budget.three_public",
}


def account_figures(account: FinalAccount) -> Figures:
    """The account's figures, those of which only the printed 万元 are known marked as such."""
    figures = figures_of(account)
    return replace(figures, printed_only=printed_only_of(account, figures))


def sources_of(account: FinalAccount, figures: Figures) -> Mapping[str, FigureSource]:
    """Cell → source, for every amount that still is what the file had."""
    amounts = amount_cells(figures)
    sources = FigureSource.objects.filter(account=account).select_related("file").defer("file__content")
    return {source.cell: source for source in sources if _holds(source, amounts.get(source.cell))}


def printed_only_of(account: FinalAccount, figures: Figures) -> frozenset[str]:
    """Groups of figures of which some are known only as printed."""
    rounded = list(FigureSource.objects.filter(account=account, printed_only=True).order_by().only("cell", "value"))
    amounts = amount_cells(figures) if rounded else {}
    cells = [source.cell for source in rounded if _holds(source, amounts.get(source.cell))]
    return frozenset(group for cell in cells for group in groups_of(cell))


def printed_cells(figures: Figures) -> dict[str, Decimal]:
    """The cells, by their groups, of which these figures say that only the printed 万元 are known."""
    return {
        cell: amount
        for cell, amount in amount_cells(figures).items()
        if amount and not figures.printed_only.isdisjoint(groups_of(cell))
    }


def with_whole_groups(figures: Figures) -> Figures:
    """printed_only as `printed_only_of` would name it once these figures are in the database."""
    groups = frozenset(group for cell in printed_cells(figures) for group in groups_of(cell))
    return replace(figures, printed_only=groups)


def groups_of(cell: str) -> tuple[str, ...]:
    """The groups of figures that a cell belongs to."""
    section, key, column = cell.split("/")
    match section:
        case "expenditure_lines":
            fund = key.partition("-")[2]
            return ("expenditure", *(f"{fund}.{part}" for part in ("expenditure", "basic", "project")))
        case "carry_over_lines":
            fund = key.partition("-")[0]
            return (_ENDS[column], f"{fund}.{column}")
        case "three_public_items":
            return (_STAGES[column],)
        case "account":
            return (column,)
        case _:
            return _GROUPS[section]


def _holds(source: FigureSource, amount: Decimal | None) -> bool:
    return amount is not None and f"{amount:.2f}" == source.value


def remember(file: IntakeFile, sources: Mapping[str, FigureSource]) -> None:
    """These cells came from this file now."""
    FigureSource.objects.filter(account=file.account_id, cell__in=list(sources)).delete()
    FigureSource.objects.bulk_create(sources.values())
