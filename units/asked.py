"""What an address or a form asks for, read so that nothing a stranger sends can break a page."""

from typing import Any

from django.core.paginator import Paginator

_DIGITS = 19


def number_in(text: str, most: int = 2**31 - 1) -> int | None:
    """A whole number from 1 to `most`; None for whatever else was sent. isdigit alone would let ² pass, and int()
    refuses 5,000 digits."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
    return number if 0 < number <= most else None


class BoundedPaginator(Paginator[Any]):
    """For lists of django-tables2, which takes the size of a page from the address: not one of no rows, nor of all."""

    MOST = 200

    def __init__(self, object_list: Any, per_page: int | str, **options: Any) -> None:
        super().__init__(object_list, min(max(int(per_page), 1), self.MOST), **options)
