"""Checks at start: what printing needs of this machine and of this copy of the program."""

from typing import Any

from django.core.checks import CheckMessage, Error

from disclosure.pdf.fonts import can_subset, missing_fonts


def fonts_are_there(**_: Any) -> list[CheckMessage]:
    """Every font file of the printed document stands where fonts.css looks for it."""
    return [
        Error(
            f"缺少字体文件 static/document/{name}",
            hint="从代码库取回 static/document/fonts，或运行 scripts/build_fonts.py 重新生成",
            id="disclosure.E001",
        )
        for name in missing_fonts()
    ]


def fonts_can_be_subset(**_: Any) -> list[CheckMessage]:
    """libharfbuzz-subset is installed: without it WeasyPrint falls back, silently, to something far slower."""
    if can_subset():
        return []
    return [Error("缺少系统库 libharfbuzz-subset", hint="apt-get install libharfbuzz-subset0", id="disclosure.E002")]
