"""Take out of a part what belongs to the template's making, and mark what must be unique in each copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from poreport.render.word.blocks import BlockLayout, RunLayout
from poreport.render.word.ooxml import (
    ID,
    NAME,
    SDT,
    SDT_PR,
    VAL,
    W14_NS,
    W_NS,
    WP_NS,
    P,
    R,
    T,
    is_element,
    remove,
    replace,
    w,
)
from poreport.render.word.tokens import Bookmark, ControlMark, Draft, NewId, NoteReference, Tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from poreport.render.word.numbering import Lists

__all__ = ["clean", "lay_out", "mark_controls", "mark_ids"]

# Spelling marks, remembered page breaks and comments to colleagues.
_NOISE = frozenset(
    w(name)
    for name in (
        "proofErr",
        "lastRenderedPageBreak",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "annotationRef",
    )
)
# Revision ids and paragraph ids name moments of editing; copied in a loop they would not even be unique.
_NOISE_ATTRIBUTE = re.compile(rf"\{{{W_NS}\}}rsid\w*|\{{{W14_NS}\}}(?:paraId|textId)")
_BOOKMARK_START, _BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")
_WHERE_WORD_WAS = "_GoBack"
_DOC_PR = f"{{{WP_NS}}}docPr"


def clean(root: _Element) -> None:
    """Remove what Word noted while the template was made."""
    last_place = {
        element.get(ID) for element in root.iter(_BOOKMARK_START) if element.get(NAME) == _WHERE_WORD_WAS
    }
    for element in list(root.iter()):
        if not is_element(element):
            continue
        if element.tag in _NOISE or (
            element.tag in {_BOOKMARK_START, _BOOKMARK_END} and element.get(ID) in last_place
        ):
            remove(element)
            continue
        for name in [str(name) for name in element.attrib if _NOISE_ATTRIBUTE.fullmatch(str(name))]:
            del element.attrib[name]


def lay_out(draft: Draft, lists: Lists) -> None:
    """Note the looks of the paragraph or run where a value that is more than text will stand."""
    for tag in draft.tokens:
        if not isinstance(tag, Tag) or tag.statement or tag.layout is not None:
            continue
        run = next(tag.node.iterancestors(R), None)
        paragraph = next(tag.node.iterancestors(P), None)
        if tag.scope == "r":
            tag.layout = RunLayout.of(run)
        elif tag.scope == "p" and paragraph is not None:
            tag.layout = BlockLayout.of(paragraph, run, lists)


def mark_controls(draft: Draft) -> set[str]:
    """Mark both ends of every control with a tag, for its bookmark; returns the tags without Jinja."""
    first, always = True, set()
    for key, element in enumerate(list(draft.root.iter(SDT, T))):
        if element.tag == T:
            first = first and not element.text
            continue
        tag = element.find(f"{SDT_PR}/{w('tag')}")
        pieces = () if tag is None else tuple(piece for piece in draft.split(tag.get(VAL, "")) if piece)
        if pieces:
            always |= {piece for piece in pieces if isinstance(piece, str) and len(pieces) == 1}
            element.addnext(draft.in_tree(ControlMark(key, None)))
            start = draft.in_tree(ControlMark(key, pieces))
            # LibreOffice 7 doubles the text of a control when a bookmark begins where the document does.
            (element.addnext if first else element.addprevious)(start)
        first = False
    return always


def mark_ids(draft: Draft) -> None:
    """Mark control, drawing and bookmark ids and references to notes."""
    for element in list(draft.root.iter()):
        if not is_element(element):
            continue
        parent = element.getparent()
        if element.tag == ID and parent is not None and parent.tag == SDT_PR:
            element.set(VAL, draft.in_text(NewId("sdt")))
        elif element.tag == _DOC_PR:
            element.set("id", draft.in_text(NewId("docPr")))
        elif element.tag == _BOOKMARK_START:
            replace(element, draft.in_tree(Bookmark(element.get(ID, ""), element.get(NAME, ""))))
        elif element.tag == _BOOKMARK_END:
            replace(element, draft.in_tree(Bookmark(element.get(ID, ""), None)))
        elif element.tag == w("footnoteReference"):
            element.set(ID, draft.in_text(NoteReference("footnote", element.get(ID, ""))))
        elif element.tag == w("endnoteReference"):
            element.set(ID, draft.in_text(NoteReference("endnote", element.get(ID, ""))))
