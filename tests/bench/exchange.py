"""Files out and in: 200 项 and 60 projects as package, workbook, CSV and Word file."""

from collections.abc import Iterator
from dataclasses import replace

from disclosure.editions import edition
from disclosure.exports.formats import FORMATS
from disclosure.exports.package import package_text, read_package
from disclosure.exports.subject import Exported
from disclosure.intake.opening import open_workbook
from disclosure.intake.preview import Purpose, preview
from finance.figures import Figures
from tests.bench import own_workbook
from tests.bench.timing import Measured, median_of
from tests.samples import large, large_scorecards

WHAT = "200 项, 60 projects"


def measure() -> Iterator[Measured]:
    """Medians, each from the figures to the file."""
    subject = Exported(large(), large_scorecards(), edition("xinjiang_2023"), "某某州")
    for key, bound in (("xlsx", 2.0), ("docx", 3.0), ("csv", 2.0), ("json", 1.0)):
        make = FORMATS[key].make
        # replace() makes the figures anew, so that nothing is remembered from the run before
        yield median_of(
            f"{WHAT}: {key}",
            lambda make=make: make(replace(subject, figures=replace(subject.figures))),  # type: ignore[misc]
            runs=5,
            bound=bound,
        )
    package = package_text(subject.package).encode()
    yield median_of(f"{WHAT}: package read", lambda: read_package(package), runs=5, bound=1.0)
    workbook, stage = FORMATS["xlsx"].make(subject), subject.edition.table_layout.three_public_budget
    empty = Figures(
        unit=subject.figures.unit,
        fiscal_year=subject.figures.fiscal_year,
        classification=subject.figures.classification,
    )
    yield median_of(
        f"{WHAT}: official workbook opened, read and compared",
        lambda: preview(open_workbook.__wrapped__(workbook), empty, Purpose.THIS_YEAR, stage).comparison,
        runs=5,
        bound=3.0,
    )
    yield from own_workbook.measure()
