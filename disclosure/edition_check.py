"""Looking an edition over: what is wrong with it, what in it is never used, and what differs from its parent."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jinja2 import nodes

from disclosure.document import write_report
from disclosure.editions import Edition, EditionError, edition
from disclosure.narrative import FIGURE_NAMES, context_names, write_with
from disclosure.samples.answers import with_answers
from disclosure.samples.circumstances import circumstances, rich
from disclosure.templating import GLOSSARY, environment_of, sources_of
from disclosure.watching import WatchingEnvironment
from finance.names import label
from finance.tables import build_all
from performance.scorecards import Scorecards

_OTHER_NAMES = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_BRACKETED = re.compile(r"（[^）]*）")
_HTML = frozenset({".html"})  # pages of base/, which an edition may have its own of


@dataclass(frozen=True)
class Fault:
    """Something wrong with an edition: in which file, and what to do about it."""

    file: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}：{self.words}"


def faults_of(subject: Edition) -> tuple[Fault, ...]:
    """Everything wrong with an edition, the worst first: one that does not write is not looked at further."""
    try:
        unknown = tuple(_unknown_names(subject))
        if unknown:
            return unknown
        never_reached = tuple(_never_reached(subject))
    except EditionError as error:
        return (Fault(subject.slug, str(error)),)
    return (*never_reached, *_unused_files(subject), *_unused_switches(subject), *_unexplained_terms(subject))


def _unknown_names(subject: Edition) -> Iterator[Fault]:
    """Figures, switches and phrases that a template names and nobody has."""
    environment = environment_of(subject)
    phrases = environment.get_template("_phrases").module
    for template, (file, source) in sources_of(subject).items():
        tree = environment.parse(source, template, file)
        known_names = {*environment.globals, *context_names(rich()), *_made_names(tree)}
        for used in tree.find_all(nodes.Name):
            if used.name not in known_names:
                yield Fault(file, f"第 {used.lineno} 行的“{used.name}”不认识，请核对拼写")
        for node in tree.find_all((nodes.Getattr, nodes.Const)):
            name = _written_name(node)
            root, _, rest = name.partition(".")
            if root in FIGURE_NAMES or type(node) is nodes.Const:
                known = _is_figure(name)
            elif root == "wording":
                known = rest in subject.wording
            else:
                known = root != "phrase" or hasattr(phrases, rest) or not rest
            if not known:
                yield Fault(file, f"第 {node.lineno} 行的“{name}”不认识，请核对拼写")


def _made_names(tree: nodes.Template) -> Iterator[str]:
    """What a template names itself: by set, for and macro, and what it imports."""
    yield "loop"
    yield from (name.name for name in tree.find_all(nodes.Name) if name.ctx != "load")
    yield from (macro.name for macro in tree.find_all(nodes.Macro))
    yield from (imported.target for imported in tree.find_all(nodes.Import))


def _written_name(node: nodes.Node) -> str:
    """fiscal.income, read from {{ fiscal.income }} or from reason("fiscal.income"); empty for anything else."""
    match node:
        case nodes.Const(value=str() as text):
            return text if _OTHER_NAMES.fullmatch(text) else ""
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            before = _written_name(node.node)
            return f"{before}.{node.attr}" if before else ""
        case _:
            return ""


def _is_figure(name: str) -> bool:
    """Whether a dotted name leads anywhere; an empty one is no name."""
    value: Any = rich()
    try:
        for step in filter(None, name.split(".")):
            value = getattr(value, step)
    except AttributeError:
        return _is_labelled(name)
    return True


def _is_labelled(name: str) -> bool:
    try:
        return bool(label(name))
    except KeyError:
        return False


def _never_reached(subject: Edition) -> Iterator[Fault]:
    """Sentences that no circumstance brings to paper: their condition is wrong, or nobody needs them."""
    environment = environment_of(subject, WatchingEnvironment)
    assert isinstance(environment, WatchingEnvironment)
    files = [(s.file, s.title) for part in subject.parts for s in part.sections if s.file]
    files += [(GLOSSARY, "")] if GLOSSARY in sources_of(subject) else []
    write_report(rich(), Scorecards(), subject)  # for what stands outside the sections
    for figures, cards in circumstances().values():
        written = [write_with(environment, subject, file, title, figures, cards) for file, title in files]
        answered = with_answers(figures, [one for section in written for one in section.asked])
        for file, title in files:
            write_with(environment, subject, file, title, answered, cards)
    places = {template: file for template, (file, _) in sources_of(subject).items()}
    for sentence in environment.watch.never_reached:
        words = sentence.words if len(sentence.words) <= 30 else f"{sentence.words[:30]}…"
        yield Fault(places[sentence.template], f"第 {sentence.line} 行“{words}”在任何情形下都没有印出，请核对它的条件")


def _unused_files(subject: Edition) -> Iterator[Fault]:
    """Files of the folder that no section names."""
    folder = subject.folders[0]
    used = {file for file, _ in sources_of(subject).values()} | {"edition.toml"}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in _HTML):
        name = path.relative_to(folder).as_posix()
        if name not in used:
            yield Fault(name, "没有用到；在 edition.toml 的 sections 里写上它，或删去这个文件")
        elif _inherited(subject, name) == path.read_text("utf-8"):
            yield Fault(name, "与上级版本的一字不差，可以删去")


def _unused_switches(subject: Edition) -> Iterator[Fault]:
    """Switches of its own that none of its sentences asks."""
    if not subject.parent:
        return
    asked = {
        node.attr
        for file, source in sources_of(subject).values()
        for node in environment_of(subject).parse(source, filename=file).find_all(nodes.Getattr)
        if _written_name(node.node) == "wording"
    }
    inherited = edition(subject.parent).wording
    for switch, value in subject.wording.items():
        if value != inherited.get(switch) and switch not in asked:
            yield Fault("edition.toml", f"wording 的“{switch}”没有哪一句用到，请删去")


def _inherited(subject: Edition, name: str) -> str | None:
    """What the edition would see if it had no such file of its own."""
    paths = (folder / name for folder in subject.folders[1:])
    return next((path.read_text("utf-8") for path in paths if path.is_file()), None)


def _unexplained_terms(subject: Edition) -> Iterator[Fault]:
    """名词 of the trade that the text or the tables use and the glossary does not explain."""
    if not any(part.kind == "glossary" for part in subject.parts):
        return
    explained = {_BRACKETED.sub("", term) for term, _ in subject.glossary}
    printed = "\n".join(source for template, (_, source) in sources_of(subject).items() if template != GLOSSARY)
    for grid in build_all(rich(), subject.table_layout):
        printed += "\n".join(cell.text for row in (*grid.header, *grid.body) for cell in row.cells)
    for term in subject.terms:
        is_used, is_omitted = term in printed, term in subject.omitted_terms
        if is_used and term not in explained and not is_omitted:
            yield Fault("glossary.txt", f"“{term}”用到了，但没有解释；有意不收的写进 edition.toml 的 omitted")
        if is_omitted and (term in explained or not is_used):
            yield Fault("edition.toml", f"omitted 里的“{term}”{'已有解释' if is_used else '没有用到'}，请从中删去")


def differences_of(subject: Edition) -> tuple[str, ...]:
    """What differs from the parent, a line each: settings as 旧 → 新, files with the lines that changed."""
    if not subject.parent:
        return ()
    parent = edition(subject.parent)
    before, after = _settings(parent), _settings(subject)
    lines = [
        f"edition.toml  {key}：{_shown(before.get(key))} → {_shown(after.get(key))}"
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]
    folder = subject.folders[0]
    for path in sorted((*folder.glob("*.txt"), *folder.glob("narrative/*.txt"))):
        name = path.relative_to(folder).as_posix()
        inherited = _inherited(subject, name)
        if inherited is None:
            lines.append(f"{name}  新增")
            continue
        changed = difflib.unified_diff(inherited.splitlines(), path.read_text("utf-8").splitlines(), lineterm="", n=0)
        lines.append(f"{name}  改写")
        lines += (f"    {line}" for line in changed if not line.startswith(("---", "+++", "@@")))
    return tuple(lines)


def _settings(subject: Edition) -> dict[str, Any]:
    """All that edition.toml decides, by dotted key; of the tables what is not written too."""
    written = {key: value for key, value in subject.settings.items() if key != "tables"}
    return _flat(written) | _flat(asdict(subject.table_layout), "tables.")


def _flat(settings: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Settings by dotted key; the parts, which are long, by their titles and those of their sections."""
    found: dict[str, Any] = {}
    for key, value in settings.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{before}{key}.")
        elif key == "parts":
            found |= {f"parts.{number}": _part(part) for number, part in enumerate(value, 1)}
        else:
            found[f"{before}{key}"] = value
    return found


def _part(part: Mapping[str, Any]) -> str:
    sections = "、".join(s.get("title", "绩效自评表") for s in part.get("sections", ()))
    return (
        f"{part.get('title', part.get('kind', ''))}（{sections}）" if sections else str(part.get("title", part["kind"]))
    )


def _shown(value: Any) -> str:
    if value is None:
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) or "（空）" if isinstance(value, list | tuple) else f"“{value}”"
