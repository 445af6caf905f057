"""The checks over one account: their registry, and how they look at Figures, texts and reasons included."""

from dataclasses import fields, is_dataclass

from finance.checks.registry import Registry
from finance.classification import UnknownCode
from finance.figures import Figures
from finance.names import label, reason_label
from finance.terms import VehicleKind

# What 固定资产车辆 is summed from: an edition may ask for these and for nothing else of 国有资产占用.
VEHICLES = tuple(f"assets.{kind.value}" for kind in VehicleKind)

# Words the clerk enters, which finance.names has no name for.
_WORDS = {
    "unit.name": "单位全称",
    "profile.offices": "内设机构",
    "profile.subordinate_units": "下属单位",
}


class FiguresReader:
    """Reads one account for the registry."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    @property
    def missing(self) -> frozenset[str]:
        return self.figures.missing

    def value(self, name: str) -> object:
        """An amount, a count or a text; of a part of the figures, its values one by one. AttributeError
        for an unknown name."""
        if name.startswith("reasons."):
            return self.figures.reasons.get(name.removeprefix("reasons."), "")
        value: object = self.figures
        for step in name.split("."):
            if value is None:
                return None
            value = value.of(step) if step.isdigit() else getattr(value, step)  # type: ignore[attr-defined]
        return _plain(value)

    def label(self, name: str) -> str:
        """The figure's Chinese name; the name itself where it has none."""
        try:
            if name.startswith("reasons."):
                return reason_label_of(self.figures, name.removeprefix("reasons."))
            return _WORDS.get(name) or label(name, self.figures.classification)
        except LookupError:
            return name


def reason_label_of(figures: Figures, key: str) -> str:
    """收入总计与上年相比的主要原因, with the code's name where the year has it."""
    try:
        return reason_label(key, figures.classification)
    except UnknownCode:
        return reason_label(key)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(getattr(value, f.name) for f in fields(value))
    return value


ACCOUNT_CHECKS = Registry("决算数据", FiguresReader)
check = ACCOUNT_CHECKS.check
