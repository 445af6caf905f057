"""docs/checks.md: every check as the clerk reads it, and every rule of the catalogue with what upholds it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from disclosure.checks.catalogue import NOT_CHECKED, RULES, UPHELD
from disclosure.checks.subject import REPORT_CHECKS
from finance.checks import ACCOUNT_CHECKS, CONSOLIDATION_CHECKS, LAST_YEAR_CHECKS
from finance.checks.registry import Check, Registry, Severity
from performance.checks import SCORECARD_CHECKS

REGISTRIES: tuple[Registry[Any], ...] = (
    ACCOUNT_CHECKS,
    LAST_YEAR_CHECKS,
    CONSOLIDATION_CHECKS,
    SCORECARD_CHECKS,
    REPORT_CHECKS,
)

_HEAD = """\
# 核对规则

<!-- 由 python manage.py generate_docs 生成，请勿手工修改 -->

等级：**错误**不能提交；**警告**须书面说明，审核人可见，所涉数字变动后须重新说明；**提示**无须处理；**无法核对**写明缺少什么。

金额在系统内以元为单位逐分比较。只知道公开的万元数时（导入的表、自由文字），按区间比较：四舍五入能够解释的尾差只作提示，
不能解释的，再小也是错误。
"""


def all_checks() -> tuple[Check[Any], ...]:
    """Every registered check, by registry and id."""
    return tuple(check for registry in REGISTRIES for check in registry.checks)


def handbook() -> str:
    """docs/checks.md, whole."""
    return "\n".join([_HEAD, *_checks(), *_rules(), ""])


def _checks() -> Iterator[str]:
    for registry in REGISTRIES:
        yield f"## {registry.title}\n"
        yield "| 编号 | 等级 | 规则 | 条 | 来源 |"
        yield "|---|---|---|---|---|"
        for check in registry.checks:
            numbers = "、".join(str(number) for number in check.rules)
            yield f"| {check.id} | {check.severity.label} | {_cell(check.rule)} | {numbers} | {_cell(check.source)} |"
        yield ""


def _rules() -> Iterator[str]:
    by_rule: defaultdict[int, list[str]] = defaultdict(list)
    for check in all_checks():
        for number in check.rules:
            by_rule[number].append(f"{check.id}（{_gravest(check)}）")
    yield "## 规则目录\n"
    yield "“结构”：由程序结构保证，括号内是证明它的测试。\n"
    yield "| 条 | 规则 | 由什么保证 |"
    yield "|---|---|---|"
    for number, rule in RULES.items():
        parts = ["检查 " + "、".join(by_rule[number])] if by_rule[number] else []
        if upheld := UPHELD.get(number):
            tests = "、".join(f"`{test}`" for test in upheld.tests)
            parts.append(f"结构：{upheld.why}（{tests}）")
        if left_out := NOT_CHECKED.get(number):
            parts.append(f"不作检查：{left_out.why}")
        yield f"| {number} | {_cell(rule)} | {_cell('；'.join(parts))} |"


def _gravest(check: Check[Any]) -> str:
    return Severity(check.severity).label


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
