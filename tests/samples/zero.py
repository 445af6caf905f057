"""A unit whose every figure is zero, this year and last."""

from finance.classification import classification_of
from finance.figures import Figures, Profile, Unit
from finance.funds import Base
from finance.money import ZERO
from finance.terms import UnitKind


def zero() -> Figures:
    return Figures(
        unit=Unit("650100", "示例市筹建工作办公室", UnitKind.ADMINISTRATIVE),
        fiscal_year=2023,
        classification=classification_of(2023),
        profile=Profile(functions="负责示例市新区的前期筹建工作。"),
        previous=Base(income_grand_total=ZERO, fiscal_income_grand_total=ZERO, agency_operating_costs=ZERO),
    )
