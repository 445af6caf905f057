"""The tables as CSV: what the descriptor says is what the files hold, and no text is a formula."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from disclosure.exports.csv import field_names, to_csv
from disclosure.exports.formats import FORMATS
from finance.figures import Figures
from finance.money import to_wan
from finance.tables import TableLayout, build, build_all
from finance.tables.grid import Cell, CellKind, Grid, Row
from tests.disclosure.exporting import changji, made, subject_of
from tests.finance.random_tables import figures as any_figures
from tests.finance.random_tables import layouts
from tests.samples import SAMPLES


def opened(content: bytes) -> tuple[dict[str, Any], dict[str, list[list[str]]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        rows = {
            resource["name"]: list(csv.reader(io.StringIO(archive.read(resource["path"]).decode("utf-8-sig"), "")))
            for resource in descriptor["resources"]
        }
        assert {resource["path"] for resource in descriptor["resources"]} | {"datapackage.json"} == set(
            archive.namelist()
        )
    return descriptor, rows


def check(descriptor: dict[str, Any], rows: dict[str, list[list[str]]]) -> None:
    """Header and types are as the descriptor says."""
    for resource in descriptor["resources"]:
        header, *body = rows[resource["name"]]
        fields = resource["schema"]["fields"]
        assert header == [field["name"] for field in fields]
        assert len(set(header)) == len(header)
        for row in body:
            assert len(row) == len(fields)
            for value, field in zip(row, fields, strict=True):
                if field["type"] == "number" and value:
                    assert re.fullmatch(r"-?\d+\.\d\d", value)
                elif field["type"] == "integer" and value:
                    assert value.isdigit()


@pytest.mark.parametrize("name", ["changji_2023", *SAMPLES])
def test_files_are_what_the_descriptor_says(name: str) -> None:
    descriptor, rows = opened(made(name, "csv"))
    check(descriptor, rows)
    assert len(rows) == 9


def test_published_numbers_stand_in_the_files() -> None:
    descriptor, rows = opened(made("changji_2023", "csv"))
    assert descriptor["name"] == "final-account-523001-2023"
    assert descriptor["title"] == "昌吉回族自治州公共就业服务中心2023年度部门决算公开表"
    assert descriptor["resources"][1]["path"] == "02收入决算表.csv"
    assert rows["t2"][0][:4] == ["项目/功能分类科目编码", "项目/科目名称", "本年收入合计", "财政拨款收入"]
    assert rows["t2"][1][:4] == ["合计", "", "716.46", "620.35"]
    assert ["2080101", "行政运行"] in [row[:2] for row in rows["t2"]]
    assert descriptor["resources"][1]["schema"]["fields"][2] == {
        "name": "本年收入合计",
        "type": "number",
        "unit": "万元",
    }


@settings(max_examples=40, deadline=None)
@given(figures=any_figures, layout=layouts)
def test_any_tables_in_any_layout_can_be_read_back(figures: Figures, layout: TableLayout) -> None:
    grids = build_all(figures, layout)
    descriptor, rows = opened(to_csv(grids, title="标题", unit_code="000001", fiscal_year=2023))
    check(descriptor, rows)
    for grid in grids:
        printed = [c.amount for row in grid.body for c in row.cells if c.amount is not None and c.text]
        numbers = {i for i, field in enumerate(descriptor["resources"][grids.index(grid)]["schema"]["fields"])
                   if field["type"] == "number"}  # fmt: skip
        found = [Decimal(row[i]) for row in rows[grid.key][1:] for i in sorted(numbers) if row[i]]
        assert found == [to_wan(amount) for amount in printed]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1+1", "＠SUM(A1)", "|calc"]
)
def test_text_that_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    grid = Grid(
        key="t1",
        title="表",
        columns=(1.0,),
        header=(Row((Cell(text="名称", kind=CellKind.HEADER),)),),
        body=(Row((Cell(text=text),)),),
    )
    _, rows = opened(to_csv((grid,), title="标题", unit_code="1", fiscal_year=2023))
    assert rows["t1"][1][0].startswith("'")


def test_column_without_a_group_of_its_own_gets_a_number() -> None:
    figures = subject_of(SAMPLES["zero"]()).figures
    names = field_names(build("t6", figures, TableLayout(forms={"t6": "two"})))
    assert names == ["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码 2", "科目名称 2", "决算数 2"]


def test_same_tables_give_the_same_bytes() -> None:
    assert FORMATS["csv"].make(changji()) == made("changji_2023", "csv")
