"""The package: any account goes out and comes back the same; what is no package is refused with its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.exports.package import MAX_BYTES, Package, PackageError, package_text, read_package
from disclosure.exports.package_schema import schema
from disclosure.samples import SAMPLES as REPORTS
from finance.figures import Figures
from performance.scorecards import Scorecards
from tests.finance.random_figures import figures as any_figures
from tests.performance.cards import scorecards as any_scorecards
from tests.samples import SAMPLES, large, large_scorecards, zero

VALIDATOR = jsonschema.Draft202012Validator(schema())


def package_of(figures: Figures, scorecards: Scorecards | None = None) -> Package:
    return Package("xinjiang_2023", "某某市", figures, scorecards or Scorecards())


def document_of(package: Package) -> Any:
    return json.loads(package_text(package))


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_comes_back_as_it_went(name: str) -> None:
    package = package_of(SAMPLES[name]())
    assert read_package(package_text(package).encode()) == package
    VALIDATOR.validate(document_of(package))


@pytest.mark.parametrize("name", REPORTS)
def test_published_report_comes_back_as_it_went(name: str) -> None:
    package = package_of(*REPORTS[name].build())
    assert read_package(package_text(package).encode()) == package
    VALIDATOR.validate(document_of(package))


def test_sixty_projects_come_back_as_they_went() -> None:
    package = package_of(large(), large_scorecards())
    assert read_package(package_text(package).encode()) == package


@settings(max_examples=60, deadline=None)
@given(figures=any_figures(), scorecards=any_scorecards())
def test_any_account_comes_back_as_it_went(figures: Figures, scorecards: Scorecards) -> None:
    package = package_of(figures, scorecards)
    text = package_text(package)
    read = read_package(text.encode())
    assert read == package
    assert package_text(read) == text
    VALIDATOR.validate(json.loads(text))


def test_what_is_known_only_as_printed_stays_marked() -> None:
    package = package_of(replace(zero(), printed_only=frozenset({"income", "previous"})))
    assert read_package(package_text(package).encode()) == package


def test_not_filled_in_is_null_and_zero_is_not() -> None:
    figures = zero()
    document = document_of(package_of(replace(figures, missing=frozenset({"profile.on_duty"}))))
    assert document["figures"]["profile"]["on_duty"] is None
    assert document["figures"]["profile"]["retired"] == 0


def test_key_left_out_counts_as_not_filled_in_where_that_may_be() -> None:
    document = document_of(package_of(zero()))
    del document["figures"]["counts"]["vehicles_held"]
    del document["figures"]["surplus_used"]  # zero unless entered
    figures = read_package(json.dumps(document).encode()).figures
    assert figures.missing == {"counts.vehicles_held"}
    assert figures.surplus_used == Decimal("0.00")


def broken(change: Callable[[Any], object]) -> str:
    """What the reader says of the Changji package after a change; the schema must not like it either."""
    document = document_of(package_of(*REPORTS["changji_2023"].build()))
    change(document)
    assert not VALIDATOR.is_valid(document)
    return refused(json.dumps(document).encode())


def refused(content: bytes) -> str:
    with pytest.raises(PackageError) as error:
        read_package(content)
    return str(error.value)


def put(document: Any, path: str, value: object) -> None:
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        document = document[step]
    document[last] = value


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("figures.income_lines.2.amounts.other", 12.5, "figures › income_lines 第3项 › amounts › other"),
        ("figures.income_lines.2.amounts.other", "1e5", "最多两位小数"),
        ("figures.income_lines.2.amounts.other", "1.005", "最多两位小数"),
        ("figures.income_lines.2.amounts.other", "１００", "最多两位小数"),
        ("figures.income_lines.2.amounts.other", None, "空值"),
        ("figures.income_lines", {}, "应为一列内容"),
        ("figures.profile", [], "应为一组带名称的内容"),
        ("figures.profile.on_duty", -1, "0 以上的整数"),
        ("figures.profile.on_duty", True, "0 以上的整数"),
        ("figures.profile.on_duty", 10**50, "0 以上的整数"),
        ("figures.unit.kind", "company", "应为 administrative、"),
        ("figures.unit.kind", ["administrative"], "应为 administrative、"),
        ("figures.texts.has_evaluation_reports", "yes", "应为 true 或 false"),
        ("figures.texts.other_notes", 5, "应为文本"),
        ("figures.reasons", {"income_grand_total.previous": 1}, "应为文本"),
        ("figures.nonsense", "1.00", "没有这一项"),
        ("scorecards.projects.0.indicators.0.points", 10, "scorecards › projects 第1项 › indicators 第1项 › points"),
        ("format", "something", "不是部门决算数据包"),
        ("version", 2, "版本应为 1"),
        ("nonsense", 1, "缺少或多出了：nonsense"),
    ],
)
def test_value_of_the_wrong_kind_is_named_with_its_place(path: str, value: object, said: str) -> None:
    assert said in broken(lambda document: put(document, path, value))


def test_amount_with_a_line_end_is_refused() -> None:
    """Python's regular expressions would let it pass, and so does the schema's validator here."""
    document = document_of(package_of(zero()))
    document["figures"]["surplus_used"] = "1.00\n"
    assert "figures › surplus_used：" in refused(json.dumps(document).encode())


def test_line_without_its_code_is_named() -> None:
    assert "economic_lines 第1项 › economic_code：缺少这一项" in broken(
        lambda document: document["figures"]["economic_lines"][0].pop("economic_code")
    )


def test_characters_no_database_keeps_are_refused() -> None:
    document = document_of(package_of(zero()))
    document["figures"]["unit"]["name"] = "某\0局"
    assert "含有不能保存的字符" in refused(json.dumps(document).encode())
    document["figures"]["unit"]["name"] = "某\ud800局"
    assert "含有不能保存的字符" in refused(json.dumps(document).encode())


def test_year_without_a_classification_is_refused() -> None:
    document = document_of(package_of(zero()))
    document["figures"]["fiscal_year"] = 1999
    assert "没有 1999 年度的政府收支分类科目" in refused(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是完整的 JSON"),
        (b"{", "第 1 行第 2 字"),
        (b"[]", "不是部门决算数据包"),
        (b"\xff\xfe{", "UTF-8"),
        pytest.param(b"[" * 100_000, "层次太深", id="100000 lists"),
        pytest.param(b'{"a":' * 100_000, "层次太深", id="100000 objects"),
        (b'{"format": NaN}', "不能有 NaN"),
        (b'{"format": 1, "format": 2}', "写了两次"),
        pytest.param(b'{"format": ' + b"9" * 5000 + b"}", "不能读取", id="5000 digits"),
        pytest.param(b" " * (MAX_BYTES + 1), "太大", id="too large"),
    ],
)
def test_file_that_is_no_package_is_refused(content: bytes, said: str) -> None:
    assert said in refused(content)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_whatever_is_put_where_it_is_refused_or_read(data: st.DataObject) -> None:
    """Never another error; and what the schema refuses is not read."""
    document = document_of(package_of(zero(), Scorecards()))
    junk = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    )
    place = document
    while isinstance(place, dict) and place:
        key = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or data.draw(st.booleans()):
            place[key] = data.draw(junk)
            break
        place = place[key]
    content = json.dumps(document, allow_nan=True).encode("utf-8", "surrogatepass")
    try:
        read_package(content)
    except PackageError as refusal:
        said = str(refusal)
    else:
        VALIDATOR.validate(document)
        said = "read"
    assert said
