"""From the figures of the tables to the lines they came from: what is entered, worked out from what is printed. Pure.

收入 by 项 comes from 公开02表, its 财政拨款 split by what 08表 and 09表 received; 支出 of each fund from 05, 08 and
09表, of other money from what 03表 has more; carry-over from 08 and 09表 by 项, and from 04 and 01表 as sums.
"""

from collections.abc import Iterable
from decimal import Decimal

from disclosure.intake.official.derived import UNKNOWN, ZERO_OF, Derived, Reading
from disclosure.intake.official.proposing import GENERAL, GOVERNMENT, STATE, TABLE_OF, Proposing
from disclosure.intake.official.table import Gravity
from disclosure.intake.official.trees import item_codes, known_columns
from finance.classification import CodeTree
from finance.money import ZERO
from finance.terms import ExpenditureKind, Fund, IncomeSource

_GROUPS = {"政府性基金": GOVERNMENT, "国有资本经营": STATE}
_KINDS = tuple(kind.value for kind in ExpenditureKind)
_OTHER_KINDS = _KINDS[2:]
_OTHER_SOURCES = tuple(source.value for source in IncomeSource)[3:]


class ThisYear(Proposing):
    """This year's nine tables turned into a proposal."""

    def __init__(self, reading: Reading, functional: CodeTree, *, is_printed: bool) -> None:
        super().__init__(reading, functional, is_printed=is_printed)
        self.claimed: dict[str, Decimal] = {}  # of what 公开03表 has, by the funds that have no column for it

    def propose_all(self, budget: str) -> None:
        """All nine tables; `budget` is the column that 预算数 of 公开07表 goes into."""
        if self.reading.has("t2"):
            self._income()
        spent = self._spent()
        for fund, lines in spent.items():
            key = TABLE_OF.get(fund, "t3")
            self.cover(f"expenditure_lines/{fund}", key)
            for code, amounts in lines.items():
                for kind, derived in amounts.items():
                    self.propose(key, f"expenditure_lines/{code}-{fund}/{kind}", derived)
        self._carry_over()
        if self.reading.has("t1"):
            for column in ("surplus_used", "surplus_distributed"):
                if (found := self.reading.first(("t1", column))) is not None:
                    self.propose("t1", f"account//{column}", found)
        self._basic_expenditure()
        self.three_public("actual", "three_public")
        self.three_public(budget, f"{budget}.three_public")

    def _income(self) -> None:
        self.cover("income_lines", "t2")
        codes = self.known(item_codes(self.tables, "t2"))
        fiscal = {code: self.reading.get("t2", f"income.{code}.fiscal_appropriation") for code in codes}
        government = {code: self._received(GOVERNMENT, code) for code in codes}
        state = self._state_income(codes, {code: fiscal[code].less([government[code]]) for code in codes})
        for code in codes:
            row = f"income_lines/{code}"
            if "general_public_budget" in known_columns(self.tables, "t2"):  # the table itself tells the funds apart
                for fund in TABLE_OF:
                    self.propose("t2", f"{row}/{fund}", self.reading.get("t2", f"income.{code}.{fund}"))
            else:
                self.propose("t2", f"{row}/{GOVERNMENT}", government[code])
                self.propose("t2", f"{row}/{STATE}", state[code])
                general = fiscal[code].less([government[code], state[code]])
                self.propose(
                    "t2", f"{row}/{GENERAL}", self._not_negative(general, "t2", f"{code} 的一般公共预算财政拨款收入")
                )
            for source in _OTHER_SOURCES:
                self.propose("t2", f"{row}/{source}", self.reading.get("t2", f"income.{code}.{source}"))

    def _received(self, fund: str, code: str) -> Derived:
        """What one of the two small funds received under a code: from its own table, else by what the code is for."""
        key = TABLE_OF[fund]
        if self.reading.has(key) and "income" in known_columns(self.tables, key):
            return self.reading.get(key, f"{fund}.{code}.income")
        if _GROUPS.get(self.functional.group(code)) == fund:
            return self.reading.get("t2", f"income.{code}.fiscal_appropriation")
        return ZERO_OF

    def _state_income(self, codes: Iterable[str], left: dict[str, Derived]) -> dict[str, Derived]:
        """国有资本经营 by 项. Where 公开09表 has no 收入, its total stands in 01 and 04表: it is laid on the codes that
        the fund is for, then on those it was spent under, then on others, as far as their 财政拨款 goes."""
        if self.reading.has("t9") and "income" in known_columns(self.tables, "t9"):
            return {code: self.reading.get("t9", f"{STATE}.{code}.income") for code in codes}
        whole = self.reading.first(("t1", f"income.{STATE}"), ("t4", f"{STATE}.income"))
        if whole is None or whole.value is None:
            return {code: self._received(STATE, code) for code in codes}
        spent = set(item_codes(self.tables, "t9"))

        def fitness(code: str) -> tuple[bool, bool, str]:
            return (_GROUPS.get(self.functional.group(code)) != STATE, code not in spent, code)

        rest = whole.value
        found: dict[str, Derived] = {}
        for code in sorted(codes, key=fitness):
            share = min(rest, left[code].value or ZERO) if rest > 0 else ZERO
            rest -= share
            places = whole.places + left[code].places if share else ()
            found[code] = Derived(share, places, whole.tables | left[code].tables if share else frozenset())
            if share and fitness(code)[0]:
                self.remark(Gravity.NOTE, "t2", f"国有资本经营收入按推定列在 {code} 下（09表没有收入栏），请核对")
        return found

    # Expenditure ---

    def _spent(self) -> dict[str, dict[str, dict[str, Derived]]]:
        """Fund → 项 → kind → amount, for every fund that the tables tell."""
        spent = {
            fund: {code: self._of_fund(fund, code) for code in self.known(item_codes(self.tables, key))}
            for fund, key in TABLE_OF.items()
            if self.reading.has(key)
        }
        if not self.reading.has("t3"):
            return spent
        if lacking := [fund for fund in TABLE_OF if fund not in spent and not self._is_nothing(fund)]:
            missing = "、".join(Fund(fund).label for fund in lacking)
            words = f"没有{missing}的支出表，分不出非财政拨款支出。支出决算表只用来核对"
            self.remark(Gravity.ERROR, "t3", words)
            return spent
        spent[Fund.NON_FISCAL.value] = self._non_fiscal(spent)
        return spent

    def _of_fund(self, fund: str, code: str) -> dict[str, Derived]:
        """基本支出 and 项目支出 as printed; what the 合计 has more is of the kind that 公开03表 knows of."""
        key = TABLE_OF[fund]
        amounts = {kind: self.reading.get(key, f"{fund}.{code}.{kind}") for kind in ("basic", "project")}
        whole = self.reading.first((key, f"{fund}.{code}.expenditure"))
        rest = whole.less(amounts.values()) if whole else ZERO_OF
        amounts |= dict.fromkeys(_OTHER_KINDS, ZERO_OF)
        if rest.value is None or rest.value <= (rest.tolerance if self.is_printed else 0):
            return amounts
        left = rest.value
        for kind in _OTHER_KINDS if self.reading.has("t3") else ():
            name = f"expenditure.{code}.{kind}"
            share = min(left, (self.reading.get("t3", name).value or ZERO) - self.claimed.get(name, ZERO))
            if share > 0:
                amounts[kind] = Derived(share, rest.places, rest.tables)
                self.claimed[name] = self.claimed.get(name, ZERO) + share
                left -= share
        return amounts

    def _is_nothing(self, fund: str) -> bool:
        """Whether other tables say that this fund, which has no table here, spent nothing."""
        whole = self.reading.first(("t4", f"{fund}.expenditure"))
        return whole is not None and whole.value == 0

    def _non_fiscal(self, spent: dict[str, dict[str, dict[str, Derived]]]) -> dict[str, dict[str, Derived]]:
        """What 公开03表 has more than the fiscal tables. Printed amounts may leave a hundredth where nothing is."""
        whole = self.reading.get("t3", "expenditure.total").less(
            self.reading.get(TABLE_OF[fund], f"{fund}.expenditure") for fund in spent
        )
        is_none = self.is_printed and whole.value == 0
        found: dict[str, dict[str, Derived]] = {}
        for code in self.known(item_codes(self.tables, "t3")):
            amounts = {}
            for kind in _KINDS:
                fiscal = [lines[code][kind] for lines in spent.values() if code in lines]
                rest = self.reading.get("t3", f"expenditure.{code}.{kind}").less(fiscal)
                if is_none and rest.value is not None and abs(rest.value) <= rest.tolerance:
                    rest = Derived(ZERO, rest.places, rest.tables)
                amounts[kind] = self._not_negative(rest, "t3", f"{code} 的非财政拨款{ExpenditureKind(kind).label}")
            if any(derived.value != 0 for derived in amounts.values()):
                found[code] = amounts
        return found

    def _not_negative(self, derived: Derived, key: str, what: str) -> Derived:
        """A rest cannot be less than nothing: tables that were rounded, or do not agree."""
        if derived.value is None or derived.value >= 0:
            return derived
        if self.is_printed and -derived.value <= derived.tolerance:
            return Derived(ZERO, derived.places, derived.tables)
        sources = " − ".join(map(str, derived.places))
        self.remark(
            Gravity.ERROR, key, f"{what}算出来是负数 {derived.value:,.2f} 元（{sources}），没有导入，请核对各表"
        )
        return UNKNOWN

    # Carry-over ---

    def _carry_over(self) -> None:
        for fund in (GOVERNMENT, STATE):
            key = TABLE_OF[fund]
            if not self.reading.has(key):
                continue
            if "opening" in known_columns(self.tables, key):
                self.cover(f"carry_over_lines/{fund}", key)
                for code in self.known(item_codes(self.tables, key)):
                    for end in ("opening", "closing"):
                        amount = self.reading.get(key, f"{fund}.{code}.{end}")
                        self.propose(key, f"carry_over_lines/{fund}-{code}/{end}", amount)
            else:
                self._state_carry_over(fund)
        if not self.reading.has("t4"):
            return
        self.cover(f"carry_over_lines/{GENERAL}", "t4")
        for end in ("opening", "closing"):
            self.propose("t4", f"carry_over_lines/{GENERAL}-/{end}", self.reading.get("t4", f"{GENERAL}.{end}"))
            if self.reading.has("t1"):
                self.cover("carry_over_lines/non_fiscal", "t1")
                rest = self.reading.get("t1", f"{end}_carry_over.total") - self.reading.get("t4", f"fiscal.{end}")
                if self.is_printed and rest.value is not None and abs(rest.value) < rest.tolerance:
                    rest = Derived(ZERO, rest.places, rest.tables)
                self.propose("t1", f"carry_over_lines/non_fiscal-/{end}", rest)

    def _state_carry_over(self, fund: str) -> None:
        """The national 09表 has 支出 alone; 04表 has the sums, which have to stand under a 项."""
        ends = {end: self.reading.first(("t4", f"{fund}.{end}")) for end in ("opening", "closing")}
        if not any(derived and derived.value for derived in ends.values()):
            if all(ends.values()):
                self.cover(f"carry_over_lines/{fund}", "t4")
            return
        codes = self.known(item_codes(self.tables, TABLE_OF[fund]))
        if len(codes) == 1:
            self.cover(f"carry_over_lines/{fund}", "t4")
            for end, derived in ends.items():
                self.propose("t4", f"carry_over_lines/{fund}-{codes[0]}/{end}", derived or ZERO_OF)
            return
        words = f"{Fund(fund).label}的结转和结余没有分科目，没有导入。请在“结转和结余”页分科目填写"
        self.remark(Gravity.ERROR, "t4", words)

    # The rest ---

    def _basic_expenditure(self) -> None:
        if not self.reading.has("t6"):
            return
        self.cover("economic_lines", "t6")
        table = self.tables["t6"]
        for name in (*table.amounts, *sorted(table.unknown)):
            code = name.split(".")[1]
            if len(code) == 5 and table.classification.economic.has(code):
                self.propose("t6", f"economic_lines/{code}/amount", self.reading.get("t6", name))
