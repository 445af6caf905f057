"""The registry: what a finding carries, what is not checkable, and what makes a check unfit to be registered."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from finance.checks import ACCOUNT_CHECKS
from finance.checks.account import FiguresReader
from finance.checks.registry import Found, Registry, Severity
from finance.figures import Figures
from tests.finance import random_figures
from tests.finance.check_cases import CASES
from tests.finance.checking import base_line, found, ids, part
from tests.samples import SAMPLES


def registry() -> Registry[[Figures]]:
    return Registry("试验", FiguresReader)


def test_finding_carries_the_check_its_box_and_its_label() -> None:
    checks = registry()

    @checks.check("X1", Severity.WARNING, rules=(5,))
    def something_holds(f: Figures) -> Iterator[Found]:
        """应当如此。

        Rule 5; of the trade.
        """
        yield Found("不是如此。", ("income.total", "income_grand_total"))

    (finding,) = checks.run(SAMPLES["no_offices"]())
    assert (finding.check, finding.severity, finding.place) == ("X1", Severity.WARNING, "本年收入合计")
    assert finding.key == "X1:income.total,income_grand_total"
    (check,) = checks.checks
    assert (check.rule, check.source, check.rules) == ("应当如此。", "Rule 5; of the trade.", (5,))


def test_two_findings_of_the_same_figures_are_told_apart() -> None:
    checks = registry()

    @checks.check("X1", Severity.ERROR)
    def something_holds(f: Figures) -> Iterator[Found]:
        """应当如此。"""
        yield Found("一", ("income.total",))
        yield Found("二", ("income.total",))

    first, second = checks.run(SAMPLES["no_offices"]())
    assert (first.key, second.key) == ("X1:income.total", "X1:income.total#2")


def test_id_is_used_once_and_a_rule_has_words() -> None:
    checks = registry()

    def wordless(f: Figures) -> Iterator[Found]:
        yield from ()

    def worded(f: Figures) -> Iterator[Found]:
        """应当如此。"""
        yield from ()

    with pytest.raises(ValueError, match="X1 没有规则说明"):
        checks.check("X1", Severity.ERROR)(wordless)
    checks.check("X1", Severity.ERROR)(worded)
    with pytest.raises(ValueError, match="X1 重复"):
        checks.check("X1", Severity.ERROR)(worded)


def test_figure_that_does_not_exist_is_no_finding() -> None:
    checks = registry()

    @checks.check("X1", Severity.ERROR)
    def something_holds(f: Figures) -> Iterator[Found]:
        """应当如此。"""
        yield Found("一", ("income.nothing",))

    with pytest.raises(AttributeError):
        checks.run(SAMPLES["no_offices"]())


def test_fingerprint_changes_with_its_figures_and_with_nothing_else() -> None:
    change = base_line("initial_budget", next(iter(SAMPLES["no_offices"]().initial_budget.lines)).fund, "2210201", "-1")
    f = change(SAMPLES["no_offices"]())
    (before,) = found(f)
    (same,) = found(part("profile", functions="另一些职能。")(f))
    (other,) = found(base_line("initial_budget", f.initial_budget.lines[0].fund, "2210201", "-2")(f))
    assert same.fingerprint == before.fingerprint != other.fingerprint
    assert same.key == before.key == other.key


def test_missing_figure_makes_what_needs_it_not_checkable() -> None:
    f = SAMPLES["everything_fell"]()
    f = replace(f, missing=frozenset({"procurement.small_and_medium"}))
    findings = found(f)
    assert {finding.severity for finding in findings} == {Severity.NOT_CHECKABLE}
    assert ids(findings) == ["F602"]
    assert "授予中小企业合同金额尚未填报，无法核对" in findings[0].message


def test_finding_about_a_missing_figure_accuses_nobody() -> None:
    """A check that does not say what it needs still makes no error of a zero that nobody entered."""
    f = SAMPLES["everything_fell"]()
    f = replace(
        f,
        three_public=replace(f.three_public, official_reception=Decimal("0.00")),
        missing=frozenset({"three_public.official_reception"}),
    )
    assert {finding.severity for finding in found(f)} == {Severity.NOT_CHECKABLE}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.figure}")
def test_every_figure_of_a_finding_has_a_value_and_a_chinese_name(case) -> None:  # type: ignore[no-untyped-def]
    f = case.change(SAMPLES[case.sample]())
    reader = FiguresReader(f)
    for finding in found(f):
        for name in finding.figures:
            reader.value(name)
            is_unknown_code = case.check == "F701"
            assert is_unknown_code or reader.label(name) != name


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_figures.figures())
def test_any_figures_can_be_checked(f: Figures) -> None:
    reader = FiguresReader(f)
    for finding in ACCOUNT_CHECKS.run(f):
        assert finding.message.endswith("。")
        assert finding.place
        assert [reader.value(name) for name in finding.figures]


def test_checks_stand_in_the_order_of_their_ids() -> None:
    listed = [check.id for check in ACCOUNT_CHECKS.checks]
    assert listed == sorted(listed)
