"""The mutants of a module: every small change that the operators of mutmut can make to it.

mutmut itself leaves decorated functions alone, and every rule is one; hence its operators and not its runner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

SKIPPED = (cst.Annotation, cst.Import, cst.ImportFrom)


class Mutant(NamedTuple):
    """One change.

    Attributes:
        module: The module's name in poreport.rules.
        line: Where the change is, from 1.
        kod: Code of the rule that is changed, or None outside rules.
        place: The code of the rule, or the name of the function, class or constant that is changed.
        before: What stood there.
        after: What stands there now.
        statement: The function, class or constant with the change.
        source: The whole module with the change.
    """

    module: str
    line: int
    kod: str | None
    place: str
    before: str
    after: str
    statement: str
    source: str

    @property
    def key(self) -> str:
        """The same for the same change of the same function, class or constant."""
        return hashlib.sha256(f"{self.module}\n{self.statement}".encode()).hexdigest()[:20]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    module = wrapper.module
    positions = wrapper.resolve(PositionProvider)
    for number, statement in enumerate(module.body):
        kod = _code_of(statement)
        place = kod or _name_of(statement)
        for node in _nodes(statement):
            for changed in _changes(node):
                new = statement.deep_replace(node, changed)
                body = [*module.body[:number], new, *module.body[number + 1 :]]
                yield Mutant(
                    path.stem,
                    positions[node].start.line,
                    kod,
                    place,
                    module.code_for_node(node).strip(),
                    module.code_for_node(changed).strip(),
                    module.code_for_node(new).strip(),
                    module.with_changes(body=body).code,
                )


def _code_of(statement: cst.CSTNode) -> str | None:
    """The code in the decorator of a rule."""
    match statement:
        case cst.FunctionDef(
            decorators=[cst.Decorator(decorator=cst.Call(func=cst.Name("rule"), args=[first, *_]))]
        ):
            value = first.value
            return str(value.evaluated_value) if isinstance(value, cst.SimpleString) else None
    return None


def _name_of(statement: cst.CSTNode) -> str:
    """What a statement at the top of a module defines; empty when it defines nothing."""
    match statement:
        case cst.FunctionDef(name=name) | cst.ClassDef(name=name):
            return str(name.value)
        case cst.SimpleStatementLine(
            body=[
                cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name)), *_])
                | cst.AnnAssign(target=cst.Name(value=name)),
                *_,
            ]
        ):
            return str(name)
    return ""


def _nodes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all below it, but no docstrings, annotations, imports and lists of public names."""
    if isinstance(node, SKIPPED) or _is_docstring(node) or _is_all(node):
        return
    yield node
    for child in node.children:
        yield from _nodes(child)


def _is_docstring(node: cst.CSTNode) -> bool:
    match node:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString())]):
            return True
    return False


def _is_all(node: cst.CSTNode) -> bool:
    match node:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name("__all__"))]):
            return True
    return False


def _changes(node: cst.CSTNode) -> Iterator[Any]:
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from operator(node)
