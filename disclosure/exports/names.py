"""Names of the files people keep: 昌吉回族自治州公共就业服务中心2023年度部门决算公开说明.pdf."""

import re
import unicodedata

# What Windows and zip archives do not take in a file name.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
MAX_BYTES = 180  # file systems take 255, and the extension and a “(1)” must fit


def file_name(unit_name: str, fiscal_year: int, what: str, extension: str) -> str:
    """<单位><年>年度<what>.<extension>, fit for every file system."""
    unit = "".join(c for c in _FORBIDDEN.sub("", unit_name) if unicodedata.category(c)[0] != "C").strip(". ")
    rest = f"{fiscal_year}年度{what}.{extension}"
    room = MAX_BYTES - len(rest.encode())
    return unit.encode()[:room].decode("utf-8", "ignore") + rest
