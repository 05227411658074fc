"""How the blocks of a template fit into each other and into the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from poreport.render.word.errors import Problem
from poreport.render.word.fields import suggestion
from poreport.render.word.ooxml import P, R, T, w
from poreport.render.word.structure import CLOSERS, OPENERS, is_opener
from poreport.render.word.tokens import Bookmark, Tag, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

__all__ = ["Scope", "repeats", "scopes", "whole_bookmarks"]

Scope: TypeAlias = tuple[Tag, ...]
"""The blocks that are open at some point, the outermost first."""

_REPEATING = frozenset({"for", "macro", "call", "set"})
_CAPTURING = frozenset({"macro", "call", "set"})
_MIDDLES = {"else": {"if", "for"}, "elif": {"if"}}
_SIMPLE = frozenset({"set"})
_MAY_DIFFER = frozenset(
    {P, R, T} | {w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple")}
)
_NO_SUPPORT = {
    "autoescape": "Värden skyddas alltid; taggen behövs inte.",
    "block": "En mall kan inte ärva av en annan.",
    "extends": "En mall kan inte ärva av en annan.",
    "filter": "Skriv filtret på varje värde i stället.",
    "from": "En mall kan inte hämta något ur en annan.",
    "import": "En mall kan inte hämta något ur en annan.",
    "include": "En mall kan inte hämta något ur en annan.",
    "raw": "Text med klammerparenteser kan inte skrivas så.",
}


def repeats(scope: Scope) -> bool:
    """Whether what stands here may stand several times in the document."""
    return any(tag.keyword in _REPEATING for tag in scope)


def scopes(items: Iterable[str | Token], outer: Scope, problems: list[Problem]) -> Iterator[Scope]:
    """The blocks that are open at each item; blocks that do not fit together are reported."""
    stack: list[Tag] = []
    for item in items:
        if isinstance(item, Tag) and item.statement and item.code:
            _follow(item, stack, problems)
        yield (*outer, *stack)
    problems.extend(Problem(f"”{tag.typed}” saknar ”{{% end{tag.keyword} %}}”.", tag.place) for tag in stack)


def _follow(tag: Tag, stack: list[Tag], problems: list[Problem]) -> None:
    keyword = tag.keyword
    if keyword in _NO_SUPPORT:
        problems.append(Problem(f"”{tag.typed}” stöds inte. {_NO_SUPPORT[keyword]}", tag.place))
    elif is_opener(tag):
        stack.append(tag)
    elif keyword in CLOSERS:
        if not stack or keyword != f"end{stack[-1].keyword}":
            inside = f" Närmast före står ”{stack[-1].typed}” ({stack[-1].place})." if stack else ""
            problems.append(Problem(f"”{tag.typed}” avslutar något som inte har börjat.{inside}", tag.place))
        else:
            _check_level(stack.pop(), tag, problems)
    elif keyword in _MIDDLES:
        if not stack or stack[-1].keyword not in _MIDDLES[keyword]:
            problems.append(Problem(f"”{tag.typed}” står utanför en ”{{% if %}}”.", tag.place))
        else:
            _check_level(stack[-1], tag, problems)
    elif keyword not in _SIMPLE:
        hint = suggestion(keyword, [*OPENERS, *CLOSERS, *_MIDDLES])
        problems.append(Problem(f"Taggen ”{tag.typed}” är okänd.{hint}", tag.place))


def _check_level(opener: Tag, other: Tag, problems: list[Problem]) -> None:
    """A block must begin and end between the same kind of elements, or what it leaves is not a document."""
    if opener.keyword in _CAPTURING:
        fits = opener.node is other.node and opener.attribute == other.attribute
        advice = "De måste stå i samma stycke och ha samma utseende."
    else:
        fits = opener.attribute == other.attribute and (
            opener.node is other.node or (opener.attribute is None and _alike(opener.node, other.node))
        )
        advice = (
            "Skriv {%p … %} för hela stycken, {%tr … %} för tabellrader eller {%tc … %} för celler, "
            "och samma sort i början och slutet."
        )
    if not fits:
        message = f"”{opener.typed}” ({opener.place}) och ”{other.typed}” står på olika nivåer. {advice}"
        problems.append(Problem(message, other.place))


def _alike(one: _Element, other: _Element) -> bool:
    """Whether two elements stand in the same surroundings, at most in different paragraphs and runs."""
    first = [one, *one.iterancestors()]
    second = [other, *other.iterancestors()]
    if len(first) != len(second):
        return False
    return all(
        a is b or (a.tag == b.tag and a.tag in _MAY_DIFFER) for a, b in zip(first, second, strict=True)
    )


def whole_bookmarks(items: Sequence[str | Token], found_scopes: Sequence[Scope]) -> set[str]:
    """Bookmarks that begin once and then end once within the same blocks."""
    starts: dict[str, Scope] = {}
    ended: dict[str, bool] = {}
    for item, scope in zip(items, found_scopes, strict=True):
        if isinstance(item, Bookmark) and item.is_start:
            if item.key in starts:
                ended[item.key] = False
            starts[item.key] = scope
        elif isinstance(item, Bookmark):
            ended[item.key] = item.key not in ended and starts.get(item.key) == scope
    return {key for key, whole in ended.items() if whole}
