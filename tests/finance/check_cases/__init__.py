"""The smallest change that each check of the accounts finds, by theme."""

from tests.finance.check_cases import matters, money, words
from tests.finance.check_cases.case import Case

CASES: tuple[Case, ...] = (*money.CASES, *matters.CASES, *words.CASES)
