"""How much of a name stands in a text: clerks drop 人数, add 开展, turn 组织 into 组, and mean the same."""

import re
from functools import lru_cache

_NUMERALS = str.maketrans("一二三四五六七八九两", "1234567892")
_UNIT_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,4}[)）]")
_NO_WORDS = re.compile(r"[^\w]|_")
_TAIL = re.compile(r"(?:总数量?|数量|人数|个数|份数|次数|场次|场数|条数|人次|总数|金额|数)$")
_FILLER = re.compile(r"(?:共计?|合计|累计|总计|实际|已|完成|达到?|实现|为|是|了|约|分别|数量?|人数|情况)+$")
_COMMON = re.compile(r"共|已|实际|完成|开展|组织|实施|全年|本年度?|年度|累计|当年|各类|的")
_REACH = 8  # characters that may stand between a name and its number besides: 宣传册（含折页）
_FAR = 0.03  # what each of them costs


@lru_cache(maxsize=2048)
def plain_name(name: str) -> str:
    """The name without units in brackets, punctuation and quotes; 五 and 5 are the same."""
    bare = _NO_WORDS.sub("", _UNIT_IN_BRACKETS.sub("", name)).translate(_NUMERALS)
    return bare or _NO_WORDS.sub("", name).translate(_NUMERALS)


@lru_cache(maxsize=2048)
def _core(name: str) -> str:
    """What the name is about, without the word for counting it."""
    plain = plain_name(name)
    core = _TAIL.sub("", plain)
    return core if len(core) >= 2 else plain


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    if len(text) < 2:
        return frozenset({text})
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@lru_cache(maxsize=2048)
def _core_pairs(name: str) -> frozenset[str]:
    return _pairs(_core(name))


def pairs_around(before: str, after: str = "") -> frozenset[str]:
    """The character pairs on both sides of a number, for `may_resemble`."""
    return _pairs(_before(before)) | _pairs(_plain(after))


def may_resemble(name: str, around: frozenset[str]) -> bool:
    """Whether enough of a name stands around a number to look closer: nearly always it does not."""
    pairs = _core_pairs(name)
    return len(pairs & around) * 2 >= len(pairs)


def resemblance(name: str, before: str, after: str = "") -> float:
    """The part of the name's character pairs that stands right before (or around) a number, 0 to 1. The
    nearer the better: in 档案信息化建设已完成基本信息录入3950份 the number is that of 录入."""
    pairs, words = _core_pairs(name), _before(before)
    reach = len(_core(name))
    if after:
        behind = "\0" + _plain(after)[:reach]
        words += behind
        reach += len(behind)
    return max(len(pairs & _pairs(words[-reach - far :])) / len(pairs) - far * _FAR for far in range(0, _REACH + 1, 2))


def tightness(name: str, clause: str) -> float:
    """The part of the clause that the name explains: of two names in it the longer one is meant."""
    words = _pairs(_before(clause)[-len(plain_name(name)) - _REACH :])
    return len(words & _pairs(plain_name(name))) / len(words) if words else 0.0


def stands_alone(name: str, clause: str) -> bool:
    """Whether a name of only two characters is all that the clause says besides 完成, 开展 …: in 消防培训20人 the 培训
    may be another. Longer names need no such care."""
    core = _core(name)
    return len(core) > 2 or _COMMON.sub("", _before(clause)) == core


def likeness(one: str, other: str) -> float:
    """How alike two names are as wholes, 0 to 1."""
    a, b = _pairs(plain_name(one)), _pairs(plain_name(other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


@lru_cache(maxsize=2048)
def _before(text: str) -> str:
    plain = _plain(text)
    return _FILLER.sub("", plain) or plain


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    return _NO_WORDS.sub("", text).translate(_NUMERALS)
