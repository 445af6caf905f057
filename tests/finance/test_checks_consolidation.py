"""The checks over 所属单位汇总: what is named, with both amounts and both units."""

from dataclasses import replace

from finance.checks import CONSOLIDATION_CHECKS
from finance.checks.registry import Finding, Severity
from finance.money import yuan
from finance.terms import Fund
from finance.transfers import End, InternalTransfer, Summing, TransferKind
from tests.finance.departments import transfer

PAID = End("1", TransferKind.SUBSIDY, True, "2080799")
RECEIVED = End("2", TransferKind.SUBSIDY, False, "2080799")
CLEAN = Summing(2023, {"1": "甲局（本级）", "2": "乙中心"}, {})


def between(paid: str, received: str, *transfers: InternalTransfer) -> Summing:
    return replace(CLEAN, reported={PAID: yuan(paid), RECEIVED: yuan(received)}, transfers=transfers)


def found(summing: Summing) -> list[Finding]:
    return list(CONSOLIDATION_CHECKS.run(summing))


def ids(summing: Summing) -> list[str]:
    return [one.check for one in found(summing)]


def test_nothing_is_found_where_all_is_added_and_taken_out() -> None:
    assert ids(CLEAN) == []
    assert ids(between("100.00", "100.00", transfer("1", "2", "100.00"))) == []


def test_all_findings_stop_submission() -> None:
    assert {check.severity for check in CONSOLIDATION_CHECKS.checks} == {Severity.ERROR}


def test_unit_whose_figures_have_moved_is_named() -> None:
    (one,) = found(replace(CLEAN, outdated=("乙中心",)))
    assert one.check == "F901"
    assert "“乙中心”的数已变动，汇总未更新" in one.message


def test_sums_that_could_not_be_written_are_named() -> None:
    (one,) = found(replace(CLEAN, problem="数字太大"))
    assert (one.check, "数字太大" in one.message) == ("F901", True)


def test_unit_without_an_account_is_named() -> None:
    (one,) = found(replace(CLEAN, not_begun=("乙中心",)))
    assert one.check == "F902"
    assert "“乙中心”还没有 2023 年度的决算" in one.message


def test_transfer_that_one_unit_reports_less_of_names_both_amounts() -> None:
    one = found(between("100.00", "80.00", transfer("1", "2", "100.00")))[0]
    assert one.check == "F903"
    for words in ("登记的往来 100.00 元", "“甲局（本级）”的对附属单位补助支出（2080799）报 100.00 元", "报 80.00 元"):
        assert words in one.message


def test_what_one_unit_reports_alone_is_named() -> None:
    (one,) = found(replace(CLEAN, reported={PAID: yuan("100.00")}))
    assert one.check == "F904"
    assert "“甲局（本级）”的对附属单位补助支出（2080799） 100.00 元" in one.message
    assert "没有单位报上级补助收入" in one.message


def test_difference_that_is_left_is_named_with_both_units() -> None:
    (one,) = found(between("100.00", "80.00"))
    assert (one.check, "“乙中心”" in one.message, "80.00 元" in one.message) == ("F904", True, True)


def test_money_of_a_body_outside_the_department_is_no_difference() -> None:
    outside = replace(transfer("", "2", "80.00"), paid_item="")
    assert ids(replace(CLEAN, reported={RECEIVED: yuan("80.00")}, transfers=(outside,))) == []


def test_fiscal_money_paid_to_a_unit_below_is_named() -> None:
    fiscal = replace(PAID, fund=Fund.GENERAL_PUBLIC_BUDGET)
    (one,) = found(replace(CLEAN, reported={fiscal: yuan("100.00")}))
    assert (one.check, "只能用非财政拨款资金" in one.message) == ("F904", True)


def test_explanation_would_lapse_when_amounts_move() -> None:
    one, two = found(between("100.00", "80.00"))[0], found(between("100.00", "90.00"))[0]
    assert one.key == two.key
    assert one.fingerprint != two.fingerprint
