"""The frozen page of a report, made ready to read: each number a link to where it comes from. Pure.

The text itself is not touched: it is what was published.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

_MARKED = re.compile(
    r'<(?P<tag>span|td|th)(?P<before>[^>]*?) data-figure="(?P<name>[^"]+)"(?P<after>[^>]*)>(?P<text>[^<]*)</(?P=tag)>'
)
_IS_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?\s*")
_SECTION = re.compile(r'<section class="part.*?</section>', re.DOTALL)
_HEADING = re.compile(r'(?=<h[12] id=")')


def linked(html: str, address: str) -> str:
    """Numbers as links to their pages under an address; the first cell of each gets the id that its page leads to."""
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        tag, name, text = match["tag"], unescape(match["name"]), match["text"]
        if not _IS_NUMBER.fullmatch(unescape(text)):
            return f"<{tag}{match['before']}{match['after']}>{text}</{tag}>"
        place = ""
        if tag != "span" and name not in seen:
            seen.add(name)
            place = f' id="{cell_anchor(name)}"'
        anchor = f'<a class="figure" rel="nofollow" href="{address}{quote(name)}/">{text}</a>'
        return anchor if tag == "span" else f"<{tag}{match['before']}{match['after']}{place}>{anchor}</{tag}>"

    return _MARKED.sub(link, html)


def cell_anchor(name: str) -> str:
    """The id of a figure's cell."""
    return "cell-" + re.sub(r"[^\w.-]", "_", name)


def section_of(html: str, key: str) -> str:
    """The HTML of one section, table or scorecard of a report; empty where there is none."""
    for piece in _pieces(html):
        if key == "cover" and piece.startswith('<section class="part part-cover'):
            return piece
        if f' id="{key}"' in piece.split("</h", 1)[0] or f'<table class="statement" id="{key}"' in piece:
            return piece
    return ""


def _pieces(html: str) -> Iterator[str]:
    """Parts of the page; those of text cut at their headings."""
    for section in _SECTION.findall(html):
        if section.startswith('<section class="part part-text'):
            body = section[section.index(">") + 1 : section.rindex("</section>")]
            yield from (f'<section class="part part-text">{piece}</section>' for piece in _HEADING.split(body) if piece)
        else:
            yield section


def paragraph_anchor(line_key: str) -> str:
    """The id of the paragraph, heading or list that a line of a passage stands in."""
    return line_key.rpartition("/")[0] or line_key
