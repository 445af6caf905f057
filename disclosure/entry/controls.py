"""A box as it is shown: its text, its marks, and the attributes by which JavaScript and screen readers know it."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString, mark_safe

from finance.cells import Cell, Choice, Flag

NUMBERS = {"amount": "decimal", "number": "decimal", "count": "numeric"}  # kind → keyboard of a phone


@dataclass(frozen=True, kw_only=True)
class Control:
    """One box ready to be shown."""

    name: str
    kind: str
    text: str
    saved: str  # what stands in the database; differs from text where a plain submit was refused
    figure: str = ""
    label: str = ""
    title: str = ""  # what its row is called, where it stands in a grid
    help: str = ""
    unit: str = ""
    error: str = ""
    by: str = ""  # who else changed it within a day
    at: datetime | None = None
    origin: str = ""  # where the figure came from: 2022 年度决算
    hint: str = ""  # what stood there last year
    choices: tuple[tuple[str, str], ...] = ()
    names: str = ""  # the id of a list of usual words
    is_long: bool = False
    is_readonly: bool = False
    reason: "Control | None" = None  # why a figure of last year was typed over
    is_reason_open: bool = False  # the figure differs, or was refused just now
    sum_address: str = ""  # of the sum of its units: where it is told unit by unit

    @property
    def error_id(self) -> str:
        return f"error:{self.name}"

    @property
    def note_id(self) -> str:
        return f"note:{self.name}"

    @property
    def is_bare(self) -> bool:
        """A number with nothing to be said of it: most boxes of a large grid."""
        return self.kind in NUMBERS and not (self.error or self.by or self.origin)

    @property
    def attributes(self) -> SafeString:
        """The attributes of every kind of box."""
        pairs = [("id", self.name), ("name", self.name), ("data-figure", self.figure), ("data-saved", self.saved)]
        if self.title:
            pairs.append(("aria-label", f"{self.title} {self.label}"))
        described = ([self.error_id] if self.error else []) + ([self.note_id] if self.by or self.origin else [])
        if described:
            pairs.append(("aria-describedby", " ".join(described)))
        if self.error:
            pairs.append(("aria-invalid", "true"))
        marks = (("data-by", self.by), ("data-from", self.origin), ("list", self.names))
        pairs += [(name, value) for name, value in marks if value]
        if self.reason:
            pairs.append(("data-reason", self.reason.name))
        if self.is_readonly:
            pairs.append(("disabled" if self.choices else "readonly", ""))
        return _attributes(pairs)

    @property
    def input(self) -> SafeString:
        """<input>, or of a sum a link to what it is summed from. Not in a template: a grid has thousands, and a
        template takes ten times as long."""
        if self.sum_address:
            pairs = [("id", self.name), ("href", self.sum_address), ("title", "看各单位的数")]
            if self.title:
                pairs.append(("aria-label", f"{self.title} {self.label} {self.text or '没有填写'}，看各单位的数"))
            link = f'<a class="summed {self.kind}"{_attributes(pairs)}>{escape(self.text) or "—"}</a>'
            return mark_safe(link)  # noqa: S308 - every value is escaped
        keyboard = f' inputmode="{NUMBERS[self.kind]}"' if self.kind in NUMBERS else ""
        value = _attributes([("value", self.text)])
        html = f'<input class="cell {self.kind}"{self.attributes}{value}{keyboard} autocomplete="off">{self.was}'
        return mark_safe(html)  # noqa: S308 - every value is escaped

    @property
    def was(self) -> SafeString:
        """What the page was opened with, for a plain submit."""
        if self.is_readonly:
            return SafeString()
        fields = _attributes([("name", f"was:{self.name}"), ("value", self.saved)])
        return mark_safe(f'<input type="hidden"{fields}>')  # noqa: S308


def _attributes(pairs: list[tuple[str, str]]) -> SafeString:
    return mark_safe("".join(f' {name}="{escape(value)}"' for name, value in pairs))  # noqa: S308


def choices_of(cell: Cell) -> tuple[tuple[str, str], ...]:
    """(value, label) pairs; empty where anything may be typed."""
    if isinstance(cell, Choice):
        return tuple(cell.choices)
    return (("", "否"), ("是", "是")) if isinstance(cell, Flag) else ()
