"""支出功能分类的类 as 公开01表 and 04表 list them: 一、一般公共服务支出 … 二十六、抗疫特别国债安排的支出."""

from collections.abc import Iterable

from finance.classification.tree import CodeTree
from finance.numerals import chinese_numeral

# 公开01表 行次 32–57 (财决01表审核公式). 209, 227, 230 and 233 are no part of a 部门决算.
TABLE_CLASSES = (
    *("201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214"),
    *("215", "216", "217", "219", "220", "221", "222", "223", "224", "229", "231", "232", "234"),
)
DEBT_CLASSES = ("231", "232")  # 债务还本, 债务付息: some places print 24 rows and leave them out


def class_labels(tree: CodeTree, count: int = 26, used: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """(类, numbered label) in the order of 公开01表, `count` 26 or 24. A 类 with an amount is never left out:
    one in `used` that the fixed rows lack takes its place by code: the rows add up to 本年支出合计."""
    fixed = TABLE_CLASSES if count == 26 else tuple(c for c in TABLE_CLASSES if c not in DEBT_CLASSES)
    codes = sorted({*fixed, *used})
    return tuple((code, f"{chinese_numeral(i)}、{tree.name(code)}") for i, code in enumerate(codes, 1))
