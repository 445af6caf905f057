"""Rows to come that came already: a workbook taken twice must not bring its new projects and indicators twice."""

from collections.abc import Iterable, Iterator, Mapping

from disclosure.exports.own_workbook.contents import YUAN
from disclosure.exports.own_workbook.marks import holdable
from disclosure.intake.filled_in.current import Current, cell_at
from disclosure.intake.filled_in.reading import Filled
from finance.typed_numbers import Refused
from performance.sections import OVERALL


def known_rows(filled: Filled, current: Current) -> dict[str, str]:
    """New rows that the account has meanwhile: indicators/57-new1 → indicators/57-93. A project is known by its name,
    an indicator by all that was filled in, or else by its 三级指标."""
    known: dict[str, str] = {}
    cards = [row for row in _late(current, "scorecards", filled) if not row.endswith(f"/{OVERALL}")]
    for row in dict.fromkeys(_rows(filled, "scorecards/new")):
        name = _text(filled, f"{row}/name")
        found = next((one for one in cards if name and current.text(f"{one}/name") == name), None)
        if found:
            cards.remove(found)
            known[row] = found
    _match_indicators(filled, current, known)
    return known


def _rows(filled: Filled, start: str) -> Iterator[str]:
    return (address.rpartition("/")[0] for address in filled.cells if address.startswith(start))


def _late(current: Current, section: str, filled: Filled) -> Iterator[str]:
    """Rows of the account that it did not have when the workbook was issued."""
    rows = (f"{section}/{key}" for key in current.values[section])
    return (row for row in rows if row not in filled.issued.rows)


def _match_indicators(filled: Filled, current: Current, known: dict[str, str]) -> None:
    free = list(_late(current, "indicators", filled))
    new = [row for row in filled.new_rows if row.startswith("indicators/")]
    for alike in (_is_the_same, _has_the_same_name):
        for row in new:
            if row in known:
                continue
            card = row.partition("/")[2].partition("-")[0]
            card = known.get(f"scorecards/{card}", f"scorecards/{card}").partition("/")[2]
            candidates = (one for one in free if one.startswith(f"indicators/{card}-"))
            found = next((one for one in candidates if alike(_cells_of(filled, row), one, current)), None)
            if found:
                free.remove(found)
                known[row] = found


def _cells_of(filled: Filled, row: str) -> dict[str, str]:
    """Column → text."""
    return {
        address.rpartition("/")[2]: entered.text
        for address, entered in filled.cells.items()
        if address.startswith(f"{row}/")
    }


def _is_the_same(cells: Mapping[str, str], row: str, current: Current) -> bool:
    return all(_agrees(text, f"{row}/{column}", current) for column, text in cells.items())


def _has_the_same_name(cells: Mapping[str, str], row: str, current: Current) -> bool:
    name = cells.get("level3", "")
    return bool(name.strip()) and _agrees(name, f"{row}/level3", current)


def _agrees(text: str, address: str, current: Current) -> bool:
    cell = cell_at(address)
    try:
        return bool(cell.parse(text, YUAN) == cell.parse(holdable(current.text(address)), YUAN))
    except Refused:
        return False


def _text(filled: Filled, address: str) -> str:
    entered: Iterable[str] = (filled.cells[address].text.strip(),) if address in filled.cells else ()
    return next(iter(entered), "")
