"""拼音 of names, for finding them by the first letters."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=50_000)
def initials(name: str) -> str:
    """行政运行 → xzyx."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()
