"""The formats an account can be had in: what each is called, what its file is called, and what makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from disclosure.document import IncompleteReport
from disclosure.editions import EditionError
from disclosure.exports.package import package_text
from disclosure.exports.subject import Exported, IncompleteTables
from disclosure.rendering import RenderError, to_html, to_pdf
from disclosure.text import to_text
from finance.classification import UnknownCode

# Why an account cannot be had in a format; the message says it in Chinese.
REFUSALS = (IncompleteReport, IncompleteTables, EditionError, RenderError, UnknownCode)


@dataclass(frozen=True)
class Format:
    """One format. `needs`: what must be filled in before (all, the tables, or nothing)."""

    key: str
    label: str
    what: str  # the file's name after unit and year
    extension: str
    make: Callable[[Exported], bytes]
    needs: str = "all"
    is_offered: bool = True  # on the account's page; the command has them all

    def file_name(self, subject: Exported) -> str:
        return subject.file_name(self.what, self.extension)


_REPORT = "部门决算公开说明"
_ALL = (
    Format("pdf", "PDF", _REPORT, "pdf", lambda subject: to_pdf(subject.document)),
    Format("html", "网页", _REPORT, "html", lambda subject: to_html(subject.document).encode(), is_offered=False),
    Format("txt", "纯文本", _REPORT, "txt", lambda subject: to_text(subject.document).encode(), is_offered=False),
    Format(
        "json", "数据包（JSON）", "部门决算数据包", "json", lambda subject: package_text(subject.package).encode(), ""
    ),
)
FORMATS: Mapping[str, Format] = MappingProxyType({format.key: format for format in _ALL})
