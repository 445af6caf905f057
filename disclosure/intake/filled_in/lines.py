"""The key of a line that somebody added to a workbook: from what stands for its code and its fund."""

import re

from disclosure.entry.codes import found_code
from disclosure.exports.own_workbook.marks import NOT_SPLIT
from finance.models import FinalAccount
from finance.sections import LineSection
from finance.terms import Fund
from finance.typed_numbers import Refused

_CODE = re.compile(r"\s*(\d{3,9})(?:\s|$|\D)")


def line_key(account: FinalAccount, section: LineSection, code: str, fund: str) -> str:
    """Raises Refused for a code the year does not have, a fund there is not, and what may not stand together."""
    values = {section.code_name: _code(account, section, code)}
    if "fund" in section.key_names:
        values["fund"] = _fund(fund)
    key = "-".join(values[name] for name in section.key_names)
    section.make(account, key)
    return key


def _code(account: FinalAccount, section: LineSection, text: str) -> str:
    """2080101, 2080101 行政运行, 行政运行 where only one 科目 is called so."""
    if not text or text == NOT_SPLIT:
        return ""
    match = _CODE.match(text)
    return match[1] if match else found_code(account.fiscal_year, section.kind, text)


def _fund(text: str) -> str:
    for fund in Fund:
        if text in (fund.value, fund.label):
            return fund.value
    raise Refused(f"没有“{text[:20]}”这一资金性质，请从列表选" if text else "没有选资金性质")
