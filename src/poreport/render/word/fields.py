"""Check a template's fields, filters and statements before it is used, and suggest what was meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

import attrs
from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from jinja2 import Environment

__all__ = ["FieldTree", "Finding", "check_fields", "nearest"]

Path: TypeAlias = tuple[str, ...]

_ITEM = "[]"
_ANY = "*"
_CLOSE_ENOUGH = 0.6
# Filters that give back the same list or value, or one with the same fields.
_SAME_FIELDS = frozenset(
    {"default", "d", "list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"}
)
_ONE_OF_LIST = frozenset({"first", "last"})
_ASKS_IF_THERE = frozenset({"default", "d"})
_DEFINED_TESTS = frozenset({"defined", "undefined"})
_LOOP_NAMES = frozenset({"loop", "caller", "varargs", "kwargs", "self"})


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, if any does."""
    found = get_close_matches(word, list(known), n=1, cutoff=_CLOSE_ENOUGH)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str], prefix: str = "") -> str:
    """The question "Menade du …?" for the end of a message, or nothing."""
    near = nearest(word, known)
    return f" Menade du ”{prefix}{near}”?" if near else ""


@attrs.frozen
class FieldTree:
    """The fields that templates may use, as a tree of names.

    A field is written "kommun.namn"; "omraden[].namn" is a field of each item of a list, and
    "orsaker.*.kvinnor" one of each entry whatever its name.
    """

    children: dict[str, FieldTree]

    @classmethod
    def of(cls, fields: Collection[str]) -> FieldTree:
        """The tree of these fields."""
        tree = cls({})
        for field in fields:
            node = tree
            for name in field.replace(_ITEM, "." + _ITEM).split("."):
                if name:
                    node = node.children.setdefault(name, cls({}))
        return tree

    def unknown(self, path: Path) -> tuple[int, FieldTree] | None:
        """Where a path leaves the tree: the index of the unknown name, and what is known beside it.

        None for a field, for the beginning of one, and for what follows a whole field (a method, say).
        """
        node = self
        for index, name in enumerate(path):
            if not node.children:
                return None
            below = node.children.get(name) or node.children.get(_ANY)
            if below is None:
                return index, node
            node = below
        return None


@attrs.frozen
class Finding:
    """Something wrong in a template, by the line of its source."""

    line: int
    message: str


def check_fields(
    template: nodes.Template, fields: FieldTree, environment: Environment, bound: Iterable[str] = ()
) -> list[Finding]:
    """Everything that can be told to be wrong without data.

    Args:
        template: the parsed template.
        fields: the known fields; an empty tree if they are not known.
        environment: for its filters, tests and globals.
        bound: names that the template itself sets, where that cannot be seen from the tree.
    """
    visitor = _Visitor(fields, environment, [dict.fromkeys(bound)])
    visitor.visit(template)
    return visitor.findings


@attrs.define
class _Visitor:
    """Walks a template and keeps track of which names stand for which fields."""

    fields: FieldTree
    environment: Environment
    scopes: list[dict[str, Path | None]]
    findings: list[Finding] = attrs.field(factory=list)
    may_lack: int = 0  # within something that asks whether a field is there

    def visit(self, node: nodes.Node) -> None:
        """Check a node and what is in it."""
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                self._check(node)
            case nodes.Call() if isinstance(node.node, nodes.Getattr):
                self._method(node, node.node)
            case nodes.Filter():
                self._filter(node)
            case nodes.Test():
                self._test(node)
            case nodes.For():
                self._for(node)
            case nodes.With():
                self._with(node)
            case nodes.Macro() | nodes.CallBlock():
                self._macro(node)
            case nodes.Assign():
                self.visit(node.node)
                self._bind(node.target, self._path(node.node))
            case nodes.AssignBlock():
                self._visit_all(node.body)
                self._bind(node.target, None)
            case _:
                self._visit_all(node.iter_child_nodes())

    def _visit_all(self, found: Iterable[nodes.Node]) -> None:
        for node in found:
            self.visit(node)

    # --- names that the template sets

    def _for(self, node: nodes.For) -> None:
        self.visit(node.iter)
        source = self._path(node.iter)
        self.scopes.append({})
        self._bind(node.target, None if source is None else (*source, _ITEM))
        self._visit_all([*([node.test] if node.test else []), *node.body])
        self.scopes.pop()
        self._visit_all(node.else_)

    def _with(self, node: nodes.With) -> None:
        self._visit_all(node.values)
        paths = [self._path(value) for value in node.values]
        self.scopes.append({})
        for target, path in zip(node.targets, paths, strict=True):
            self._bind(target, path)
        self._visit_all(node.body)
        self.scopes.pop()

    def _macro(self, node: nodes.Macro | nodes.CallBlock) -> None:
        if isinstance(node, nodes.Macro):
            self.scopes[-1][node.name] = None
        else:
            self.visit(node.call)
        self._visit_all(node.defaults)
        self.scopes.append({})
        for argument in node.args:
            self._bind(argument, None)
        self._visit_all(node.body)
        self.scopes.pop()

    def _bind(self, target: nodes.Node, path: Path | None) -> None:
        if isinstance(target, nodes.Name):
            self.scopes[-1][target.name] = path
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._bind(item, None)

    # --- names that the template uses

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in self.environment.filters:
            known = (name for name in self.environment.filters if not name.startswith("_po"))
            self._report(node, f"Filtret ”{node.name}” finns inte.{suggestion(node.name, known)}")
        self.may_lack += node.name in _ASKS_IF_THERE
        if node.node is not None:
            self.visit(node.node)
        self.may_lack -= node.name in _ASKS_IF_THERE
        self._visit_all([*node.args, *node.kwargs])

    def _test(self, node: nodes.Test) -> None:
        if node.name not in self.environment.tests:
            hint = suggestion(node.name, self.environment.tests)
            self._report(node, f"Testet ”{node.name}” finns inte.{hint}")
        self.may_lack += node.name in _DEFINED_TESTS
        self._visit_all(node.iter_child_nodes())
        self.may_lack -= node.name in _DEFINED_TESTS

    def _method(self, node: nodes.Call, method: nodes.Getattr) -> None:
        """A call `a.b.c()`: `a.b` is a field, `c` something that its value can do."""
        self._refuse_private(method)
        self.visit(method.node)
        self._visit_all(child for child in node.iter_child_nodes() if child is not method)

    def _refuse_private(self, node: nodes.Getattr) -> None:
        if node.attr.startswith("_"):
            self._report(node, f"”{node.attr}” får inte användas i en mall.")

    def _check(self, node: nodes.Name | nodes.Getattr | nodes.Getitem) -> None:
        """Check a whole chain `a.b[0].c` at once."""
        names: list[str] = []
        here: nodes.Node = node
        while isinstance(here, nodes.Getattr | nodes.Getitem):
            names.insert(0, _step(here))
            if isinstance(here, nodes.Getitem):
                self.visit(here.arg)
            else:
                self._refuse_private(here)
            here = here.node
        if isinstance(here, nodes.Name):
            names.insert(0, here.name)
        else:
            self.visit(here)
        path = self._path(node)
        if node.ctx != "load" or path is None or not self.fields.children or self.may_lack:
            return
        unknown = self.fields.unknown(path)
        if unknown is not None:
            index, beside = unknown
            # The variable of a loop stands for a longer path than was written.
            typed = names if isinstance(here, nodes.Name) else list(path)
            prefix = _dotted(typed[: max(index - len(path) + len(typed), 0)])
            hint = suggestion(path[index], beside.children, f"{prefix}." if prefix else "")
            self._report(node, f"Fältet ”{_dotted(typed)}” finns inte.{hint}")

    def _path(self, node: nodes.Node) -> Path | None:
        """The field that an expression gives, counted from the top; None if that cannot be told."""
        if isinstance(node, nodes.Name):
            for scope in reversed(self.scopes):
                if node.name in scope:
                    return scope[node.name]
            known = node.name in self.environment.globals or node.name in _LOOP_NAMES
            return None if known or node.name.startswith("_po_") else (node.name,)
        if not isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Filter) or node.node is None:
            return None
        base = self._path(node.node)
        if base is None or not isinstance(node, nodes.Filter):
            return None if base is None else (*base, _step(node))
        if node.name in _ONE_OF_LIST:
            return (*base, _ITEM)
        return base if node.name in _SAME_FIELDS or node.name.startswith("_po_") else None

    def _report(self, node: nodes.Node, message: str) -> None:
        finding = Finding(node.lineno, message)
        if finding not in self.findings:
            self.findings.append(finding)


def _step(node: nodes.Node) -> str:
    """The name that one link of a chain adds."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    if (
        isinstance(node, nodes.Getitem)
        and isinstance(node.arg, nodes.Const)
        and isinstance(node.arg.value, str)
    ):
        return node.arg.value
    return _ITEM


def _dotted(names: Iterable[str]) -> str:
    return "".join(name if name == _ITEM else f".{name}" for name in names).lstrip(".")
