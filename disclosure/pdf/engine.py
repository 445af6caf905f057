"""WeasyPrint kept warm: one font configuration, one parsed style sheet, one fetcher of our own files alone.

A line in WeasyPrint's log (warning or above) fails what was being done: a document with a hole is never
returned.
"""

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS, HTML, Document, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from disclosure.pdf import FOLDER, justification
from disclosure.pdf.errors import RenderError
from disclosure.pdf.fonts import FONT_STYLE, missing_fonts
from disclosure.pdf.metadata import VARIANT, ArchivalMetadata
from disclosure.pdf.sizing import Size

PRINT_STYLE = FOLDER / "print.css"
NUMBER_STYLE = FOLDER / "numbers.css"

_MISSING_GLYPH = ".notdef glyph"
_MISSING_FACE = "Font-face %r"

# Pango's font map is shared by all renders of a process and must not be used by two at once.
_lock = threading.RLock()


class MissingGlyph(RenderError):
    """A character that none of the fonts has."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"字体里没有这个字：“{character}”（U+{ord(character):04X}）")


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Fetches what stands in static/document and refuses everything else, on this machine or another."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Raises PermissionError for a file that is not ours."""
        address = urlsplit(url)
        is_ours = address.scheme == "file" and Path(url2pathname(address.path)).resolve().is_relative_to(FOLDER)
        if not is_ours:
            raise PermissionError(url)
        return super().fetch(url, headers)


class Engine:
    """Everything a render needs that does not change from one document to the next."""

    def __init__(self) -> None:
        if missing := missing_fonts():
            raise RenderError(f"缺少字体文件：{'、'.join(missing)}（应在 static/document 下）")
        justification.install()
        self.fetcher = OwnFilesOnly()
        self.fonts = FontConfiguration()
        with _nothing_logged():
            self.text_styles = [self._style(FONT_STYLE), self._style(PRINT_STYLE)]
            self.number_styles = [self._style(NUMBER_STYLE)]
        self.size_styles: dict[Size, CSS] = {}

    def _style(self, source: Path | str) -> CSS:
        text = source.read_text("utf-8") if isinstance(source, Path) else source
        return CSS(string=text, base_url=FOLDER.as_uri() + "/", font_config=self.fonts, url_fetcher=self.fetcher)

    def text_pages(self, html: str) -> list[Page]:
        """The pages of a part of text."""
        return self._pages(html, self.text_styles)

    def table_pages(self, html: str, size: Size) -> list[Page]:
        """The pages of a part with a table, set in this size."""
        if size not in self.size_styles:
            self.size_styles[size] = self._style(size.css)
        return self._pages(html, [*self.text_styles, self.size_styles[size]])

    def number_pages(self, html: str) -> list[Page]:
        """Empty pages that carry a page number."""
        return self._pages(html, self.number_styles)

    def _pages(self, html: str, styles: list[CSS]) -> list[Page]:
        with _nothing_logged():
            source = HTML(string=html, base_url=FOLDER.as_uri() + "/", url_fetcher=self.fetcher)
            rendered = source.render(font_config=self.fonts, stylesheets=styles)
        return list(rendered.pages)

    def write(self, pages: list[Page], metadata: ArchivalMetadata) -> bytes:
        """The pages as one file: fonts embedded once, tagged, with bookmarks and links."""
        with _nothing_logged():
            document = Document(pages, metadata, self.fetcher, self.fonts, {}, output_intent="srgb")
            content: bytes = document.write_pdf(pdf_variant=VARIANT)
        return content


@contextmanager
def at_work() -> Iterator[Engine]:
    """The engine, for one render at a time, while the garbage collector waits.

    Raises:
        RenderError: a font file is missing, or something not ours was to be fetched.
    """
    with _lock, _collector_waits():
        try:
            yield _engine()
        except FatalURLFetchingError as error:
            raise RenderError(f"排版时只能读取本系统自带的文件：{error.__cause__}") from error


@cache
def _engine() -> Engine:
    engine = Engine()
    gc.collect()
    gc.freeze()  # what is warm stays: it need not be looked through again
    return engine


@contextmanager
def _collector_waits() -> Iterator[None]:
    """Layout makes many objects and frees few: the collector would walk them over and over.

    Afterwards it looks through the new ones, once; pages kept from earlier renders it leaves in peace.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.collect(0)
            gc.enable()


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _nothing_logged() -> Iterator[None]:
    """Raises RenderError for a line in WeasyPrint's log, and where settings of logging would hide one."""
    lines = _Lines()
    logger = logging.getLogger("weasyprint")
    if logger.disabled or logging.root.manager.disable >= logging.WARNING:
        raise RenderError("日志记录已被关闭，排版时出的问题无从得知，不能生成 PDF")
    level = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(lines)
    try:
        yield
    finally:
        logger.removeHandler(lines)
        logger.setLevel(level)
    if lines.records:
        raise _explained(lines.records[0])


def _explained(record: logging.LogRecord) -> RenderError:
    message = str(record.msg)
    if message.startswith(_MISSING_GLYPH) and isinstance(record.args, tuple):
        return MissingGlyph(str(record.args[0]))
    if message.startswith(_MISSING_FACE) and isinstance(record.args, tuple):
        return RenderError(f"字体“{record.args[0]}”的文件不能使用")
    return RenderError(f"排版出了问题：{record.getMessage()}")
