"""科目: the codes of a year, how each is known, one found, and what differs from the year before."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from finance.classification import CodeTree, classification_of
from finance.classification.tree import FIRST_YEAR, LEVELS, Entry
from operations.administration.access import administered
from units.asked import number_in
from units.spelling import initials

MOST = 100
CONFIDENCE = {"attested": "见于公开的文件", "high": "按当年科目，未与财政部原件核对", "medium": "待核对"}


@dataclass(frozen=True)
class Changes:
    """What a year has otherwise than the one before."""

    new: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    renamed: tuple[tuple[Entry, Entry], ...]  # as it was called, as it is called

    @property
    def count(self) -> int:
        return len(self.new) + len(self.gone) + len(self.renamed)


@dataclass(frozen=True)
class Summary:
    """One classification of one year."""

    tree: CodeTree
    levels: tuple[tuple[str, int], ...]
    confidence: tuple[tuple[str, int], ...]
    changes: Changes | None  # none for the first year collected


@require_safe
@administered
def codes(request: HttpRequest) -> HttpResponse:
    last = timezone.localdate().year
    years = list(range(last, FIRST_YEAR - 1, -1))
    asked = number_in(request.GET.get("year", ""))
    year = asked if asked in years else last - 1
    found = classification_of(year)
    trees = (found.functional, found.economic)
    words = request.GET.get("words", "").strip()[:50]
    matching = [entry for tree in trees for entry in _found(tree, words)] if words else []
    context = {
        "year": year,
        "years": years,
        "summaries": [_summary(tree) for tree in trees],
        "words": words,
        "found": [(entry, LEVELS[len(entry.code)], CONFIDENCE[entry.confidence]) for entry in matching[:MOST]],
        "count": len(matching),
        "most": MOST,
    }
    return render(request, "administration/codes.html", context)


def _summary(tree: CodeTree) -> Summary:
    levels = Counter(LEVELS[len(code)] for code in tree.codes)
    known = Counter(tree.entry(code).confidence for code in tree.codes)
    return Summary(
        tree,
        tuple((level, levels[level]) for level in LEVELS.values() if levels[level]),
        tuple((words, known[key]) for key, words in CONFIDENCE.items() if known[key]),
        _changes(tree) if tree.fiscal_year > FIRST_YEAR else None,
    )


def _changes(tree: CodeTree) -> Changes:
    before = classification_of(tree.fiscal_year - 1)
    old = before.functional if tree.leaf_length == 7 else before.economic
    return Changes(
        tuple(tree.entry(code) for code in tree.codes if not old.has(code)),
        tuple(old.entry(code) for code in old.codes if not tree.has(code)),
        tuple(
            (old.entry(code), tree.entry(code))
            for code in tree.codes
            if old.has(code) and old.name(code) != tree.name(code)
        ),
    )


def _found(tree: CodeTree, words: str) -> list[Entry]:
    """By the code's beginning, by words of the name, by first letters."""
    letters = words.lower() if words.isascii() and words.isalpha() and len(words) > 1 else ""
    return [
        tree.entry(code)
        for code in tree.codes
        if code.startswith(words) or words in tree.name(code) or (letters and letters in initials(tree.name(code)))
    ]
