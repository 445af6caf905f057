"""What a kind of fault is, and where the kinds register. Each takes a clean account and returns it with one fault in
it, or None where the account has nothing to break that way."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tests.faults.accounts import Account

type Inject = Callable[[random.Random, Account], Account | None]


def having[T](thing: T, **values: Any) -> T:
    """The thing with other values: `replace` where the names are only known at run time."""
    return replace(thing, **values)  # type: ignore[type-var]


class Runs(StrEnum):
    """Which checks look at a kind: the others cannot see it, and time is short."""

    ACCOUNT = "account"
    LAST_YEAR = "last_year"
    CARDS = "cards"
    WORDS = "words"  # the written report's checks of what people typed
    REPORT = "report"  # the report written anew


@dataclass(frozen=True)
class Kind:
    """One kind of fault, or of harmless change."""

    name: str
    runs: Runs
    inject: Inject


FAULTS: dict[str, Kind] = {}
HARMLESS: dict[str, Kind] = {}


def fault(name: str, runs: Runs) -> Callable[[Inject], Inject]:
    """Register a kind of fault under its Chinese name."""
    return _register(FAULTS, name, runs)


def harmless(name: str, runs: Runs) -> Callable[[Inject], Inject]:
    """Register a change after which everything still agrees."""
    return _register(HARMLESS, name, runs)


def _register(kinds: dict[str, Kind], name: str, runs: Runs) -> Callable[[Inject], Inject]:
    def register(inject: Inject) -> Inject:
        assert name not in kinds, name
        kinds[name] = Kind(name, runs, inject)
        return inject

    return register
