"""勾稽关系 over one account: every module of checks is named here, which registers it."""

from finance.checks.account import ACCOUNT_CHECKS

__all__ = ["ACCOUNT_CHECKS"]
