"""What a walk through a Word document meets: our controls, and the lines of text with whom they belong to."""

from __future__ import annotations

from attrs import define, field
from lxml.etree import _Element as Element

from poreport.read.controls.lists import Item
from poreport.read.controls.tags import Tag
from poreport.read.controls.text import Paragraph, Piece
from poreport.read.extract.word_inline import W, flag, val

__all__ = ["Line", "Place", "Styles"]


@define(eq=False)
class Place:
    """One of our controls in a document, or what is left of it.

    Attributes:
        tag: What it is for.
        where: Its place in words.
        cell: The table cell it stands in, by number; 0 outside tables.
        is_control: A content control; else a bookmark that once stood around one.
        ticked: For a box, whether it is ticked.
        is_empty: Word shows a placeholder.
        lines: What stands in it.
    """

    tag: Tag
    where: str
    cell: int
    is_control: bool
    ticked: bool | None = None
    is_empty: bool = False
    lines: list[Line] = field(factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """What stands in it, paragraph by paragraph."""
        return [line.part(self) for line in self.lines]


@define(eq=False)
class Line:
    """A paragraph of the document, with the owner of each piece of its text.

    Attributes:
        where: Its place in words.
        cell: The table cell it stands in, by number; 0 outside tables.
        style: The name of its style, in lower case.
        item: How it is listed.
        indent: How far in it stands, in twips.
        pieces: Its text in order; the owner is None for text in no control of ours.
        goes_on: The next paragraph goes on with this one: its end was deleted while changes were tracked.
    """

    where: str
    cell: int
    style: str
    item: Item | None
    indent: int
    pieces: list[tuple[Piece, Place | None]] = field(factory=list)
    goes_on: bool = False

    def part(self, owner: Place | None) -> Paragraph:
        """What belongs to an owner."""
        return Paragraph(tuple(p for p, own in self.pieces if own is owner), self.item, self.indent)

    @property
    def loose(self) -> str:
        """The text in no control."""
        return "".join(piece.text for piece, owner in self.pieces if owner is None)


@define
class Styles:
    """What a document's styles say: the names of paragraph styles, and which character styles are bold."""

    names: dict[str, str] = field(factory=dict)
    looks: dict[str, tuple[bool, bool]] = field(factory=dict)

    @classmethod
    def of(cls, styles: Element | None) -> Styles:
        """The styles of word/styles.xml."""
        found = cls()
        for style in styles.iter(W + "style") if styles is not None else ():
            style_id = val(style, "styleId") or ""
            found.names[style_id] = (val(style.find(W + "name")) or style_id).lower()
            properties = style.find(W + "rPr")
            if val(style, "type") == "character" and properties is not None:
                found.looks[style_id] = (flag(properties, "b"), flag(properties, "i"))
        return found
