"""Small questions about the elements of a Word document: spans, merged cells, styles, what is inside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element as Element

from poreport.read.extract.word_inline import (
    DEEPEST,
    MC,
    TooDeepError,
    W,
    flag,
    read_inline,
    val,
    whole_number,
)
from poreport.read.flow import BOLD_OFF, BOLD_ON

__all__ = [
    "BODY_TEXT",
    "MOST_COLUMNS",
    "contents",
    "ends_page",
    "goes_on_upwards",
    "heading_styles",
    "inner",
    "ordinary_spaces",
    "plain_text",
    "span_of",
]

BODY_TEXT: Final = 9
"""The level in the outline of what is no heading; there are nine levels above it."""
MOST_COLUMNS: Final = 100

_STRANGE_SPACE: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SEE_THROUGH: Final = frozenset(
    W + name
    for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "body", "hdr", "txbxContent")
)


def ordinary_spaces(text: str) -> str:
    """Text in NFC with ordinary spaces only."""
    return unicodedata.normalize("NFC", _STRANGE_SPACE.sub(" ", text))


def contents(parent: Element, depth: int) -> Iterator[Element]:
    """The paragraphs and tables in an element, also those inside controls, insertions and alternatives.

    Raises:
        TooDeepError: The elements stand too deep inside each other.
    """
    if depth > DEEPEST:
        raise TooDeepError
    for child in parent:
        within: Element | None = None
        if child.tag in {W + "p", W + "tbl"}:
            yield child
        elif child.tag == W + "sdt" and not flag(child.find(W + "sdtPr"), "showingPlcHdr"):
            within = child.find(W + "sdtContent")
        elif child.tag == MC + "AlternateContent":
            within = child.find(MC + "Choice")
        elif child.tag in _SEE_THROUGH:
            within = child
        if within is not None:
            yield from contents(within, depth + 1)


def inner(parent: Element, name: str, depth: int) -> Iterator[Element]:
    """The rows of a table, cells of a row or blocks of a cell, also inside controls and insertions."""
    if depth > DEEPEST:
        raise TooDeepError
    for child in parent:
        tag = child.tag
        if tag == W + name:
            yield child
        elif tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None and not flag(child.find(W + "sdtPr"), "showingPlcHdr"):
                yield from inner(content, name, depth + 1)
        elif tag in _SEE_THROUGH:
            yield from inner(child, name, depth + 1)


def span_of(tc: Element) -> int:
    """How many columns of the grid a cell covers."""
    properties = tc.find(W + "tcPr")
    span = val(properties.find(W + "gridSpan")) if properties is not None else None
    return min(max(whole_number(span, 1), 1), MOST_COLUMNS)


def goes_on_upwards(tc: Element) -> bool:
    """Whether a cell only continues the merged cell above it."""
    properties = tc.find(W + "tcPr")
    merge = properties.find(W + "vMerge") if properties is not None else None
    return merge is not None and val(merge) in {None, "continue"}


def ends_page(properties: Element) -> bool:
    """Whether a section, and with it a page, ends with a paragraph."""
    section = properties.find(W + "sectPr")
    return section is not None and val(section.find(W + "type")) != "continuous"


def plain_text(paragraph: Element) -> str:
    """A paragraph's text without bold."""
    text = read_inline(paragraph).text.replace(BOLD_ON, "").replace(BOLD_OFF, "")
    return ordinary_spaces(text)


def heading_styles(styles: Element | None) -> dict[str, int]:
    """The ids of heading styles with their levels."""
    found: dict[str, int] = {}
    for style in styles.iter(W + "style") if styles is not None else ():
        name = (val(style.find(W + "name")) or "").lower()
        match = re.fullmatch(r"(?:heading|rubrik) ([1-9])", name)
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if match:
            found[val(style, "styleId") or ""] = int(match[1])
        elif (level := whole_number(val(outline), BODY_TEXT)) < BODY_TEXT:
            found[val(style, "styleId") or ""] = level + 1
        elif name in {"title", "rubrik"}:
            found[val(style, "styleId") or ""] = 1
    return found
