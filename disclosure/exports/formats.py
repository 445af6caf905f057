"""The formats an account can be had in: what each is called, what its file is called, and what makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from disclosure.document import IncompleteReport
from disclosure.editions import EditionError
from disclosure.exports.csv import to_csv
from disclosure.exports.docx import to_docx
from disclosure.exports.package import package_text
from disclosure.exports.subject import Exported, IncompleteTables
from disclosure.exports.xlsx import to_xlsx
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


_REPORT, _TABLES = "部门决算公开说明", "部门决算公开表"


def _xlsx(subject: Exported) -> bytes:
    figures = subject.figures
    return to_xlsx(
        subject.tables,
        subject.edition.table_layout,
        title=f"{figures.unit.name}{figures.fiscal_year}年度{_TABLES}",
        author=figures.unit.name,
        fiscal_year=figures.fiscal_year,
    )


def _csv(subject: Exported) -> bytes:
    figures = subject.figures
    title = f"{figures.unit.name}{figures.fiscal_year}年度{_TABLES}"
    return to_csv(subject.tables, title=title, unit_code=figures.unit.code, fiscal_year=figures.fiscal_year)


_ALL = (
    Format("pdf", "PDF", _REPORT, "pdf", lambda subject: to_pdf(subject.document)),
    Format("docx", "Word 文档", _REPORT, "docx", lambda subject: to_docx(subject.document)),
    Format("xlsx", "报表（Excel）", _TABLES, "xlsx", _xlsx, needs="tables"),
    Format("csv", "报表（CSV）", f"{_TABLES}CSV", "zip", _csv, needs="tables"),
    Format("json", "数据包（JSON）", "部门决算数据包", "json", lambda s: package_text(s.package).encode(), needs=""),
    Format("html", "网页", _REPORT, "html", lambda subject: to_html(subject.document).encode(), is_offered=False),
    Format("txt", "纯文本", _REPORT, "txt", lambda subject: to_text(subject.document).encode(), is_offered=False),
)
FORMATS: Mapping[str, Format] = MappingProxyType({format.key: format for format in _ALL})
