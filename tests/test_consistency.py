"""The whole, guarded: every check registered, tested and in the handbook; every rule upheld; generated docs current."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import CommandError, call_command

import disclosure.checks
import finance.checks
import performance.checks
from disclosure.checks.catalogue import NOT_CHECKED, RULES, UPHELD
from disclosure.checks.handbook import REGISTRIES, all_checks
from disclosure.generated import DOCUMENTS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (finance.checks, performance.checks, disclosure.checks)
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def modules_of(package: ModuleType) -> list[ModuleType]:
    names = (module.name for module in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def decorated(module: ModuleType) -> set[str]:
    """Functions of a module that @check decorates, read from its source."""
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "check"
    }


def yields_found(module: ModuleType) -> set[str]:
    """Public functions of a module that take one subject and return Iterator[Found]."""
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns
        if ast.unparse(node.returns) == "Iterator[Found]" and all(a.annotation for a in node.args.args)
        if {ast.unparse(a.annotation) for a in node.args.args if a.annotation} <= SUBJECTS
    }


SUBJECTS = {"Figures", "Evaluation", "Written", "Summing"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_every_check_of_a_package_is_registered(package: ModuleType) -> None:
    """A module of checks that the package does not import registers nothing; a rule that lost its decorator neither."""
    registered = {check.name for check in all_checks()}
    imported = set(vars(package).get("__all__", ()))
    for module in modules_of(package):
        written = decorated(module)
        assert yields_found(module) == written, f"a check without its decorator in {module.__name__}"
        assert {f"{module.__name__}.{name}" for name in written} <= registered
        assert not written or module.__name__.rpartition(".")[2] in imported


def test_ids_are_used_once_in_all_registries() -> None:
    ids = [check.id for check in all_checks()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Z]\d{3}", check_id) for check_id in ids)


def test_every_check_is_tested_by_its_id() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert [check.id for check in all_checks() if f'"{check.id}"' not in text] == []


def test_every_check_says_its_rule_in_chinese_and_its_source() -> None:
    for check in all_checks():
        assert re.search(r"[\u4e00-\u9fff]{4}", check.rule), check.id
        assert check.rule.endswith("。"), check.id
        assert check.rules, f"{check.id} names no rule of the catalogue"
        assert check.source, f"{check.id} cites no source"


def test_every_rule_of_the_catalogue_is_upheld_or_says_why_not() -> None:
    assert list(RULES) == list(range(1, 79))
    covered = {number for check in all_checks() for number in check.rules}
    assert covered <= set(RULES)
    assert set(RULES) - covered - set(UPHELD) - set(NOT_CHECKED) == set()


def test_tests_named_in_the_catalogue_exist() -> None:
    existing = set(re.findall(r"^def (test_\w+)", "\n".join(p.read_text("utf-8") for p in TESTS), re.MULTILINE))
    named = {test for upheld in UPHELD.values() for test in upheld.tests}
    assert named - existing == set()


def test_registries_have_a_title_each() -> None:
    assert len({registry.title for registry in REGISTRIES}) == len(REGISTRIES)


def test_generated_docs_are_current() -> None:
    call_command("generate_docs", "--check")


def test_stale_docs_are_named(tmp_path: Path, settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match=r"docs/checks\.md"):
        call_command("generate_docs", "--check")
    call_command("generate_docs")
    assert {path.name for path in (tmp_path / "docs").iterdir()} == {Path(name).name for name in DOCUMENTS}
    call_command("generate_docs", "--check")
