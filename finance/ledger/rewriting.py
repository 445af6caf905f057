"""The log of what is written whole, cell by cell, as if each had been typed."""

from collections.abc import Iterator, Mapping

from finance.cells import AmountUnit
from finance.models import CellChange, FinalAccount
from finance.sections import Section
from units.models import User

type Texts = Mapping[str, str]
YUAN = AmountUnit.YUAN


def texts_of(account: FinalAccount, sections: Mapping[str, Section]) -> Texts:
    """Address → text of every cell that is not empty, as the database has it."""
    fresh = FinalAccount.objects.get(pk=account.pk)
    return dict(_texts(fresh, sections))


def log_rewriting(
    account: FinalAccount,
    sections: Mapping[str, Section],
    before: Texts,
    *,
    by: User | None,
    kind: str = CellChange.Kind.SET,
) -> None:
    """One CellChange for every cell that no longer is as `before`. `by` None: a command or a sum did it, and nobody
    typed."""
    after = texts_of(account, sections)
    changes = []
    for cell in dict.fromkeys((*before, *after)):
        if before.get(cell) == after.get(cell):
            continue
        section, _, column = cell.split("/")
        empty = sections[section].columns[column]
        nothing = empty.print(empty.empty, YUAN)
        old, new = before.get(cell, nothing), after.get(cell, nothing)
        changes.append(
            CellChange(account=account, cell=cell, kind=kind, old=old, new=new, by=by, version=account.version)
        )
    CellChange.objects.bulk_create(changes)


def _texts(account: FinalAccount, sections: Mapping[str, Section]) -> Iterator[tuple[str, str]]:
    for section in sections.values():
        for key, row in section.rows(account).items():
            for column, cell in section.columns.items():
                if (value := section.value(row, column)) != cell.empty:
                    yield f"{section.name}/{key}/{column}", cell.print(value, YUAN)
