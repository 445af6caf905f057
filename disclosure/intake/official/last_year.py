"""Last year's nine tables as 上年数: what was spent under each 项, the totals, “三公”. Pure."""

from decimal import Decimal

from disclosure.intake.official.derived import UNKNOWN, Derived
from disclosure.intake.official.proposing import TABLE_OF, Proposing
from disclosure.intake.official.table import Gravity
from disclosure.intake.official.trees import item_codes
from finance.money import ZERO, total


class LastYear(Proposing):
    """Last year's nine tables turned into a proposal for this year's account."""

    def propose_all(self, *, has_agency_operating_costs: bool) -> None:
        """Last year's nine tables as 上年数."""
        for fund, key in TABLE_OF.items():
            if self.reading.has(key):
                self.cover(f"previous_lines/{fund}", key)
                for code in item_codes(self.tables, key):
                    if self.functional.has(code):
                        derived = self._whole(fund, code)
                        self.propose(key, f"previous_lines/{fund}-{code}/amount", derived)
                    elif self._whole(fund, code).value:
                        words = f"上年的 {code} 在 {self.functional.fiscal_year} 年度科目表中没有了，请改列到新的科目"
                        self.remark(Gravity.ERROR, key, words)
        totals = [
            ("income_grand_total", "t1", "income_grand_total"),
            ("fiscal_income_grand_total", "t4", "fiscal.income_grand_total"),
        ]
        if has_agency_operating_costs:
            totals.append(("agency_operating_costs", "t6", "basic_expenditure.public_use"))
        for column, key, name in totals:
            if (found := self.reading.first((key, name))) is not None:
                self.propose(key, f"previous_year//{column}", found)
        self.three_public("previous", "three_public")

    def _whole(self, fund: str, code: str) -> Derived:
        """支出合计 of a 项, or what its kinds add up to where the table has no such column."""
        key = TABLE_OF[fund]
        whole = self.reading.first((key, f"{fund}.{code}.expenditure"))
        if whole is not None:
            return whole
        kinds = [self.reading.get(key, f"{fund}.{code}.{kind}") for kind in ("basic", "project")]
        if any(derived.value is None for derived in kinds):
            return UNKNOWN
        value: Decimal = total(derived.value or ZERO for derived in kinds)
        return Derived(value, tuple(p for d in kinds for p in d.places), frozenset({key}))
