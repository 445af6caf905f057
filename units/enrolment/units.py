"""预算单位 from a spreadsheet: 单位编码, 单位全称, 单位性质, 行政区划, 上级单位编码."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from units.enrolment.sheets import Problem, Refused, Row
from units.models import BudgetUnit, UnitKind

REQUIRED = ("单位编码", "单位全称", "单位性质", "行政区划")
PARENT = "上级单位编码"
_FIELDS = {"code": "单位编码", "name": "单位全称", "kind": "单位性质", "region": "行政区划"}
_KINDS = {str(kind.label): kind.value for kind in UnitKind}


@dataclass
class Plan:
    """What will be done; parents by code, for they may be new themselves."""

    new: list[BudgetUnit] = field(default_factory=list)
    changed: dict[str, BudgetUnit] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # by code, what is done to the unit
    parents: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def said(self) -> list[str]:
        return list(self.told.values())


def plan(rows: list[Row], *, update: bool) -> Plan:
    """Raises Refused with everything that is wrong. `update`: units that are there take the file's wording."""
    existing = {unit.code: unit for unit in BudgetUnit.objects.select_related("parent")}
    problems = [*_repeated(rows)]
    made = Plan()
    codes = {row["单位编码"] for row in rows} | set(existing)
    for row in rows:
        if row["单位性质"] not in _KINDS:
            problems.append(row.problem("单位性质", f"“{row['单位性质']}”不是：{'、'.join(_KINDS)}"))
            continue
        if row[PARENT] and row[PARENT] not in codes:
            problems.append(row.problem(PARENT, f"没有编码为“{row[PARENT]}”的单位"))
        unit = BudgetUnit(
            code=row["单位编码"], name=row["单位全称"], kind=_KINDS[row["单位性质"]], region=row["行政区划"]
        )
        try:
            unit.clean_fields(exclude=["parent"])
        except ValidationError as error:
            problems += [row.problem(_FIELDS[f], "；".join(words)) for f, words in error.message_dict.items()]
            continue
        if unit.code in existing:
            problems += _against(existing[unit.code], unit, row, made, update=update)
        else:
            made.new.append(unit)
            made.told[unit.code] = f"新建 {unit.code} {unit.name}"
            made.parents[unit.code] = row[PARENT]
    problems += _circles(rows, existing, made)
    if problems:
        raise Refused(problems)
    return made


def _repeated(rows: list[Row]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        if (before := first.setdefault(row["单位编码"], row.number)) != row.number:
            yield row.problem("单位编码", f"“{row['单位编码']}”在第 {before} 行已经有了")


def _against(old: BudgetUnit, new: BudgetUnit, row: Row, made: Plan, *, update: bool) -> Iterator[Problem]:
    """What the file says otherwise than the unit that is there. Without `update` that is a problem each."""
    kinds = {value: label for label, value in _KINDS.items()}
    differing = {name: (getattr(old, name), getattr(new, name)) for name in ("name", "kind", "region")}
    told = {_FIELDS[n]: (kinds.get(a, a), kinds.get(b, b)) for n, (a, b) in differing.items() if a != b}
    was = old.parent.code if old.parent else ""
    if was != row[PARENT]:
        told[PARENT] = (was or "（无）", row[PARENT] or "（无）")
    if not told:
        made.unchanged += 1
        return
    if not update:
        for column, (before, _) in told.items():
            how = "确要改，请勾“已有的单位按表格修改”（命令加 --update）"
            yield row.problem(column, f"已有的单位 {old.code} 写的是“{before}”；{how}")
        return
    for name, (_, after) in differing.items():
        setattr(old, name, after)
    made.changed[old.code] = old
    made.parents[old.code] = row[PARENT]
    made.told[old.code] = f"修改 {old.code}：" + "，".join(f"{c} {a} → {b}" for c, (a, b) in told.items())


def _circles(rows: list[Row], existing: dict[str, BudgetUnit], made: Plan) -> Iterator[Problem]:
    above = {code: unit.parent.code if unit.parent else "" for code, unit in existing.items()} | made.parents
    for row in rows:
        code, seen = row["单位编码"], set[str]()
        at = above.get(code, "")
        while at and at not in seen and at != code:
            seen.add(at)
            at = above.get(at, "")
        if at == code:
            yield row.problem(PARENT, "上级又是自己的下级，成了一个圈")


def carry_out(made: Plan) -> None:
    """All or nothing."""
    with transaction.atomic():
        BudgetUnit.objects.bulk_create(made.new, batch_size=500)
        by_code = {unit.code: unit for unit in BudgetUnit.objects.all()} if made.parents else {}
        touched = []
        for code, parent in made.parents.items():
            unit = made.changed.get(code) or by_code[code]
            unit.parent = by_code[parent] if parent else None
            touched.append(unit)
        BudgetUnit.objects.bulk_update(touched, ["name", "kind", "region", "parent"], batch_size=200)
