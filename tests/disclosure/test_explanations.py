"""Explanations hold while the figures behind their finding stay, and lapse when one changes."""

from dataclasses import replace
from decimal import Decimal

from disclosure.explanations import Explanation, Standing, judge
from disclosure.samples.changji_2023 import changji_2023
from finance.checks import ACCOUNT_CHECKS
from finance.checks.registry import Finding, Severity
from finance.figures import Figures
from tests.finance.checking import economic, part, together


def pension(f: Figures) -> Finding:
    return next(finding for finding in ACCOUNT_CHECKS.run(f) if finding.check == "F303")


def standing(f: Figures, explanation: Explanation) -> Standing:
    finding = pension(f)
    (judged,) = judge([finding], {explanation.key: explanation})
    return judged.standing


def test_warning_is_explained_until_its_figures_change() -> None:
    f, _ = changji_2023()
    finding = pension(f)
    explanation = Explanation(finding.key, finding.fingerprint, "一名离休人员于年内去世。")
    assert standing(f, explanation) is Standing.EXPLAINED
    assert standing(part("profile", functions="其他职能。")(f), explanation) is Standing.EXPLAINED
    dearer = together(economic({"30301": "0.01"}), economic({"30302": "-0.01"}))
    assert standing(dearer(f), explanation) is Standing.LAPSED
    assert Standing.LAPSED.is_open


def test_warning_without_words_is_not_explained() -> None:
    f, _ = changji_2023()
    finding = pension(f)
    (judged,) = judge([finding], {})
    assert judged.standing is Standing.TO_BE_EXPLAINED
    assert judged.standing.is_open
    assert standing(f, Explanation(finding.key, finding.fingerprint, "  ")) is Standing.TO_BE_EXPLAINED


def test_error_cannot_be_explained_away() -> None:
    f, _ = changji_2023()
    f = economic({"30201": "0.01"})(f)
    error = next(finding for finding in ACCOUNT_CHECKS.run(f) if finding.severity is Severity.ERROR)
    explanation = Explanation(error.key, error.fingerprint, "就是这样。")
    (judged,) = judge([error], {error.key: explanation})
    assert judged.standing is Standing.MUST_BE_MENDED
    assert judged.standing.is_open


def test_information_asks_for_nothing() -> None:
    f, _ = changji_2023()
    finding = replace(pension(f), severity=Severity.INFORMATION)
    assert not judge([finding], {})[0].standing.is_open


def test_explanation_of_another_finding_does_not_count() -> None:
    f, _ = changji_2023()
    finding = pension(f)
    f = replace(f, economic_lines=(*f.economic_lines,), surplus_used=Decimal(0))
    assert standing(f, Explanation("F999:nothing", finding.fingerprint, "说明。")) is Standing.TO_BE_EXPLAINED
