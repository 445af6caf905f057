"""Checks over the written report: what it asked for and nobody answered, and all the words that people typed.

Ids: T1xx 填报完整, T2xx 文字规范.
"""

from disclosure.checks import completeness, wording
from disclosure.checks.subject import REPORT_CHECKS, Written

__all__ = ["REPORT_CHECKS", "Written", "completeness", "wording"]
