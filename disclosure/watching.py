"""Which sentences of an edition are ever written: templates that tell of every Chinese words they print."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from disclosure.tracing import PARAGRAPH

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, order=True)
class Sentence:
    """A stretch of a template's words: where it stands and how it reads."""

    template: str
    line: int
    words: str


@dataclass
class Watch:
    """The sentences there are and those that were reached."""

    known: set[Sentence] = field(default_factory=set)
    reached: set[Sentence] = field(default_factory=set)

    @property
    def never_reached(self) -> tuple[Sentence, ...]:
        return tuple(sorted(self.known - self.reached))


class WatchingEnvironment(ImmutableSandboxedEnvironment):
    """An environment whose templates note what they print in `watch`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.watch = Watch()
        self.globals["_reach"] = self._reach

    def _reach(self, template: str, line: int, words: str, value: str = "") -> str:
        self.watch.reached.add(Sentence(template, line, words))
        return value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        switched = {id(output) for choice in tree.find_all(nodes.If) for output in _switched(choice)}
        for output in list(tree.find_all(nodes.Output)):
            if id(output) in switched:
                continue
            output.nodes = [new for node in output.nodes for new in self._noted(node, name or "")]
        for choice in list(tree.find_all(nodes.CondExpr)):
            if _asks_a_switch(choice.test):
                continue
            choice.expr1 = self._noting(choice.expr1, name or "")
            choice.expr2 = self._noting(choice.expr2, name or "") if choice.expr2 else None
        tree.set_environment(self)
        return tree

    def _noted(self, node: nodes.Expr, template: str) -> Iterable[nodes.Expr]:
        """Words between tags, and before them the call that notes them."""
        if isinstance(node, nodes.TemplateData) and _CHINESE.search(node.data):
            skipped = len(node.data) - len(node.data.lstrip())
            line = node.lineno + node.data[:skipped].count("\n")
            yield self._call(template, line, " ".join(node.data.replace(PARAGRAPH, "").split()))
        yield node

    def _noting(self, node: nodes.Expr, template: str) -> nodes.Expr:
        """Words within a tag ({{ "增加" if … }}), noted as they are chosen."""
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and _CHINESE.search(node.value):
            return self._call(template, node.lineno, node.value, node)
        return node

    def _call(self, template: str, line: int, words: str, *value: nodes.Expr) -> nodes.Call:
        self.watch.known.add(Sentence(template, line, words))
        arguments = [nodes.Const(template), nodes.Const(line), nodes.Const(words), *value]
        call = nodes.Call(nodes.Name("_reach", "load"), arguments, [], None, None)
        for node in (call, *call.find_all(nodes.Node)):
            node.set_lineno(line)
        return call


def _switched(choice: nodes.If) -> Iterator[nodes.Output]:
    """What a switch of edition.toml decides: words that another edition prints are not missed in this one."""
    branches = (choice, *choice.elif_)
    asking = [branch for branch in branches if _asks_a_switch(branch.test)]
    decided = [node for branch in asking for node in branch.body] + (choice.else_ if asking else [])
    for node in decided:
        yield from [node] if isinstance(node, nodes.Output) else node.find_all(nodes.Output)


def _asks_a_switch(test: nodes.Node) -> bool:
    return any(name.name == "wording" for name in test.find_all(nodes.Name))
