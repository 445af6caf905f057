"""One file handed in as a user does, looked at, taken where it can be; and what must hold whatever came."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from disclosure.exports.accounts import exported
from disclosure.exports.own_workbook.writing import own_workbook
from disclosure.exports.package import Package, PackageError, read_package
from disclosure.intake import packages
from disclosure.models import IntakeFile
from finance.ledger import write_figures
from finance.models import CellChange, FinalAccount
from performance.ledger import write_scorecards
from tests.factories import make_account, make_unit, make_user
from tests.fuzz_intake import byte_kinds, cell_kinds, disguises, package_kinds, sources, zip_kinds
from tests.pace import computed
from units.models import Role, User

PATIENCE = 10.0  # seconds of computing, ours and the child's: a busy machine is no fault of the file
LONGEST_WAIT = 120.0
PAGE = f"/entry/{sources.UNIT_CODE}/{sources.FISCAL_YEAR}/files/"
KINDS = ("cells", "zip", "own", "bytes of xlsx", "xls", "package", "package", "disguise")
_SHOWN = re.compile(r'name="shown" value="(\w+)"')
_SAID = re.compile(r'(?:role="alert"|class="field-error"|class="messages?|class="summary")[^>]*>\s*(.*?)</', re.DOTALL)
_CHINESE = re.compile(r"[一-鿿]")


class Broken(AssertionError):
    """What must not be."""


@dataclass(frozen=True)
class Case:
    """A file made by its seed."""

    seed: int
    kind: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Result:
    """What became of it: refused, shown or taken; the seconds it took to compute, and the seconds of waiting."""

    case: Case
    became: str
    computing: float
    waiting: float


def case_of(seed: int, own: bytes) -> Case:
    """The same seed gives the same file. `own`: 填报工作簿 as it was issued."""
    rng = Random(seed)
    kind = KINDS[seed % len(KINDS)]
    name = rng.choice(disguises.NAMES)
    match kind:
        case "cells":
            content = cell_kinds.made(rng.choice(sources.workbooks()), rng)
        case "zip":
            content = zip_kinds.mutated(rng.choice(sources.xlsx()), rng)
        case "own":
            content = zip_kinds.mutated(own, rng)
        case "bytes of xlsx":
            content = byte_kinds.mutated(rng.choice(sources.xlsx()), rng)
        case "xls":
            content = byte_kinds.mutated(sources.xls(), rng)
        case "package":
            content = package_kinds.made(sources.package(), rng)
        case _:
            content = disguises.made(rng)
    return Case(seed, kind, name, content)


class Site:
    """An account with figures, some of which differ from every workbook's, and its clerk."""

    def __init__(self) -> None:
        figures, scorecards = sources.account()
        unit = make_unit(figures.unit.code, figures.unit.name, kind=figures.unit.kind)
        make_user("clerk", role=Role.CLERK, unit=unit)
        self.account = make_account(unit, fiscal_year=figures.fiscal_year, edition=sources.EDITION)
        write_figures(self.account, figures)
        write_scorecards(self.account, scorecards)
        CellChange.objects.all().delete()
        self.own = own_workbook(self.account, User.objects.get(username="clerk"))
        self.client = Client(raise_request_exception=True)
        self.client.force_login(User.objects.get(username="clerk"))
        self.before = self.state()

    def state(self) -> Package:
        return exported(FinalAccount.objects.get(pk=self.account.pk)).package

    def run(self, case: Case) -> Result:
        """Hands it in, takes it if that is offered, and leaves everything as it was. Raises Broken."""
        before, start = computed(), time.perf_counter()
        with transaction.atomic():
            try:
                became = self._handed_in(case)
                if case.kind == "package":
                    self._from_the_command_line(case)
            finally:
                transaction.set_rollback(True)
        result = Result(case, became, computed() - before, time.perf_counter() - start)
        if result.computing > PATIENCE or result.waiting > LONGEST_WAIT:
            raise Broken(f"{result.computing:.1f} s of computing, {result.waiting:.1f} s of waiting")
        return result

    def _handed_in(self, case: Case) -> str:
        rng = Random(case.seed)
        data = {
            "purpose": rng.choice(("this_year", "this_year", "last_year")),
            "stage": rng.choice(("initial_budget", "adjusted_budget")),
            "file": SimpleUploadedFile(case.name or "x", case.content),
        }
        response = self.client.post(PAGE, data, follow=True)
        page = response.content.decode()
        if response.status_code not in (200, 422):
            raise Broken(f"status {response.status_code}")
        _expect_words(page)
        if self.state() != self.before or CellChange.objects.exists():
            raise Broken("handing in changed the account")
        shown = _SHOWN.search(page)
        if response.status_code == 422:
            if IntakeFile.objects.exists():
                raise Broken("a refused file was kept")
            return "refused"
        if shown is None:
            raise Broken("neither refused nor shown")
        if "全部导入" not in page:
            return "shown"
        address = response.redirect_chain[-1][0]
        response = self.client.post(address, {"action": "take_all", "shown": shown[1]}, follow=True)
        return self._taken(response.status_code, response.content.decode())

    def _taken(self, status: int, page: str) -> str:
        after = self.state()  # whatever was taken can be read again
        if status == 409:
            _expect_words(page)
            if after != self.before or CellChange.objects.exists():
                raise Broken("a file that was not taken changed the account")
            return "not taken"
        if status != 200:
            raise Broken(f"status {status} when taken")
        if (after != self.before) != CellChange.objects.exists():
            raise Broken("the log of changes does not tell what changed")
        return "taken"

    def _from_the_command_line(self, case: Case) -> None:
        """take_in, which may also make an account."""
        units = FinalAccount.objects.count()
        try:
            packages.take_package(read_package(case.content), content=case.content, name=case.name)
        except (PackageError, packages.NotTaken) as error:
            if not _CHINESE.search(str(error)):
                raise Broken(f"no message: {error!r}") from error
            if FinalAccount.objects.count() != units:
                raise Broken("a refused package made an account") from error


def _expect_words(page: str) -> None:
    said = [words for words in _SAID.findall(page) if _CHINESE.search(words)]
    if not said or "Traceback" in page:
        raise Broken("no message")


def results(site: Site, seeds: range) -> Iterator[Result | tuple[Case, BaseException]]:
    """Each file in turn; what is broken comes with its case."""
    for seed in seeds:
        case = case_of(seed, site.own)
        try:
            yield site.run(case)
        except Exception as error:  # whatever it is, it is to be told with its seed
            yield case, error
