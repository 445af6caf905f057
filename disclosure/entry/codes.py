"""Codes found by code, name or pinyin initials, for the picker."""

from dataclasses import asdict, dataclass
from functools import cache

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from disclosure.entry.access import visible_account
from finance.cells import Refused
from finance.classification import CodeTree, classification_of
from units.spelling import initials

MOST = 30


@dataclass(frozen=True)
class Found:
    """A 科目 an amount can be entered under."""

    code: str
    name: str
    path: str
    pinyin: str


@cache
def _leaves(fiscal_year: int, kind: str) -> tuple[Found, ...]:
    tree = _tree(fiscal_year, kind)
    return tuple(
        Found(code, tree.name(code), " › ".join(tree.path(code)[:-1]), initials(tree.name(code)))
        for code in tree.leaves
    )


def _tree(fiscal_year: int, kind: str) -> CodeTree:
    classification = classification_of(fiscal_year)
    return classification.economic if kind == "economic" else classification.functional


def find_codes(fiscal_year: int, kind: str, query: str) -> list[Found]:
    """The best first: the code itself, codes that start so, names that are so, then names and initials that
    hold it."""
    wanted = "".join(query.split()).lower()
    ranked = [(rank, leaf) for leaf in _leaves(fiscal_year, kind) if (rank := _rank(leaf, wanted)) is not None]
    ranked.sort(key=lambda entry: (entry[0], entry[1].code))
    return [leaf for _, leaf in ranked[:MOST]]


def _rank(leaf: Found, wanted: str) -> int | None:
    tests = (
        leaf.code == wanted or leaf.name == wanted,
        leaf.code.startswith(wanted),
        leaf.pinyin == wanted,
        leaf.name.startswith(wanted),
        leaf.pinyin.startswith(wanted),
        wanted in leaf.name,
        len(wanted) > 1 and wanted in leaf.pinyin,
        wanted in f"{leaf.path}{leaf.name}".replace(" › ", ""),
    )
    return next((rank for rank, is_met in enumerate(tests) if is_met), None)


def found_code(fiscal_year: int, kind: str, typed: str) -> str:
    """The one code meant, typed as a code, a name or initials. Raises Refused naming the candidates."""
    if typed.isascii() and typed.isdigit():
        return typed  # whether there is such a code is the section's business
    found = find_codes(fiscal_year, kind, typed.partition(" ")[0] if typed[:1].isdigit() else typed)
    exact = [leaf for leaf in found if typed in (leaf.name, leaf.pinyin, f"{leaf.code} {leaf.name}")]
    if len(exact or found) == 1:
        return (exact or found)[0].code
    if not found:
        raise Refused(f"没有找到科目“{typed[:20]}”，请填科目编码")
    some = "、".join(f"{leaf.code} {leaf.name}（{leaf.path.split(' › ')[-1]}）" for leaf in (exact or found)[:8])
    raise Refused(f"“{typed[:20]}”不止一个科目，请填编码：{some}")


@require_GET
def codes(request: HttpRequest, unit_code: str, fiscal_year: int) -> JsonResponse:
    """JSON for the picker; without a query, all there are."""
    account = visible_account(request, unit_code, fiscal_year)
    kind = "economic" if request.GET.get("kind") == "economic" else "functional"
    query = request.GET.get("q", "")[:50].strip()
    found = find_codes(account.fiscal_year, kind, query) if query else _leaves(account.fiscal_year, kind)
    response = JsonResponse([asdict(leaf) for leaf in found], safe=False)
    patch_cache_control(response, private=True, max_age=3600)
    return response
