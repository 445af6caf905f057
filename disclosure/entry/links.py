"""From a figure to the address of its box, for the preview and the findings."""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from disclosure.entry.pages import SCORECARDS, Place, finance_place, place_of
from disclosure.findings import page_of
from finance.models import FinalAccount
from performance.places import Index


class Links:
    """Places and addresses of one account's figures, each worked out once."""

    def __init__(self, account: FinalAccount) -> None:
        self.account = account
        self._places: dict[str, Place | None] = {}
        self._addresses: dict[str, str] = {}
        self._pages: dict[str, str] = {}

    @cached_property
    def index(self) -> Index:
        """Read where a figure of a scorecard is asked for."""
        return Index.of(self.account)

    def place(self, figure: str) -> Place | None:
        if figure not in self._places:
            self._places[figure] = self._place(figure)
        return self._places[figure]

    def _place(self, figure: str) -> Place | None:
        if not figure:
            return None
        return place_of(figure, self.index) if figure.startswith(SCORECARDS) else finance_place(figure)

    def feeds(self, figure: str, page: str) -> Place | None:
        """The place on this page that the figure comes from. A difference against a base comes from the base's
        page too, though it leads to its reason."""
        if figure.startswith(SCORECARDS) and page_of(figure).value != page:
            return None
        place = self.place(figure)
        if place and place.page == "reasons" != page:
            name, _, base = figure.rpartition(".")
            place = self.place(f"{base}.{name}")
        return place if place and place.page == page else None

    def to(self, figure: str) -> str:
        """The address; empty where the figure is not typed in."""
        if figure not in self._addresses:
            place = self.place(figure)
            self._addresses[figure] = self._address(figure, place) if place else ""
        return self._addresses[figure]

    def _address(self, figure: str, place: Place) -> str:
        if place.page not in self._pages:
            where = (self.account.unit.code, self.account.fiscal_year, place.page)
            self._pages[place.page] = reverse("entry_page", args=where)
        is_one_of_many = place.card and place.page == "project_scorecards"
        query = f"?{urlencode({'card': place.card})}" if is_one_of_many else ""
        return f"{self._pages[place.page]}{query}#{place.cell or f'total:{figure}'}"
