"""Document → HTML and PDF. The only door to WeasyPrint, which nothing outside disclosure/pdf imports.

`to_html` and `part_html` for the browser, `to_pdf` for paper and the archive. A PDF is laid out part by part,
and parts that did not change are not laid out again: a preview after an edit takes a fraction of the first
render.
"""

from disclosure.markup import part_html, to_html
from disclosure.pdf.compose import forget_pages, to_pdf
from disclosure.pdf.errors import RenderError

__all__ = ["RenderError", "forget_pages", "part_html", "to_html", "to_pdf"]
