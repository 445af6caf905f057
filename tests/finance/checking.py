"""The short hand that tests of checks are written in: change one thing of a clean account, and see what is found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from finance.checks import ACCOUNT_CHECKS
from finance.checks.registry import Finding
from finance.figures import Figures
from finance.lines import BaseLine, EconomicLine, ExpenditureLine, IncomeLine
from finance.terms import Fund

type Change = Callable[[Figures], Figures]


def ids(findings: Iterable[Finding]) -> list[str]:
    return [finding.check for finding in findings]


def found(f: Figures) -> tuple[Finding, ...]:
    return ACCOUNT_CHECKS.run(f)


def part(name: str, **values: Any) -> Change:
    """Values of one part: three_public, assets, profile …"""

    def change(f: Figures) -> Figures:
        return replace(f, **{name: replace(getattr(f, name), **values)})

    return change


def base(name: str, **values: Any) -> Change:
    """Values of 上年, 年初预算 or 全年预算."""
    return part(name, **values)


def whole(**values: Any) -> Change:
    return lambda f: replace(f, **values)


def together(*changes: Change) -> Change:
    def change(f: Figures) -> Figures:
        for one in changes:
            f = one(f)
        return f

    return change


def income(code: str, **amounts: str) -> Change:
    """Add to the 收入 of a 项."""

    def change(f: Figures) -> Figures:
        lines = []
        for line in f.income_lines:
            if line.item_code == code:
                added = {name: getattr(line.amounts, name) + Decimal(value) for name, value in amounts.items()}
                line = IncomeLine(code, replace(line.amounts, **added))
            lines.append(line)
        assert tuple(lines) != f.income_lines, f"no income under {code}"
        return replace(f, income_lines=tuple(lines))

    return change


def spent(code: str, fund: Fund = Fund.GENERAL_PUBLIC_BUDGET, **amounts: str) -> Change:
    """Add to the 支出 of a 项 from one fund."""

    def change(f: Figures) -> Figures:
        lines = []
        for line in f.expenditure_lines:
            if line.item_code == code and line.fund is fund:
                added = {name: getattr(line.amounts, name) + Decimal(value) for name, value in amounts.items()}
                line = ExpenditureLine(code, fund, replace(line.amounts, **added))
            lines.append(line)
        assert tuple(lines) != f.expenditure_lines, f"no expenditure under {code}"
        return replace(f, expenditure_lines=tuple(lines))

    return change


def carried(fund: Fund, *, code: str = "", opening: str = "0", closing: str = "0") -> Change:
    """Add to the 结转和结余 of a fund."""

    def change(f: Figures) -> Figures:
        lines = tuple(
            replace(x, opening=x.opening + Decimal(opening), closing=x.closing + Decimal(closing))
            if x.fund is fund and x.item_code == code
            else x
            for x in f.carry_over_lines
        )
        assert lines != f.carry_over_lines, f"nothing carried by {fund}"
        return replace(f, carry_over_lines=lines)

    return change


def economic(changes: Mapping[str, str]) -> Change:
    """Add to 款 of 基本支出; one that was not there is new."""

    def change(f: Figures) -> Figures:
        amounts = {line.economic_code: line.amount for line in f.economic_lines}
        for code, added in changes.items():
            amounts[code] = amounts.get(code, Decimal(0)) + Decimal(added)
        return replace(f, economic_lines=tuple(EconomicLine(c, a) for c, a in sorted(amounts.items())))

    return change


def base_line(name: str, fund: Fund, code: str, amount: str) -> Change:
    """Set a 项 of 上年, 年初预算 or 全年预算."""

    def change(f: Figures) -> Figures:
        lines = [x for x in getattr(f, name).lines if not (x.fund is fund and x.item_code == code)]
        lines.append(BaseLine(fund, code, Decimal(amount)))
        return replace(f, **{name: replace(getattr(f, name), lines=tuple(lines))})

    return change


def reasons(texts: Mapping[str, str]) -> Change:
    return lambda f: replace(f, reasons=MappingProxyType({**f.reasons, **texts}))
