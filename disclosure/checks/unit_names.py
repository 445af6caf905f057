"""Names in a text that nearly are the unit's: another ending (…服务局 for …服务中心), or a character wrong."""

import re
from functools import lru_cache

# What bodies are called, unless the character begins another word (处理, 所需, 院校).
_KINDS = r"中心|委员会|办公室|大队|支队|局(?![部面限势])|厅|处(?![理置于在])|站(?![点在])|所(?![需在有以属])|院(?!校)"
_ENDING = re.compile(rf"(?:{_KINDS})$")
_REGION = re.compile(r"^.*?(?:自治区|自治州|自治县|省|地区|州|市|县|区|镇|乡)(?=.{4})")
_LEAST_CORE = 4
_ANCHOR = 4
_LEAST_SLIPPED = 7  # in a shorter name a character makes another name
_NUMERAL = re.compile(r"[\d一二三四五六七八九十]")


def other_names(name: str, text: str) -> tuple[str, ...]:
    """What the text calls the unit besides its name, in order; empty where it calls it rightly or not at all."""
    short = _REGION.sub("", name)
    found = [match[0] for match in _with_another_ending(short).finditer(text)] if _core(short) else []
    rest = text.replace(short, "　" * len(short))  # a slip does not overlap the right name
    return tuple(dict.fromkeys((*found, *_slips(short, rest))))


def _core(short: str) -> str:
    """The name without its ending; empty where it is too short to be told from common words."""
    ending = _ENDING.search(short)
    core = short[: ending.start()] if ending else ""
    return core if len(core) >= _LEAST_CORE else ""


@lru_cache(maxsize=64)
def _with_another_ending(short: str) -> re.Pattern[str]:
    core = _core(short)
    return re.compile(rf"{re.escape(core)}(?!{re.escape(short[len(core) :])})(?:{_KINDS})")


def _slips(short: str, text: str) -> list[str]:
    """Stretches of the text that are the name but for one character wrong, left out or too many."""
    if len(short) < _LEAST_SLIPPED or not _core(short):
        return []
    found = []
    for start in _starts(short, text):
        # The right length first, or a slip would be told with its neighbour.
        for length in (len(short), len(short) - 1, len(short) + 1):
            written = text[start : start + length]
            if written[-1:] == short[-1] and _is_slip(written, short):
                found.append(written)
                break
    return found


def _starts(short: str, text: str) -> list[int]:
    """Where a stretch that ends like the name, or begins like it, may begin."""
    head, tail = re.escape(short[:_ANCHOR]), re.escape(short[-_ANCHOR:])
    starts = {match.start() for match in re.finditer(head, text)}
    ends = [match.end() for match in re.finditer(tail, text)]
    starts |= {end - length for end in ends for length in (len(short) - 1, len(short), len(short) + 1)}
    return sorted(start for start in starts if start >= 0)


def _is_slip(written: str, short: str) -> bool:
    """One character differs, and it is not which of several (第一中学, 第二中学)."""
    shorter = min(len(written), len(short))
    head = next((i for i in range(shorter) if written[i] != short[i]), shorter)
    tail = next((i for i in range(shorter - head) if written[-1 - i] != short[-1 - i]), shorter - head)
    if head + tail < max(len(written), len(short)) - 1:
        return False
    changed = written[head : len(written) - tail] + short[head : len(short) - tail]
    return bool(changed) and not _NUMERAL.search(changed)
