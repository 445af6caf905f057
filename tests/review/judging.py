"""What should become of every action: written by hand from the rules of the review, not from workflow.py."""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

# C: 经办人; R: 审核人 of the unit or of one above; r: the same, but nobody who has a hand in it; -: nobody.
WHO = """
           draft submitted returned approved published superseded withdrawn abandoned
submit     C     -         C        -        -         -          -         -
recall     -     C         -        -        -         -          -         -
return     -     R         -        -        -         -          -         -
approve    -     r         -        -        -         -          -         -
reopen     -     -         -        CR       -         -          -         -
reply      CR    CR        CR       CR       CR        -          -         -
clear      -     -         -        CR       -         -          -         -
publish    -     -         -        CR       -         -          -         -
supersede  -     -         -        -        -         -          -         -
withdraw   -     -         -        -        R         -          -         -
correct    -     -         -        -        C         -          C         -
abandon    -     -         -        -        -         -          -         -
"""
# The same of a correction under way, in which nobody here has a hand yet.
WHO_CORRECTING = """
           draft2 submitted2 returned2 approved2
submit     C      -          C         -
recall     -      C          -         -
return     -      R          -         -
approve    -      R          -         -
reopen     -      -          -         CR
reply      CR     CR         CR        CR
clear      -      -          -         CR
publish    -      -          -         CR
supersede  -      -          -         -
withdraw   R      R          R         R
correct    -      -          -         -
abandon    C      -          C         -
"""
LEADS_TO = {
    "submit": "submitted",
    "recall": "draft",
    "return": "returned",
    "approve": "approved",
    "reopen": "draft",
    "publish": "published",
    "withdraw": "withdrawn",
    "correct": "draft",
    "abandon": "abandoned",
}  # reply and clear: stays where it is
PEOPLE = {
    "clerk": "C",
    "reviewer": "Rr",
    "superior_reviewer": "Rr",
    "administrator": "",
    "stranger": "",
    "author_reviewer": "CR",
}


def expected() -> dict[str, str]:
    """ "status action person" → the state it leads to; empty where it is refused."""
    found = {}
    for who in (WHO, WHO_CORRECTING):
        head, *rows = (line.split() for line in who.strip().splitlines())
        for action, *cells in rows:
            for (status, letters), person in product(zip(head, cells, strict=True), PEOPLE):
                may = not set(letters).isdisjoint(PEOPLE[person])
                found[f"{status} {action} {person}"] = LEADS_TO.get(action, status.rstrip("2")) if may else ""
    return found


def faults(found: Mapping[str, Mapping[str, Any]], *statuses: str) -> list[str]:
    """What did not become of it as expected, in these states; in all if none is named."""
    wanted = {name: to for name, to in expected().items() if not statuses or name.split()[0] in statuses}
    said = [f"not tried: {name}" for name in wanted.keys() - found.keys()]
    said += [f"not expected: {name}" for name in found.keys() - wanted.keys()]
    for name in wanted.keys() & found.keys():
        said += [f"{name}: {fault}" for fault in _faults(wanted[name], found[name], name)]
    return sorted(said)


def _faults(to: str, tried: Mapping[str, Any], name: str) -> list[str]:
    said = []
    if not to:
        if not re.search(r"[\u4e00-\u9fff]{4}", tried.get("refused", "")):
            said.append(f"not refused in words: {tried}")
        if tried.get("tooltip", tried.get("refused")) != tried.get("refused"):
            said.append(f"the tooltip says otherwise: {tried}")
        if tried.get("events", 0) != 0:
            said.append("a refusal wrote an event")
        return said
    if tried.get("to") != to or tried["tooltip"]:
        return [f"should lead to {to}: {tried}"]
    state, action, _ = name.split()
    is_correction, is_withdrawn = state.endswith("2"), action == "withdraw"
    events = 2 if is_correction and action == "publish" else 1  # the one before it is superseded
    if tried["events"] != events or not tried.get("again"):
        said.append(f"pressed twice, it should be done once: {tried}")
    # A correction goes on while what it corrects is withdrawn.
    latest = state.rstrip("2") if is_correction and is_withdrawn else to
    if tried["is_open"] != (latest in ("draft", "returned")):
        said.append(f"open or closed at the wrong time: {tried}")
    if tried.get("number") != (2 if action == "correct" or (is_correction and not is_withdrawn) else 1):
        said.append(f"moved another release: {tried}")
    return said
