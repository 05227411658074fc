"""The text of a Word paragraph: runs, fields, boxes of every age, tracked changes, symbols."""

from __future__ import annotations

import re
from typing import Final

from attrs import define, field
from lxml.etree import _Element as Element

from poreport.read.extract.symbols import is_symbol_font, symbol, symbols
from poreport.read.flow import BOLD_OFF, BOLD_ON, TICKED, UNTICKED

__all__ = ["DEEPEST", "MC", "Inline", "TooDeepError", "W", "flag", "read_inline", "val", "whole_number"]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DEEPEST: Final = 100
"""Elements inside each other that are followed. A form has a dozen; more is a broken or hostile file."""

_SKIPPED: Final = frozenset(
    W + name
    for name in [
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "instrText",
        "delText",
        "sdtPr",
        "sdtEndPr",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "annotationRef",
        "fldData",
    ]
)
_NUMBER: Final = re.compile("[0-9]{1,9}")
_OFF: Final = frozenset(("0", "false", "off", "none"))


class TooDeepError(Exception):
    """The elements of a document stand too deep inside each other."""


@define
class Inline:
    """What a paragraph holds.

    Attributes:
        parts: Its text in parts, with a sign for the beginning and end of bold.
        boxes: The contents of text boxes anchored in it.
        notes: Ids of the footnotes ("f3") and endnotes ("e1") that it refers to.
        page_break: Whether a page break stands in it.
        all_bold: Whether every visible sign of it is bold.
    """

    parts: list[str] = field(factory=list)
    boxes: list[Element] = field(factory=list)
    notes: list[str] = field(factory=list)
    page_break: bool = False
    all_bold: bool = True

    @property
    def text(self) -> str:
        """The text, with bold marked only where other text is not bold."""
        text = "".join(self.parts)
        if self.all_bold:
            return text.replace(BOLD_ON, "").replace(BOLD_OFF, "")
        return text.replace(BOLD_OFF + BOLD_ON, "")


def val(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the word-processing namespace."""
    return None if element is None else element.get(W + name)


def whole_number(text: str | None, default: int = 0) -> int:
    """The number in an attribute; the default where there is none, or one that no Office program writes."""
    return int(text) if text and _NUMBER.fullmatch(text) else default


def flag(parent: Element | None, name: str) -> bool:
    """Whether a switch such as bold is on; a missing one is off."""
    found = parent.find(W + name) if parent is not None else None
    return found is not None and (val(found) or "1").lower() not in _OFF


def read_inline(paragraph: Element) -> Inline:
    """The text of a paragraph.

    Raises:
        TooDeepError: Its elements stand too deep inside each other.
    """
    inline = Inline()
    _Fields(inline).children(paragraph, 0)
    inline.all_bold = inline.all_bold and any(BOLD_ON in part for part in inline.parts)
    return inline


class _Fields:
    """Reads runs while keeping count of the complex fields that they begin and end."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.instructions: list[bool] = []
        """For each open field whether its instruction is still being read."""

    def children(self, parent: Element, depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeepError
        for child in parent:
            self.element(child, depth + 1)

    def element(self, element: Element, depth: int) -> None:
        tag = element.tag
        if tag in _SKIPPED:
            return
        if tag == W + "r":
            self.run(element, depth)
        elif tag == W + "sdt":
            self.control(element, depth)
        elif tag == MC + "AlternateContent":
            chosen = element.find(MC + "Choice")
            chosen = chosen if chosen is not None else element.find(MC + "Fallback")
            if chosen is not None:
                self.children(chosen, depth)
        elif tag == W + "txbxContent":
            self.inline.boxes.append(element)
        else:
            self.children(element, depth)

    def control(self, sdt: Element, depth: int) -> None:
        """A content control: a box by its state, a placeholder as nothing, else its content."""
        properties = sdt.find(W + "sdtPr")
        content = sdt.find(W + "sdtContent")
        box = properties.find(W14 + "checkbox") if properties is not None else None
        if box is not None:
            checked = box.find(W14 + "checked")
            state = checked.get(W14 + "val") if checked is not None else "0"
            self.put(UNTICKED if (state or "1").lower() in _OFF else TICKED)
        elif content is not None and not flag(properties, "showingPlcHdr"):
            self.children(content, depth)

    def run(self, run: Element, depth: int) -> None:
        properties = run.find(W + "rPr")
        if flag(properties, "vanish"):
            return
        bold = flag(properties, "b")
        fonts = properties.find(W + "rFonts") if properties is not None else None
        pictures = any(is_symbol_font(val(fonts, kind) or "") for kind in ("ascii", "hAnsi"))
        for child in run:
            self.in_run(child, depth + 1, bold=bold, pictures=pictures)

    def in_run(self, child: Element, depth: int, *, bold: bool, pictures: bool) -> None:
        tag = child.tag
        if tag in _SKIPPED:
            return
        name = tag.removeprefix(W)
        if name == "t":
            text = child.text or ""
            self.put(symbols(text) if pictures else text, bold=bold)
        elif name in {"tab", "ptab"}:
            self.put("\t")
        elif name in {"br", "cr"}:
            self.line_break(child)
        elif name == "noBreakHyphen":
            self.put("-", bold=bold)
        elif name == "sym":
            self.put(_symbol(val(child, "char") or ""), bold=bold)
        elif name == "fldChar":
            self.field(child)
        elif name in {"footnoteReference", "endnoteReference"}:
            self.inline.notes.append(f"{name[0]}{val(child, 'id')}")
        else:
            self.element(child, depth)

    def line_break(self, child: Element) -> None:
        if val(child, "type") in {"page", "column"}:
            self.inline.page_break = True
        self.put("\n")

    def field(self, char: Element) -> None:
        kind = val(char, "fldCharType")
        if kind == "begin":
            self.instructions.append(True)
            data = char.find(W + "ffData")
            if data is not None:
                self.form_field(data)
        elif kind == "separate" and self.instructions:
            self.instructions[-1] = False
        elif kind == "end" and self.instructions:
            self.instructions.pop()

    def form_field(self, data: Element) -> None:
        """A field of an old form: a box or a list; the text of a text field is its result."""
        box = data.find(W + "checkBox")
        choices = data.find(W + "ddList")
        if box is not None:
            which = "checked" if box.find(W + "checked") is not None else "default"
            self.put(TICKED if flag(box, which) else UNTICKED, in_field=True)
        elif choices is not None:
            entries = [val(entry) or "" for entry in choices.findall(W + "listEntry")]
            chosen = val(choices.find(W + "result")) or val(choices.find(W + "default")) or "0"
            if chosen.isdecimal() and int(chosen) < len(entries) and val(choices.find(W + "result")):
                self.put(entries[int(chosen)], in_field=True)

    def put(self, text: str, *, bold: bool = False, in_field: bool = False) -> None:
        if not text or (any(self.instructions) and not in_field):
            return
        if text.strip():
            self.inline.all_bold = self.inline.all_bold and bold
        self.inline.parts.append(f"{BOLD_ON}{text}{BOLD_OFF}" if bold and text.strip() else text)


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number < 0xFFFF or 0xD800 <= number < 0xE000:  # noqa: PLR2004  surrogates are no signs
        return ""
    return symbol(number if number >= 0xF000 else 0xF000 + number % 0x100)  # noqa: PLR2004  the private area
