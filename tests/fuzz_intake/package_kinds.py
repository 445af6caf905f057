"""A package, mutated: values of the wrong type, shape, size or encoding, anywhere in it."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.fuzz_intake import byte_kinds

JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 10**400, 1.5, float("nan"), float("inf"), "", " ", "0", "-0.00", "1e5", "12.345",
    "99999999999999999", "NaN", "１２", "12.3\n", [], {}, [[]], {"": ""}, "\0", "\ud800", "\u202e", "x" * 100_000,
    "2080101", "20801", "9999999", "no_such_term", "a\nb\tc", "<script>", "{{ 7*7 }}", "=1+1", ["x"] * 2000, "650001",
    "../..", "1970-01-01", 1e308,
)  # fmt: skip


def made(text: str, rng: Random) -> bytes:
    """The package with something wrong; sometimes with nothing wrong but an amount."""
    if rng.random() < 0.25:
        return byte_kinds.mutated(text.encode(), rng)
    if rng.random() < 0.15:
        return rng.choice(TEXTS)(text, rng)
    document = json.loads(text)
    for _ in range(rng.choice((1, 1, 2, 8))):
        rng.choice(WAYS)(document, rng)
    coding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030"))
    return json.dumps(document, ensure_ascii=rng.random() < 0.5).encode(
        coding, "surrogatepass" if "utf" in coding else "replace"
    )


def _any(rng: Random) -> Any:
    return copy.deepcopy(rng.choice(JUNK))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """(container, key) of everything there is."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _place(document: Any, rng: Random) -> tuple[Any, Any]:
    found = [*_places(document)]
    if rng.random() < 0.3:  # near the top, where there is little
        found = found[:6] + [place for place in found if place[0] is document.get("figures")]
    return rng.choice(found)


def _junk(document: Any, rng: Random) -> None:
    container, key = _place(document, rng)
    container[key] = _any(rng)


def _gone(document: Any, rng: Random) -> None:
    container, key = _place(document, rng)
    del container[key]


def _more(document: Any, rng: Random) -> None:
    container, key = _place(document, rng)
    if isinstance(container, dict):
        container[rng.choice(("more", "", "__class__", "\ud800", "x" * 5000, "classification"))] = _any(rng)
    else:
        container[:] = container + [container[key]] * rng.choice((1, 3, 1500))


def _moved(document: Any, rng: Random) -> None:
    (one, key), (other, another) = _place(document, rng), _place(document, rng)
    one[key] = copy.deepcopy(other[another])


def _amount(document: Any, rng: Random) -> None:
    """No fault at all, but another number."""
    amounts = [(c, k) for c, k in _places(document) if isinstance(c[k], str) and c[k].endswith((".00", ".10"))]
    if amounts:
        container, key = rng.choice(amounts)
        container[key] = f"{rng.randrange(10**9)}.{rng.randrange(100):02}"


def _deep(document: Any, rng: Random) -> None:
    container, key = _place(document, rng)
    deep: Any = _any(rng)
    for _ in range(rng.choice((5, 200))):
        deep = [deep] if rng.random() < 0.5 else {"a": deep}
    container[key] = deep


WAYS: tuple[Callable[[Any, Random], None], ...] = (_junk, _junk, _junk, _gone, _more, _moved, _amount, _amount, _deep)


def _very_deep(text: str, rng: Random) -> bytes:
    depth = rng.choice((2000, 100_000, 1_000_000))
    opening, closing = rng.choice((("[", "]"), ('{"a":', "}")))
    return (opening * depth + rng.choice(("1", "")) + closing * rng.choice((0, depth))).encode()


def _twice(text: str, rng: Random) -> bytes:
    name = rng.choice(("format", "figures", "edition", "fiscal_year"))
    return text.replace(f'"{name}":', f'"{name}": null, "{name}":', 1).encode()


def _digits(text: str, rng: Random) -> bytes:
    return text.replace("2023", "2" * rng.choice((5, 5000, 100_000)), 1).encode()


def _behind(text: str, rng: Random) -> bytes:
    return (text + rng.choice(("}", "x", text, "\0", "//"))).encode()


def _version(text: str, rng: Random) -> bytes:
    return text.replace(
        '"version": 1', f'"version": {rng.choice(("true", "2", "1.0", "-1", "NaN", "1e400"))}', 1
    ).encode()


TEXTS = (_very_deep, _twice, _digits, _behind, _version)
