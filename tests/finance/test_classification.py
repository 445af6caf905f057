"""政府收支分类科目: names by year, the tree over codes, and the errors."""

import csv
from itertools import pairwise

import pytest

from finance.classification import UnknownCode, UnknownYear, classification_of
from finance.classification.classes import class_labels
from finance.classification.tree import FOLDER, LEVELS
from finance.numerals import chinese_numeral

FUNCTIONAL = classification_of(2023).functional
ECONOMIC = classification_of(2023).economic

# 昌吉 2023 公开说明 五(三)
PUBLISHED_ITEMS = [
    ("2010607", "一般公共服务支出", "财政事务", "信息化建设"),
    ("2080101", "社会保障和就业支出", "人力资源和社会保障管理事务", "行政运行"),
    ("2080106", "社会保障和就业支出", "人力资源和社会保障管理事务", "就业管理事务"),
    ("2080501", "社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休"),
    ("2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位职业年金缴费支出"),
    ("2080799", "社会保障和就业支出", "就业补助", "其他就业补助支出"),
    ("2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗"),
    ("2101102", "卫生健康支出", "行政事业单位医疗", "事业单位医疗"),
    ("2101103", "卫生健康支出", "行政事业单位医疗", "公务员医疗补助"),
    ("2101199", "卫生健康支出", "行政事业单位医疗", "其他行政事业单位医疗支出"),
    ("2210201", "住房保障支出", "住房改革支出", "住房公积金"),
    ("2299999", "其他支出", "其他支出", "其他支出"),
]


@pytest.mark.parametrize(("code", "class_name", "section", "item"), PUBLISHED_ITEMS)
def test_path_of_a_published_item_is_as_published(code: str, class_name: str, section: str, item: str) -> None:
    assert FUNCTIONAL.path(code) == (class_name, section, item)


@pytest.mark.parametrize("file_name", ["functional.csv", "economic.csv"])
def test_rows_of_one_code_never_overlap_in_time(file_name: str) -> None:
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["code"].isdigit() and len(row["code"]) in LEVELS and row["name"].strip() for row in rows)
    assert {row["confidence"] for row in rows} <= {"attested", "high", "medium"}
    spans = sorted((row["code"], int(row["valid_from"] or 0), int(row["valid_to"] or 9999)) for row in rows)
    assert spans == [(r["code"], int(r["valid_from"] or 0), int(r["valid_to"] or 9999)) for r in rows]  # in order
    for (code, start, end), (next_code, next_start, _) in pairwise(spans):
        assert start <= end
        assert code != next_code or end < next_start


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024, 2025])
def test_every_code_has_its_parent_in_the_same_year(year: int) -> None:
    for tree in (classification_of(year).functional, classification_of(year).economic):
        for code in tree.codes:
            parent = tree.parent(code)
            assert parent == "" or code in tree.children(parent)
            assert tree.ancestors(code) == tuple(code[:n] for n in range(3, len(code), 2))
            assert all(tree.has(above) for above in tree.ancestors(code))


def test_tree_knows_levels_and_leaves() -> None:
    assert [FUNCTIONAL.level(c) for c in ("208", "20801", "2080101")] == ["类", "款", "项"]
    assert FUNCTIONAL.parent("208") == ""
    assert FUNCTIONAL.children("20807")[-1] == "2080799"
    assert FUNCTIONAL.children("2080799") == ()
    assert FUNCTIONAL.children() == FUNCTIONAL.classes
    assert FUNCTIONAL.is_leaf_level("2080101")
    assert not FUNCTIONAL.is_leaf_level("20801")
    assert ECONOMIC.is_leaf_level("30101")
    assert not ECONOMIC.is_leaf_level("301")
    assert ECONOMIC.path("30113") == ("工资福利支出", "住房公积金")
    assert all(len(code) == 7 for code in FUNCTIONAL.leaves)
    assert len(FUNCTIONAL.leaves) > 1200


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("39906", 2021, "赠与"),
        ("39909", 2022, "经常性赠与"),
        ("2013804", 2023, "市场主体管理"),
        ("2013804", 2024, "经营主体管理"),
        ("20139", 2024, "社会工作事务"),
        ("20140", 2024, "信访事务"),
        ("22006", 2024, "耕地保护考核奖惩基金支出"),
        ("2010308", 2023, "信访事务"),
        ("2130153", 2022, "农田建设"),
        ("2130153", 2023, "耕地建设与利用"),
        ("21305", 2021, "扶贫"),
        ("21305", 2022, "巩固脱贫衔接乡村振兴"),
        ("21305", 2023, "巩固脱贫攻坚成果衔接乡村振兴"),
    ],
)
def test_name_follows_the_fiscal_year(code: str, year: int, name: str) -> None:
    tree = classification_of(year).economic if code.startswith("3") else classification_of(year).functional
    assert tree.name(code) == name


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [
        ("2089998", 2023, "2023 年度支出功能分类中没有科目编码“2089998”"),
        ("2013901", 2023, "（行政运行，2024 年度起使用）"),
        ("2010308", 2024, "（信访事务，2023 年度后不再使用）"),
        ("", 2023, "没有科目编码（空）"),
        ("行政运行", 2023, "没有科目编码“行政运行”"),
    ],
)
def test_unknown_code_is_named_with_its_year(code: str, year: int, words: str) -> None:
    tree = classification_of(year).functional
    assert not tree.has(code)
    for look_up in (tree.name, tree.level, tree.parent, tree.ancestors, tree.path):
        with pytest.raises(UnknownCode) as caught:
            look_up(code)
        assert words in str(caught.value)
        assert (caught.value.code, caught.value.fiscal_year) == (code, year)


def test_unknown_year_is_named() -> None:
    with pytest.raises(UnknownYear, match="没有 2018 年度的政府收支分类科目"):
        classification_of(2018)


def test_classification_is_made_once_a_year() -> None:
    assert classification_of(2023) is classification_of(2023)
    assert classification_of(2023) != classification_of(2024)
    assert hash(classification_of(2023)) == hash(classification_of(2023))


def test_numerals_of_the_rows() -> None:
    assert [chinese_numeral(n) for n in (1, 9, 10, 11, 19, 20, 21, 26, 99)] == [
        *("一", "九", "十", "十一", "十九", "二十", "二十一", "二十六", "九十九")
    ]


def test_class_labels_are_the_26_rows_of_table_1() -> None:
    labels = class_labels(FUNCTIONAL)
    assert len(labels) == 26
    assert labels[0] == ("201", "一、一般公共服务支出")
    assert labels[13] == ("215", "十四、资源勘探工业信息等支出")
    assert labels[20] == ("223", "二十一、国有资本经营预算支出")
    assert labels[25] == ("234", "二十六、抗疫特别国债安排的支出")


def test_class_labels_of_24_rows_end_with_the_special_bonds() -> None:
    labels = class_labels(FUNCTIONAL, 24)
    assert len(labels) == 24
    assert labels[22:] == (("229", "二十三、其他支出"), ("234", "二十四、抗疫特别国债安排的支出"))


def test_class_labels_never_leave_out_a_class_with_an_amount() -> None:
    labels = class_labels(FUNCTIONAL, 24, used=("208", "232"))
    assert labels[23:] == (("232", "二十四、债务付息支出"), ("234", "二十五、抗疫特别国债安排的支出"))
