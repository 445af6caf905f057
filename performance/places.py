"""Where a printed figure of a scorecard is typed in. The forms count cards and indicators, the boxes carry their
numbers in the database: an Index knows both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from finance.cells import Address
from finance.models import FinalAccount
from finance.terms import FundSource
from performance.models import Indicator, Scorecard
from performance.sections import OVERALL, card_key

_SCORES = {"score": "filed_score", "execution_score": "filed_execution_score"}
_BOXES = ("name", "competent_department", "implementing_unit", "goal", "result", "execution_points")


@dataclass(frozen=True)
class Index:
    """Cards of an account in printed order, by key, each with the numbers of its indicators."""

    projects: tuple[str, ...] = ()
    indicators: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, account: FinalAccount) -> Self:
        """In two queries."""
        cards = {card.pk: card_key(card) for card in Scorecard.objects.filter(account=account).order_by("position")}
        indicators: dict[str, list[int]] = {key: [] for key in cards.values()}
        rows = Indicator.objects.filter(scorecard__account=account).order_by("position")
        for pk, card in rows.values_list("pk", "scorecard_id"):
            indicators[cards[card]].append(pk)
        projects = tuple(key for key in cards.values() if key != OVERALL)
        return cls(projects, {key: tuple(pks) for key, pks in indicators.items()})

    def stem(self, key: str) -> str:
        """How the names of a card's figures begin; empty for a card that is not there."""
        if key == OVERALL:
            return "scorecards.overall"
        return f"scorecards.projects.{self.projects.index(key) + 1}" if key in self.projects else ""

    def card_of(self, figure: str) -> str:
        """The key of the card a figure belongs to; empty for what belongs to none."""
        match figure.split("."):
            case ["scorecards", "overall", *_]:
                return OVERALL
            case ["scorecards", "projects", number, *_] if 0 < int(number) <= len(self.projects):
                return self.projects[int(number) - 1]
        return ""

    def box_of(self, figure: str) -> str:
        """The box a figure is typed into; empty for a total."""
        key = self.card_of(figure)
        steps = figure.split(".")[2 if key == OVERALL else 3 :]
        match steps:
            case [column] if key and column in (*_BOXES, "execution_score"):
                return f"scorecards/{key}/{_SCORES.get(column, column)}"
            case [source, column] if key and source in FundSource:
                return f"scorecard_funds/{key}-{source}/{column}"
            case ["indicators", number, column] if 0 < int(number) <= len(self.indicators.get(key, ())):
                return f"indicators/{key}-{self.indicators[key][int(number) - 1]}/{_SCORES.get(column, column)}"
        return ""

    def figure_of(self, cell: str) -> str:
        """The dotted name of what a box holds; empty where the forms do not print it."""
        section, row, column = Address.read(cell)
        key, _, rest = row.partition("-")
        stem = self.stem(key)
        if not stem:
            return ""
        printed = {box: figure for figure, box in _SCORES.items()}.get(column, column)
        match section:
            case "scorecards":
                return f"{stem}.{printed}"
            case "scorecard_funds":
                return f"{stem}.{rest}.{column}"
            case "indicators" if rest.isdigit() and int(rest) in self.indicators[key]:
                return f"{stem}.indicators.{self.indicators[key].index(int(rest)) + 1}.{printed}"
        return ""
