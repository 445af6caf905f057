"""What is mutated: workbooks of other people's software, .xlsx and .xls, and packages, all of one account's figures."""

import base64
import gzip
from functools import cache
from pathlib import Path

from disclosure.editions import available, edition
from disclosure.exports.package import Package, package_text
from disclosure.intake.workbook import Workbook
from disclosure.samples import SAMPLES
from finance.figures import Figures
from finance.tables import build_all
from performance.scorecards import Scorecards
from tests.disclosure import putuo_2024
from tests.disclosure.official_workbooks import Style, workbook_of, xlsx_of

UNIT_CODE, FISCAL_YEAR, EDITION = "523001", 2023, "xinjiang_2023"
STYLES = (Style(), Style(is_rounded=True, as_text=True), Style(unit="元", numeric_codes=True, left_columns=1))
XLS = Path(__file__).parent.parent / "disclosure" / "files" / "all_funds.xls.gz.b64"


@cache
def account() -> tuple[Figures, Scorecards]:
    return SAMPLES["changji_2023"].build()


@cache
def workbooks() -> tuple[Workbook, ...]:
    """The nine tables in every edition's layout and some styles, and one real publication."""
    layouts = [edition(slug).table_layout for slug in available()]
    made = [workbook_of(build_all(account()[0], layout), style) for layout in layouts for style in STYLES]
    return (*made, putuo_2024.published())


@cache
def xlsx() -> tuple[bytes, ...]:
    return tuple(xlsx_of(workbook) for workbook in workbooks())


@cache
def xls() -> bytes:
    return gzip.decompress(base64.b64decode(XLS.read_text(encoding="ascii")))


@cache
def package() -> str:
    return package_text(Package(EDITION, "某某州", *account()))
