"""Walking through a Word document: what stands in each of our controls, and what stands beside them.

Text belongs to the innermost control around it. Where a program has dropped the tags of the controls the
hidden bookmarks around them tell what is what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from attrs import define, field
from lxml.etree import _Element as Element

from poreport.read.controls.lists import Numbering
from poreport.read.controls.places import Line, Place, Styles
from poreport.read.controls.tags import Tag, parse_tag, tag_of_bookmark
from poreport.read.controls.text import Piece
from poreport.read.extract.word_inline import DEEPEST, MC, W14, TooDeepError, W, flag, val

__all__ = ["Walk"]

_GoOn = Callable[[Element, int], None]
"""Walks on into an element, at a depth."""

_MOST_PLACES: Final = 20_000
_PREFIX: Final = "_po_"
_OFF: Final = frozenset(("0", "false", "off"))
_SKIPPED: Final = frozenset(
    W + name
    for name in [
        "annotationRef",
        "commentRangeEnd",
        "commentRangeStart",
        "commentReference",
        "del",
        "delInstrText",
        "delText",
        "endnoteReference",
        "fldData",
        "footnoteReference",
        "instrText",
        "moveFrom",
        "pPr",
        "proofErr",
        "rPr",
        "sdtEndPr",
        "sdtPr",
        "sectPr",
        "tblGrid",
        "tblPr",
        "tcPr",
        "trPr",
    ]
)
_SIGNS: Final = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


@define(eq=False)
class Walk:
    """One walk through a document; afterwards `places` and `lines` hold what was met, in order."""

    numbering: Numbering
    styles: Styles
    places: list[Place] = field(factory=list)
    lines: list[Line] = field(factory=list)
    _around: list[Place] = field(factory=list)
    _open: dict[str, Place] = field(factory=dict)
    _line: Line | None = None
    _untagged: tuple[int, int] = (0, 0)
    _within: str = ""
    _tables: int = 0
    _cells: int = 0
    _cell: int = 0
    _where: str = ""
    _paragraphs: int = 0
    _fields: list[bool] = field(factory=list)
    _names: dict[str, str] = field(factory=dict)
    _ends_left: Counter[str] = field(factory=Counter)

    def part(self, root: Element, within: str = "") -> None:
        """Walk through a part.

        Args:
            root: Its root element.
            within: Swedish words before each place ("sidhuvud, ").

        Raises:
            TooDeepError: Its elements stand too deep inside each other, or there are too many controls.
        """
        self._within = within
        self._open.clear()
        self._find_bookmarks(root)
        self._blocks(root, 0)

    def settle(self) -> None:
        """When all is walked through: join lines, and leave out the bookmarks whose controls are there."""
        self._join()
        tagged = {_key(place.tag) for place in self.places if place.is_control}
        covered = {place for place in self.places if not place.is_control and _key(place.tag) in tagged}
        if covered:
            self.places = [place for place in self.places if place not in covered]
            for line in self.lines:
                line.pieces = [(piece, None if owner in covered else owner) for piece, owner in line.pieces]

    def _join(self) -> None:
        """Join a line whose end was deleted with the one after it, whose looks it takes."""
        kept: list[Line] = []
        for line in self.lines:
            if kept and kept[-1].goes_on and kept[-1].cell == line.cell:
                before = kept.pop()
                line.pieces[:0] = before.pieces
                for owner in {owner for _, owner in before.pieces if owner is not None}:
                    owner.lines = [line if own is before else own for own in owner.lines if own is not line]
            kept.append(line)
        self.lines = kept

    # --- blocks -------------------------------------------------------------------------------------------

    def _blocks(self, parent: Element, depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeepError
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                self._paragraph(child, depth)
            elif tag == W + "tbl":
                self._table(child, depth)
            elif tag == W + "sdt":
                self._control(child, depth, self._blocks)
            elif tag == W + "bookmarkStart":
                self._bookmark(child)
            elif tag == W + "bookmarkEnd":
                self._end_bookmark(child)
            elif tag == MC + "AlternateContent":
                self._choice(child, depth, self._blocks)
            elif tag not in _SKIPPED:
                self._blocks(child, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        self._tables += 1
        number, rows = self._tables, 0
        outer = (self._cell, self._where)
        for row in self._inside(table, "tr", depth):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            rows += 1
            for cell in self._inside(row, "tc", depth):
                if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                    continue
                self._cells += 1
                self._cell, self._where = self._cells, f"tabell {number}, rad {rows}"
                self._blocks(cell, depth + 1)
        self._cell, self._where = outer

    def _inside(self, parent: Element, name: str, depth: int) -> Iterable[Element]:
        """The rows of a table or cells of a row, also inside controls around them and tracked changes."""
        if depth > DEEPEST:
            raise TooDeepError
        for child in parent:
            if child.tag == W + name:
                yield child
            elif child.tag == W + "bookmarkStart":
                self._bookmark(child)
            elif child.tag == W + "bookmarkEnd":
                self._end_bookmark(child)
            elif child.tag not in _SKIPPED:
                yield from self._inside(child, name, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        properties = element.find(W + "pPr")
        style = self.styles.names.get(val(_child(properties, "pStyle")) or "", "normal")
        item = self.numbering.item(properties)
        line = Line(self._where, self._cell, style, item, _indent(properties))
        line.goes_on = _child(_child(properties, "rPr"), "del") is not None
        outer, self._line = self._line, line
        outer_mark, self._untagged = self._untagged, (0, 0)
        if not self._cell and not self._where:
            # Counted like a reader would: only those that say something, so after the text is known.
            line.where = f"stycke {self._paragraphs + 1}"
        self.lines.append(line)
        if (owner := self._owner()) is not None:
            owner.lines.append(line)
        boxes: list[Element] = []
        self._inline(element, depth + 1, boxes)
        if line.where.startswith("stycke") and any(piece.text.strip() for piece, _ in line.pieces):
            self._paragraphs += 1
        line.where = self._within + line.where
        self._line, self._untagged = outer, outer_mark
        for box in boxes:
            within, self._within = self._within, f"{self._within}textruta, "
            self._blocks(box, depth + 1)
            self._within = within

    # --- controls and bookmarks ---------------------------------------------------------------------------

    def _control(self, sdt: Element, depth: int, go_on: _GoOn) -> None:
        properties, content = sdt.find(W + "sdtPr"), sdt.find(W + "sdtContent")
        if content is None:
            return
        tag = parse_tag(val(_child(properties, "tag")) or "")
        box = None if properties is None else properties.find(W14 + "checkbox")
        ticked = None if box is None else _is_ticked(box)
        if tag is None:
            self._foreign(content, depth, go_on, ticked=ticked)
            return
        place = self._new_place(tag, is_control=True)
        place.ticked, place.is_empty = ticked, flag(properties, "showingPlcHdr")
        self._around.append(place)
        go_on(content, depth + 1)
        self._around.pop()

    def _foreign(self, content: Element, depth: int, go_on: _GoOn, *, ticked: bool | None) -> None:
        """A control that is not ours, or one of ours that has lost its tag but not its bookmark."""
        start = len(self._line.pieces) if self._line else 0
        go_on(content, depth + 1)
        if self._line:
            self._untagged = (start, len(self._line.pieces))
        boxes = [place for place in self._open.values() if place.tag.option is not None]
        if boxes and ticked is not None:
            boxes[-1].ticked = ticked

    def _find_bookmarks(self, root: Element) -> None:
        """Our bookmarks by id, and how often each of them ends.

        LibreOffice begins a bookmark twice, in the first paragraph of an answer and in the last, and ends it
        once; another that does not end is left alone.
        """
        ends = {val(end, "id") or "" for end in root.iter(W + "bookmarkEnd")}
        self._names = {
            val(start, "id") or "": name
            for start in root.iter(W + "bookmarkStart")
            if (name := val(start, "name") or "").startswith(_PREFIX)
        }
        self._ends_left = Counter(name for key, name in self._names.items() if key in ends)

    def _bookmark(self, start: Element) -> None:
        """The beginning of one of our bookmarks; what stands in it belongs to it, but for controls in it."""
        key = val(start, "id") or ""
        name = self._names.get(key, "")
        tag = parse_tag(tag_of_bookmark(name) or "")
        if tag is None or not self._ends_left[name] or name in self._open:
            return
        place = self._new_place(tag, is_control=False)
        following = start.getnext()
        if following is not None and following.tag == W + "bookmarkEnd" and val(following, "id") == key:
            self._take_untagged(place)
        self._open[name] = place

    def _end_bookmark(self, end: Element) -> None:
        name = self._names.get(val(end, "id") or "", "")
        self._ends_left[name] -= 1
        if self._ends_left[name] <= 0:
            self._open.pop(name, None)

    def _take_untagged(self, place: Place) -> None:
        """A bookmark without extent is for the control just before it."""
        if self._line is None:
            return
        first, last = self._untagged
        pieces = self._line.pieces
        pieces[first:last] = [(piece, owner or place) for piece, owner in pieces[first:last]]
        if any(owner is place for _, owner in pieces):
            place.lines.append(self._line)

    def _new_place(self, tag: Tag, *, is_control: bool) -> Place:
        if len(self.places) >= _MOST_PLACES:
            raise TooDeepError
        where = self._where or (self._line.where if self._line else f"stycke {self._paragraphs + 1}")
        place = Place(tag, self._within + where, self._cell, is_control)
        self.places.append(place)
        return place

    def _owner(self) -> Place | None:
        """Whom text belongs to here."""
        if self._around:
            return self._around[-1]
        return next(reversed(self._open.values()), None)

    # --- text ---------------------------------------------------------------------------------------------

    def _inline(self, parent: Element, depth: int, boxes: list[Element]) -> None:
        if depth > DEEPEST:
            raise TooDeepError
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, depth, boxes)
            elif tag == W + "sdt":
                self._control(child, depth, lambda content, deeper: self._inline(content, deeper, boxes))
            elif tag == W + "bookmarkStart":
                self._bookmark(child)
            elif tag == W + "bookmarkEnd":
                self._end_bookmark(child)
            elif tag == MC + "AlternateContent":
                self._choice(child, depth, lambda content, deeper: self._inline(content, deeper, boxes))
            elif tag == W + "txbxContent":
                boxes.append(child)
            elif tag not in _SKIPPED:
                self._inline(child, depth + 1, boxes)

    def _choice(self, alternatives: Element, depth: int, go_on: _GoOn) -> None:
        chosen = alternatives.find(MC + "Choice")
        chosen = alternatives.find(MC + "Fallback") if chosen is None else chosen
        if chosen is not None:
            go_on(chosen, depth + 1)

    def _run(self, run: Element, depth: int, boxes: list[Element]) -> None:
        properties = run.find(W + "rPr")
        if flag(properties, "vanish"):
            return
        bold, italic = self.styles.looks.get(val(_child(properties, "rStyle")) or "", (False, False))
        if properties is not None:
            bold = flag(properties, "b") if properties.find(W + "b") is not None else bold
            italic = flag(properties, "i") if properties.find(W + "i") is not None else italic
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._put(child.text or "", bold=bold, italic=italic)
            elif tag == W + "br":
                self._put("" if val(child, "type") in {"page", "column"} else "\n", bold=bold, italic=italic)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag], bold=bold, italic=italic)
            elif tag == W + "fldChar":
                self._field(child)
            elif tag not in _SKIPPED:
                self._inline_in_run(child, depth, boxes)

    def _inline_in_run(self, element: Element, depth: int, boxes: list[Element]) -> None:
        """A drawing or the like, which may hold a text box."""
        if element.tag == MC + "AlternateContent":
            self._choice(element, depth, lambda content, deeper: self._inline(content, deeper, boxes))
        else:
            self._inline(element, depth + 1, boxes)

    def _field(self, char: Element) -> None:
        """A field shows its result, not its instruction."""
        kind = val(char, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _put(self, text: str, *, bold: bool, italic: bool) -> None:
        line = self._line
        if not text or line is None or any(self._fields):
            return
        owner = self._owner()
        line.pieces.append((Piece(text, bold, italic), owner))
        if owner is not None and (not owner.lines or owner.lines[-1] is not line):
            owner.lines.append(line)


def _key(tag: Tag) -> tuple[str, str, str | None]:
    """What tells two controls apart."""
    return tag.kind, tag.path, tag.option


def _child(parent: Element | None, name: str) -> Element | None:
    return None if parent is None else parent.find(W + name)


def _indent(properties: Element | None) -> int:
    """How far in a paragraph stands by its own formatting, in twips."""
    indent = _child(properties, "ind")
    text = val(indent, "left") or val(indent, "start") or "0"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004  wider than any page


def _is_ticked(box: Element) -> bool:
    checked = box.find(W14 + "checked")
    return checked is not None and (checked.get(W14 + "val") or "1").lower() not in _OFF
