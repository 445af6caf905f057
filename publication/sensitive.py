"""What must not become public by mistake: personal data in free text, and words of secrecy. Pure.

身份证号 by GB 11643 (date and check digit), 手机号 by the numbering plan (11 digits, 13–19), 银行卡号 by GB/T 14504 and
the Luhn check digit. A number that only looks like one is let pass where its check digit says so.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from finance.terms import Term


class Kind(Term):
    """What was found. Personal data stops a publication; a word wants a word."""

    IDENTITY = "identity", "身份证号"
    MOBILE = "mobile", "手机号"
    BANK_CARD = "bank_card", "银行卡号"
    SECRECY = "secrecy", "涉密字样"

    @property
    def is_personal(self) -> bool:
        return self is not Kind.SECRECY


@dataclass(frozen=True)
class Found:
    """One place in a text. `shown`: as it may be shown to staff, most digits of a number hidden."""

    kind: Kind
    start: int
    end: int
    shown: str


_GAP = r"[ \u3000\-—–]?"
_RUN = re.compile(rf"(?<![\dA-Za-z])\+?\d(?:{_GAP}\d){{10,22}}(?:{_GAP}[Xx])?(?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MOBILE = re.compile(r"(?:\+?0{0,2}86)?(1[3-9]\d{9})")
_OLD_IDENTITY = re.compile(r"[1-9]\d{5}\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}")
# 62 银联; 4, 51–55 and 22–27 of the international schemes; 35, 36 of others issued here
_CARD = re.compile(r"(?:62|60|4|5[1-5]|2[2-7]|35|36|9)\d{13,17}")

# 国家秘密 has three grades; the others mark papers that are not for everyone. Names that only contain such a word
# are everyday words of an office.
_SECRECY = re.compile(
    r"绝密|机密|秘密|密级|涉密|内部资料|内部文件|内部使用|内部掌握|内部参考|不宜公开|不得公开|不予公开|不对外公开|暂不公开"
    r"|仅供参阅|内部(?!控制|审计|管理|机构|监督|设|制度|稽核|决策|巡察|网)"
)
_EVERYDAY = re.compile(r"商业秘密|保守秘密|秘密级以下")


def personal_data(text: str) -> Iterator[Found]:
    """Every 身份证号, 手机号 and 银行卡号 in a text, however it is spaced or typed."""
    plain = "".join(_digit(character) for character in text)
    for match in _RUN.finditer(plain):
        digits = re.sub(r"[^\dXx+]", "", match[0]).upper()
        if kind := _kind(digits):
            yield Found(kind, match.start(), match.end(), f"{digits[:3]}……{digits[-2:]}")


def secrecy_words(text: str) -> Iterator[Found]:
    """Every word that marks, or names, what is not for the public."""
    everyday = [match.span() for match in _EVERYDAY.finditer(text)]
    for match in _SECRECY.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in everyday):
            yield Found(Kind.SECRECY, match.start(), match.end(), match[0])


def masked(text: str) -> str:
    """The text with most of each such number hidden."""
    for found in reversed(list(personal_data(text))):
        text = f"{text[: found.start]}{found.shown}{text[found.end :]}"
    return text


def _digit(character: str) -> str:
    """Full-width and other digits as ASCII; one character stays one."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return {"Ｘ": "X", "ｘ": "x", "＋": "+", "－": "-", "．": "."}.get(character, character)


def _kind(digits: str) -> Kind | None:
    if is_identity(digits):
        return Kind.IDENTITY
    if _MOBILE.fullmatch(digits):
        return Kind.MOBILE
    if _CARD.fullmatch(digits) and is_luhn(digits):
        return Kind.BANK_CARD
    return Kind.IDENTITY if _OLD_IDENTITY.fullmatch(digits) else None


def is_identity(text: str) -> bool:
    """18 characters: region, a date of birth that exists, and the check digit of GB 11643."""
    if not re.fullmatch(r"[1-8]\d{16}[\dX]", text):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return born.year >= 1900 and _CHECK[total % 11] == text[17]


def is_luhn(digits: str) -> bool:
    """The check digit of a bank card."""
    doubled = (int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
