"""Lift row, cell, paragraph and run tags out of the text, and keep the document well formed around them.

A loop may print nothing. Then a table can be left without rows and a cell without the paragraph that Word
demands. Where that may happen the source carries a control character, which no value can hold, and
`repair_structure` looks at what came out there.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from poreport.render.word.errors import Problem
from poreport.render.word.ooxml import (
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    XML_SPACE,
    P,
    R,
    T,
    is_element,
    new_element,
    replace,
    w,
)
from poreport.render.word.tokens import ControlEdge, Draft, Line, Mark, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from poreport.render.word.places import Places
    from poreport.render.word.tokens import Scope, Token

__all__ = ["CLOSERS", "OPENERS", "always_there", "guard_structure", "hoist", "is_opener", "repair_structure"]

OPENERS = frozenset({"if", "for", "macro", "call", "with", "set"})
CLOSERS = frozenset(f"end{keyword}" for keyword in OPENERS)

_HOISTED: tuple[tuple[Scope, str, str], ...] = (
    ("tr", TR, "Raden"),
    ("tc", TC, "Cellen"),
    ("p", P, "Stycket"),
)
_SET_BLOCK = re.compile(r"set\s+[\w.]+\s*(?:\||$)")
_SECTION = w("sectPr")

# Containers that must not be without a paragraph.
_CONTAINERS = frozenset(
    w(name) for name in ("tc", "body", "hdr", "ftr", "footnote", "endnote", "txbxContent", "comment")
)
_MARK = "\x02"  # no XML and so no value holds it; the letter after it says what it marks
_END_OF_CONTAINER, _START, _END_OF_TABLE, _END_OF_ROW = "c", "s", "t", "r"
_PARAGRAPH_ENDS = ("</w:p>", "<w:p/>", "</w:sdt>")
_NEEDED = {_END_OF_TABLE: "<w:tr", _END_OF_ROW: "<w:tc"}
_EMPTY_PARAGRAPH = "<w:p/>"


def is_opener(tag: Tag) -> bool:
    """Whether a statement begins a block; `{% set x = 1 %}` does not."""
    return tag.keyword in OPENERS and (tag.keyword != "set" or _SET_BLOCK.match(tag.code) is not None)


def hoist(draft: Draft, places: Places) -> None:
    """Put each row, cell and paragraph tag in the place of its row, cell or paragraph."""
    for scope, element_name, noun in _HOISTED:
        for element in list(draft.root.iter(element_name)):
            tags = [tag for tag in _tags_of(draft, element, scope) if tag.scope == scope]
            if tags and not _within(element, draft.root):
                continue
            if tags:
                _check_nothing_lost(draft, element, tags, noun)
                tokens = [draft.in_tree(tag) for tag in tags]
                replace(element, *tokens)
                for tag, token in zip(tags, tokens, strict=True):
                    parent = token.getparent()
                    tag.node = tag.node if parent is None else parent
    for text in [text for text in draft.root.iter(T) if text.text]:
        _split_run(draft, text)
    _mark_lines(draft, places)


def _within(element: _Element, root: _Element) -> bool:
    return element is root or root in element.iterancestors()


def _tags_of(draft: Draft, element: _Element, scope: Scope) -> list[Tag]:
    """The tags whose nearest row, cell or paragraph this is."""
    name = element.tag
    found = []
    for text in element.iter(T):
        if text.text and next(text.iterancestors(name), None) is element:
            found += [tag for tag in draft.tags_in(text.text) if tag.scope == scope]
    return found


def _check_nothing_lost(draft: Draft, element: _Element, tags: list[Tag], noun: str) -> None:
    """The whole element gives way to the tag, so nothing else may stand in it."""
    typed = tags[0].typed
    shown = "".join(text.text or "" for text in element.iter(T))
    others = [tag for tag in draft.tags_in(shown) if tag not in tags and tag.code]
    words = "".join(piece for piece in draft.split(shown) if isinstance(piece, str)).strip()
    if words or others:
        extra = words[:30] or others[0].typed
        draft.problems.append(
            Problem(
                f"{noun} med ”{typed}” innehåller också ”{extra}”, som skulle försvinna. "
                f"Låt taggen stå ensam, eller skriv den utan ”{tags[0].scope}”.",
                tags[0].place,
            )
        )
    if element.tag == P and any(True for _ in element.iter(_SECTION)):
        draft.problems.append(
            Problem(f"Stycket med ”{typed}” bär en avsnittsbrytning, som skulle försvinna.", tags[0].place)
        )


def _split_run(draft: Draft, text: _Element) -> None:
    """Part the run at each `{%r %}` and `{{r }}`; what is before and after keeps the run's looks."""
    pieces = list(draft.split(text.text or ""))
    run = text.getparent()
    if run is None or run.tag != R or not any(_is_run_tag(piece) for piece in pieces):
        return
    properties = run.find(RPR)
    content = [child for child in run if child is not properties]
    index = content.index(text)
    nodes = [_run_with(properties, content[:index])] if index else []
    for is_tag, group in groupby(pieces, key=_is_run_tag):
        if is_tag:
            nodes += [draft.in_tree(tag) for tag in group if isinstance(tag, Tag)]
        else:
            written = "".join(piece if isinstance(piece, str) else draft.in_text(piece) for piece in group)
            nodes += [_run_with(properties, [_text_element(written)])] if written else []
    if content[index + 1 :]:
        nodes.append(_run_with(properties, content[index + 1 :]))
    replace(run, *nodes)
    for node in nodes:
        _renew_tag_nodes(draft, node)


def _is_run_tag(piece: str | Token) -> bool:
    return isinstance(piece, Tag) and piece.scope == "r"


def _renew_tag_nodes(draft: Draft, node: _Element) -> None:
    """Tell tags that were moved where they stand now."""
    parent, token = node.getparent(), draft.token_of(node)
    if isinstance(token, Tag) and parent is not None:
        token.node = parent
    for text in node.iter(T):
        for tag in draft.tags_in(text.text or ""):
            tag.node = text


def _run_with(properties: _Element | None, content: Iterable[_Element]) -> _Element:
    run = new_element(R)
    if properties is not None:
        run.append(deepcopy(properties))
    run.extend(list(content))
    return run


def _text_element(text: str) -> _Element:
    element = new_element(T)
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def _mark_lines(draft: Draft, places: Places) -> None:
    """Begin a line before each paragraph, and before each control around paragraphs, for its properties."""
    for element in list(draft.root.iter(P, SDT)):
        content = element.find(SDT_CONTENT)
        if content is None or _holds_blocks(content):
            element.addprevious(draft.in_tree(Line(places.of(element))))


# --- what may come out empty ------------------------------------------------------------------------------


def guard_structure(draft: Draft) -> bool:
    """Mark tables, rows and containers that a tag may empty.

    Returns:
        Whether there is any, and so `repair_structure` is needed.
    """
    found = False
    for element in list(draft.root.iter()):
        if not is_element(element):
            continue
        if element.tag in _CONTAINERS or (element.tag == SDT_CONTENT and _holds_blocks(element)):
            if not _ends_in_paragraph(draft, element):
                section = element.find(_SECTION)
                mark = draft.in_tree(Mark(_MARK + _END_OF_CONTAINER))
                if section is not None:
                    section.addprevious(mark)
                else:
                    element.append(mark)
                found = True
        elif (element.tag == TBL and not _always_has(draft, element, TR)) or (
            element.tag == TR and not _always_has(draft, element, TC)
        ):
            end = _END_OF_TABLE if element.tag == TBL else _END_OF_ROW
            element.addprevious(draft.in_tree(Mark(_MARK + _START)))
            element.addnext(draft.in_tree(Mark(_MARK + end)))
            found = True
    return found


def _holds_blocks(content: _Element) -> bool:
    """Whether a control stands between paragraphs, and not within one or around cells or rows."""
    control = content.getparent()
    around = None if control is None else control.getparent()
    while around is not None and around.tag in {SDT, SDT_CONTENT}:
        around = around.getparent()
    return around is not None and around.tag in _CONTAINERS


def always_there(draft: Draft, element: _Element) -> list[_Element]:
    """The children that stand outside every block that begins among the children."""
    depth, found = 0, []
    for child in element:
        token = draft.token_of(child)
        if isinstance(token, Tag) and token.statement:
            depth += is_opener(token) - (token.keyword in CLOSERS)
        elif depth == 0:
            found.append(child)
    return found


def _ends_in_paragraph(draft: Draft, container: _Element) -> bool:
    """Whether the last thing in a container is sure to be a paragraph (or a control, which holds one)."""
    for child in reversed(container):
        token = draft.token_of(child)
        if child.tag in {P, SDT}:
            return True
        if child.tag == TBL or (isinstance(token, Tag) and token.statement):
            return False
        if isinstance(token, Tag | ControlEdge):
            return True
    return False


def _always_has(draft: Draft, element: _Element, name: str) -> bool:
    """Whether a table is sure to have a row, or a row a cell."""
    for child in always_there(draft, element):
        found = [child] if child.tag == name else list(child.iter(name)) if child.tag == SDT else []
        if found and (name != TR or _always_has(draft, found[0], TC)):
            return True
    return False


def _without_bookmark_ends(xml: str) -> str:
    """The text without the ends of bookmarks that it may end in."""
    xml = xml.rstrip()
    while xml.startswith("<w:bookmarkEnd ", xml.rfind("<")):
        xml = xml[: xml.rfind("<")].rstrip()
    return xml


def repair_structure(xml: str) -> str:
    """Take out tables without rows and rows without cells, and give empty containers a paragraph."""
    first, *marked = xml.split(_MARK)
    written = [first]
    starts: list[int] = []
    for piece in marked:
        kind = piece[0]
        if kind == _START:
            starts.append(len(written))
        elif kind == _END_OF_CONTAINER:
            before = next((part for part in reversed(written) if part and not part.isspace()), "")
            if not _without_bookmark_ends(before).endswith(_PARAGRAPH_ENDS):
                written.append(_EMPTY_PARAGRAPH)
        else:
            start = starts.pop()
            if not any(_NEEDED[kind] in part for part in written[start:]):
                del written[start:]
        written.append(piece[1:])
    return "".join(written)
