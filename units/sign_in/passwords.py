"""What a password must be, beside Django's own rules: not a known word in disguise, not a walk along the keys."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

_KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
_LONG = 20
_WALKS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv", "abcdefghijklmnopqrstuvwxyz", "01234567890")
_STEPS = 5
_FEW = 6
_WORDS = frozenset({"woaini", "woaizhongguo", "zhongguo", "caizheng", "caizhengju", "juesuan", "bumenjuesuan"})


class KindsValidator:
    """Three of the four kinds of signs, or long enough to do without."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < _LONG and sum(bool(re.search(kind, password)) for kind in _KINDS) < 3:
            raise ValidationError(f"密码{self.get_help_text()}", code="password_of_few_kinds")

    def get_help_text(self) -> str:
        return f"要有大写字母、小写字母、数字、符号中的三种；{_LONG} 个字符以上的不限。"


class DisguisedWordValidator(CommonPasswordValidator):
    """Password2026! is no better than password; nor is qwert12345, nor aaaaaaaaaaaa."""

    def validate(self, password: str, user: object = None) -> None:
        lowered = password.lower()
        core = re.sub(r"[^a-z]", "", lowered)
        is_word = core in self.passwords or core in _WORDS
        is_walk = any(_walks(lowered, row) or _walks(lowered, row[::-1]) for row in _WALKS)
        if is_word or is_walk or len(set(lowered)) < _FEW:
            raise ValidationError(f"密码{self.get_help_text()}", code="password_easily_guessed")

    def get_help_text(self) -> str:
        return "不能是常用词加几个数字或符号，不能有连续的字母、数字或键位（如 12345、qwert），不能总是重复几个字符。"


def _walks(password: str, row: str) -> bool:
    return any(row[at : at + _STEPS] in password for at in range(len(row) - _STEPS + 1))
