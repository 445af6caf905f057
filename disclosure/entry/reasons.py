"""主要原因: every reason the narrative asks for, with the change it explains, in the order of the text."""

from dataclasses import dataclass

from disclosure.entry.controls import Control
from disclosure.entry.screen import Screen
from disclosure.narrative import Asked
from finance.blocks import Reasons
from finance.names import label

_BASES = {"previous": "上年", "initial_budget": "年初预算", "adjusted_budget": "全年预算"}
_PURPOSE = "purpose"
_MOST_SOURCES = 4


@dataclass(frozen=True)
class Source:
    """Another reason whose words may fit here too."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class ReasonView:
    """One reason: what changed, the box, and where its words may be copied from."""

    key: str
    title: str
    change: str  # 本年 724.95 万元，上年 588.63 万元，增加 136.32 万元（23.16%）
    control: Control
    is_required: bool
    sources: tuple[Source, ...]

    @property
    def is_missing(self) -> bool:
        return self.is_required and not self.control.saved


@dataclass(frozen=True)
class ReasonsView:
    """The reasons of the page by section of the text. `spare`: written, but nothing asks for them now."""

    title: str
    template: str
    groups: tuple[tuple[str, tuple[ReasonView, ...]], ...]
    spare: tuple[Control, ...]
    missing: int
    is_filtered: bool
    may_edit: bool


def reasons_view(block: Reasons, screen: Screen) -> ReasonsView:
    asked: dict[str, Asked] = {}
    for one in screen.report.asked if screen.report else ():
        asked.setdefault(one.key, one)  # two sections may ask the same
    views = {key: _view(one, tuple(asked.values()), screen) for key, one in asked.items()}
    is_filtered = screen.query.get("missing") == "1"
    groups: dict[str, list[ReasonView]] = {}
    for key, view in views.items():
        # One that was refused just now stays, or its text would be lost.
        if not is_filtered or view.is_missing or view.control.error:
            groups.setdefault(asked[key].section, []).append(view)
    spare = [key for key, row in screen.rows("reasons").items() if key not in asked and row.text]
    return ReasonsView(
        block.title,
        block.template,
        tuple((section, tuple(group)) for section, group in groups.items()),
        tuple(screen.control(f"reasons/{key}/text", label=_title(key, screen)) for key in spare),
        sum(view.is_missing for view in views.values()),
        is_filtered,
        screen.may_edit,
    )


def _view(one: Asked, asked: tuple[Asked, ...], screen: Screen) -> ReasonView:
    title = _title(one.key, screen)
    return ReasonView(
        one.key,
        title,
        _words(one, screen),
        screen.control(f"reasons/{one.key}/text", label=title),
        one.is_required,
        tuple(Source(x.key, _title(x.key, screen), x.text) for x in _sources(one, asked)),
    )


def _title(key: str, screen: Screen) -> str:
    figure, _, base = key.rpartition(".")
    if base == _PURPOSE:
        return f"{label(figure, screen.figures.classification)}主要用于"
    return f"{label(figure, screen.figures.classification)}（与{_BASES[base]}比）"


def _words(one: Asked, screen: Screen) -> str:
    """The change as the sentence will tell it, in the user's unit."""
    change, unit = one.change, screen.unit.label
    current, before = screen.amount(change.current), screen.amount(change.base or 0)
    if one.base == _PURPOSE:
        return f"本年 {current} {unit}"
    base = _BASES[one.base]
    if not change.has_base:
        return f"本年 {current} {unit}，{base}数还没有填"
    words = f"本年 {current} {unit}，{base} {before} {unit}，"
    if change.is_flat:
        return f"{words}没有变动"
    rate = "" if change.rate is None else f"（{abs(change.rate)}%）"
    return f"{words}{'增加' if change.rose else '减少'} {screen.amount(change.size)} {unit}{rate}"


def _sources(one: Asked, asked: tuple[Asked, ...]) -> list[Asked]:
    """Reasons written elsewhere that likely share the cause: they moved the same way, best by the same sum."""
    others = [x for x in asked if x.text and x.key != one.key and not x.change.is_flat]
    others = [x for x in others if (x.base == _PURPOSE) == (one.base == _PURPOSE)]
    alike = [x for x in others if x.change.rose == one.change.rose] if not one.change.is_flat else []
    unique = {x.text: x for x in sorted(alike, key=lambda x: _distance(one, x), reverse=True)}
    return sorted(unique.values(), key=lambda x: _distance(one, x))[:_MOST_SOURCES]


def _distance(one: Asked, other: Asked) -> tuple[bool, bool, bool]:
    return (
        other.change.difference != one.change.difference,
        other.figure != one.figure,
        other.base != one.base,
    )
